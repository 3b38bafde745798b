"""octavo backup, restore: a whole copy of the data folder, and back."""

import argparse
import os
import sqlite3
import tarfile
import tempfile
from pathlib import Path

import zstandard

from octavo.commands import progress, say, site
from octavo.errors import UsageError

DATABASE = "octavo.sqlite3"


def backup(given: argparse.Namespace) -> int:
    """Write a whole copy of the data: consistent, while the site runs. The picture cache is left
    out; PostgreSQL has its own tool."""
    site()
    from django.conf import settings

    _need_embedded(settings)
    target = Path(given.path)
    part = target.with_name(target.name + ".part")
    with tempfile.TemporaryDirectory(dir=settings.DATA) as folder:
        copy = Path(folder) / DATABASE
        _copy_database(Path(settings.DATABASES["default"]["NAME"]), copy)
        with (
            part.open("wb") as file,
            zstandard.ZstdCompressor(level=6).stream_writer(file) as packed,
            tarfile.open(fileobj=packed, mode="w|") as archive,
        ):
            archive.add(copy, DATABASE)
            if (settings.DATA / "secret_key").exists():
                archive.add(settings.DATA / "secret_key", "secret_key")
    part.chmod(0o600)
    part.replace(target)
    size = target.stat().st_size
    say(
        {"backup": str(target), "bytes": size},
        f"{target}: {size / 2**20:.1f} MB",
        as_json=given.json,
    )
    return 0


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
        fresh = Path(folder) / DATABASE
        _check_database(fresh)
        for suffix in ("", "-wal", "-shm"):
            old = Path(f"{database}{suffix}")
            if old.exists():
                old.replace(f"{database}.before-restore{suffix}")
        os.replace(fresh, database)  # noqa: PTH105
        if (Path(folder) / "secret_key").exists():
            os.replace(Path(folder) / "secret_key", data / "secret_key")  # noqa: PTH105
    site()
    say({"restored": str(source)}, f"{source} is restored", as_json=given.json)
    return 0


def _unpack(source: Path, folder: Path) -> None:
    """Take the two files we know out of a backup, and nothing else."""
    try:
        with (
            source.open("rb") as file,
            zstandard.ZstdDecompressor().stream_reader(file) as packed,
            tarfile.open(fileobj=packed, mode="r|") as archive,
        ):
            for member in archive:
                if member.name in {DATABASE, "secret_key"} and member.isfile():
                    archive.extract(member, folder, filter="data")
    except (zstandard.ZstdError, tarfile.TarError) as error:
        raise UsageError(f"{source} is not a backup of Octavo", code="not_a_backup") from error


def _check_database(path: Path) -> None:
    if not path.exists():
        raise UsageError("the backup holds no database", code="not_a_backup")
    connection = sqlite3.connect(path)
    try:
        verdict = connection.execute("PRAGMA quick_check").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise UsageError("the database in the backup is damaged", code="damaged") from error
    finally:
        connection.close()
    if verdict != "ok":
        raise UsageError("the database in the backup is damaged", code="damaged")
