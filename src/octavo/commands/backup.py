"""octavo backup, restore: a whole copy of the data folder, and back.

A backup is a tar under Zstandard: manifest.json first (the version, and of each file its size and
SHA-256), then the database and the signing key. Nothing is replaced before all of it is checked.
"""

import argparse
import hashlib
import json
import os
import shutil
import sqlite3
import tarfile
import tempfile
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import zstandard

from octavo import __version__
from octavo.commands import SCREEN, progress, say, site
from octavo.errors import UsageError

DATABASE, SECRET, MANIFEST = "octavo.sqlite3", "secret_key", "manifest.json"

FORMAT = 1
"""Of the manifest; raised when an older Octavo could not read it any more."""


def backup(given: argparse.Namespace) -> int:
    """Write a whole copy of the data: consistent, while the site runs. The picture cache is left
    out; PostgreSQL has its own tool."""
    site()
    from django.conf import settings

    _need_embedded(settings)
    target = Path(given.path)
    if target.exists() and not given.force:
        raise UsageError(f"{target} is there already; --force writes over it")
    part = target.with_name(target.name + ".part")
    with tempfile.TemporaryDirectory(dir=settings.DATA) as folder:
        copy = Path(folder) / DATABASE
        _copy_database(Path(settings.DATABASES["default"]["NAME"]), copy)
        secret = settings.DATA / SECRET
        _write(part, {DATABASE: copy} | ({SECRET: secret} if secret.exists() else {}))
    part.chmod(0o600)
    part.replace(target)
    value = {"backup": str(target), "bytes": (size := target.stat().st_size)}
    say(value, f"{target}: {size / 2**20:.1f} MB", as_json=given.json)
    return 0


def _write(path: Path, files: dict[str, Path]) -> None:
    """Write the archive of these files to a path."""
    manifest = {
        "format": FORMAT,
        "octavo": __version__,
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "files": {name: _measured(file) for name, file in files.items()},
    }
    told = json.dumps(manifest, indent=1).encode()
    member = tarfile.TarInfo(MANIFEST)
    member.size = len(told)
    with (
        path.open("wb") as file,
        zstandard.ZstdCompressor(level=6, write_checksum=True).stream_writer(file) as packed,
        tarfile.open(fileobj=packed, mode="w|") as archive,
    ):
        archive.addfile(member, BytesIO(told))
        for name, each in files.items():
            archive.add(each, name)


def _measured(path: Path) -> dict[str, Any]:
    """A file's size in bytes and its SHA-256."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {"bytes": path.stat().st_size, "sha256": digest}


def _need_embedded(settings: "object") -> None:
    engine = settings.DATABASES["default"]["ENGINE"]  # type: ignore[attr-defined]
    if "sqlite" not in engine:
        raise UsageError("this site runs on PostgreSQL: use pg_dump and pg_restore for its data")


def _copy_database(source: Path, target: Path) -> None:
    """SQLite's online backup: a consistent copy beside writers."""
    with progress("backup") as bar:
        task = bar.add_task("pages", total=None)
        one, other = sqlite3.connect(source), sqlite3.connect(target)
        with one, other:
            one.backup(other, pages=4096, progress=lambda _, left, total: bar.update(
                task, total=total, completed=total - left))  # fmt: skip
        one.close()
        other.close()


def restore(given: argparse.Namespace) -> int:
    """Put a backup in the place of the data folder. The site must not be running; what was there
    is kept beside it."""
    from django.conf import settings

    _need_embedded(settings)
    source, data = Path(given.path), settings.DATA
    database = Path(settings.DATABASES["default"]["NAME"])
    if database.exists() and not given.force:
        raise UsageError(f"{database} is there already; --force puts it aside as .before-restore")
    data.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=data) as folder:
        _unpack(source, Path(folder))
        _check_database(Path(folder) / DATABASE)
        _put_in_place(Path(folder), database, data)
    site()
    say({"restored": str(source)}, f"{source} is restored", as_json=given.json)
    return 0


def _put_in_place(folder: Path, database: Path, data: Path) -> None:
    """Move what was unpacked to where the site looks for it; what was there stays beside it, a
    database with the key to what it holds encrypted."""
    if database.exists() and (data / SECRET).exists():
        shutil.copy2(data / SECRET, data / f"{SECRET}.before-restore")
    for suffix in ("", "-wal", "-shm"):
        old = Path(f"{database}{suffix}")
        if old.exists():
            old.replace(f"{database}.before-restore{suffix}")
    os.replace(folder / DATABASE, database)  # noqa: PTH105
    if (folder / SECRET).exists():
        _change_key(folder / SECRET, data / SECRET)


def _change_key(fresh: Path, path: Path) -> None:
    """Put a key in the place of another, also for what this process still encrypts."""
    from django.conf import settings

    if path.exists() and path.read_text("ascii") == settings.SECRET_KEY:
        settings.SECRET_KEY = fresh.read_text("ascii")
    os.replace(fresh, path)  # noqa: PTH105


def _unpack(source: Path, folder: Path) -> None:
    """Take the files we know out of a backup, and nothing else, each as it was written."""
    try:
        with (
            source.open("rb") as file,
            zstandard.ZstdDecompressor().stream_reader(file) as packed,
            tarfile.open(fileobj=packed, mode="r|") as archive,
        ):
            for member in archive:
                if member.name in {DATABASE, SECRET, MANIFEST} and member.isfile():
                    archive.extract(member, folder, filter="data")
    except (zstandard.ZstdError, tarfile.TarError) as error:
        raise UsageError(f"{source} is not a backup of Octavo", code="not_a_backup") from error
    _check_files(source, folder)


def _check_files(source: Path, folder: Path) -> None:
    """Nothing, or UsageError where a file is not what was written. Octavo 0.2.0 and before wrote no
    manifest: of theirs the database alone can be checked, which is said."""
    manifest = folder / MANIFEST
    if not manifest.exists():
        SCREEN.print(f"{source} has no checksums: its database alone is checked", style="yellow")
        return
    try:
        told = json.loads(manifest.read_bytes())
        version, files = int(told["format"]), dict(told["files"])
    except (ValueError, TypeError, KeyError) as error:
        raise UsageError(f"{source} is not a backup of Octavo", code="not_a_backup") from error
    if version > FORMAT:
        raise UsageError(f"{source} is of a newer Octavo: {told.get('octavo')}", code="newer")
    there = {one.name: _measured(one) for one in folder.iterdir() if one.name != MANIFEST}
    if there != files:
        raise UsageError(f"{source} is damaged: it is not what was written", code="damaged")


def _check_database(path: Path) -> None:
    """Nothing, or UsageError where the database is missing, damaged or none of ours."""
    if not path.exists():
        raise UsageError("the backup holds no database", code="not_a_backup")
    connection = sqlite3.connect(path)
    try:
        verdict = connection.execute("PRAGMA integrity_check").fetchone()[0]
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        steps = _migrations(connection) if "django_migrations" in tables else set()
    except sqlite3.DatabaseError as error:
        raise UsageError("the database in the backup is damaged", code="damaged") from error
    finally:
        connection.close()
    if verdict != "ok":
        raise UsageError("the database in the backup is damaged", code="damaged")
    if not steps or "store_article" not in tables:
        raise UsageError("the database in the backup is not Octavo's", code="not_a_backup")
    if unknown := steps - {step.stem for step in MIGRATIONS.glob("*.py")}:
        raise UsageError(f"the backup is of a newer Octavo: {max(unknown)}", code="newer")


MIGRATIONS = Path(__file__).parents[1] / "store" / "migrations"


def _migrations(connection: sqlite3.Connection) -> set[str]:
    """The migrations that a database of ours has gone through."""
    rows = connection.execute("SELECT name FROM django_migrations WHERE app = 'store'")
    return {name for (name,) in rows}
