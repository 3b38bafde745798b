"""A backup is whole, private and gives back what was there; what is none is refused, and what was
there before a restore is never lost."""

import json
import os
import random
import sqlite3
import stat
import tarfile
from io import BytesIO
from pathlib import Path

import pytest
import zstandard
from django.conf import settings

from octavo.cli import main

DATABASE = "octavo.sqlite3"


class Place:
    """A data folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = folder / DATABASE

    def write(self, *texts: str) -> None:
        """Make the database anew, with these rows."""
        self.folder.mkdir(exist_ok=True)
        with sqlite3.connect(self.database) as made:
            made.execute("PRAGMA journal_mode=WAL")
            made.execute("CREATE TABLE django_migrations (app, name)")
            made.execute("INSERT INTO django_migrations VALUES ('store', '0001_tables')")
            made.execute("CREATE TABLE store_article (pk)")
            made.execute("CREATE TABLE article (text)")
            made.executemany("INSERT INTO article VALUES (?)", [(one,) for one in texts])
        made.close()

    def texts(self, path: Path | None = None) -> list[str]:
        """The rows of a database."""
        opened = sqlite3.connect(path or self.database)
        rows = [text for (text,) in opened.execute("SELECT text FROM article ORDER BY text")]
        opened.close()
        return rows


@pytest.fixture(autouse=True)
def nothing_migrated(monkeypatch) -> None:
    monkeypatch.setattr("octavo.commands.backup.site", lambda: None)


@pytest.fixture
def move_to(monkeypatch, tmp_path):
    """Makes a folder of this name the site's data folder."""

    def moved(name: str) -> Place:
        place = Place(tmp_path / name)
        engine = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(place.database)}
        monkeypatch.setattr(settings, "DATA", place.folder)
        monkeypatch.setattr(settings, "DATABASES", {"default": engine})
        return place

    return moved


@pytest.fixture
def site(move_to) -> Place:
    place = move_to("site")
    place.write("Ferry", "Port")
    (place.folder / "secret_key").write_text("a secret", "ascii")
    return place


@pytest.fixture
def kept(site, tmp_path, capsys) -> Path:
    """A backup of the site."""
    path = tmp_path / "kept.tar.zst"
    assert main(["backup", str(path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told == {"backup": str(path), "bytes": path.stat().st_size}
    return path


def test_a_backup_is_for_its_owner_alone_and_leaves_nothing_beside_it(kept, site, tmp_path):
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert {one.name for one in tmp_path.iterdir()} == {"site", "kept.tar.zst"}
    assert {one.name.partition("-")[0] for one in site.folder.iterdir()} == {DATABASE, "secret_key"}


def test_what_is_being_written_meanwhile_is_not_in_it(site, move_to, tmp_path):
    writer = sqlite3.connect(site.database)
    writer.execute("INSERT INTO article VALUES ('half done')")
    path = tmp_path / "kept.tar.zst"
    assert main(["backup", str(path)]) == 0
    writer.rollback()
    writer.close()
    other = move_to("other")
    assert main(["restore", str(path)]) == 0
    assert other.texts() == ["Ferry", "Port"]


def test_it_comes_back_elsewhere_with_its_secret(kept, move_to, capsys):
    other = move_to("other")
    assert main(["restore", str(kept)]) == 0
    assert "is restored" in capsys.readouterr().out
    assert other.texts() == ["Ferry", "Port"]
    assert (other.folder / "secret_key").read_text("ascii") == "a secret"
    assert {one.name for one in other.folder.iterdir()} == {DATABASE, "secret_key"}


def test_what_is_there_is_not_replaced_without_being_told_to(kept, move_to, capsys):
    other = move_to("other")
    other.write("Mine")
    assert main(["restore", str(kept)]) == 1
    assert "--force" in capsys.readouterr().err
    assert other.texts() == ["Mine"]


def test_what_was_there_is_kept_beside_it(kept, move_to):
    other = move_to("other")
    other.write("Mine")
    Path(f"{other.database}-wal").write_bytes(b"")
    assert main(["restore", str(kept), "--force"]) == 0
    assert other.texts() == ["Ferry", "Port"]
    before = other.folder / f"{DATABASE}.before-restore"
    assert Path(f"{before}-wal").exists()
    assert other.texts(before) == ["Mine"]


def test_the_key_that_was_there_is_kept_too_and_the_other_is_used_at_once(
    kept, move_to, monkeypatch
):
    """What the database that was put aside holds encrypted can be read with its own key alone, and
    what the upgrade encrypts is read with the key that came."""
    other = move_to("other")
    other.write("Mine")
    (other.folder / "secret_key").write_text("another secret", "ascii")
    monkeypatch.setattr(settings, "SECRET_KEY", "another secret")
    assert main(["restore", str(kept), "--force"]) == 0
    before = other.folder / "secret_key.before-restore"
    assert before.read_text("ascii") == "another secret"
    assert settings.SECRET_KEY == "a secret"


def test_a_key_that_is_set_stays_the_key(kept, move_to, monkeypatch):
    other = move_to("other")
    (other.folder / "secret_key").parent.mkdir()
    (other.folder / "secret_key").write_text("another secret", "ascii")
    monkeypatch.setattr(settings, "SECRET_KEY", "of the environment")
    assert main(["restore", str(kept)]) == 0
    assert settings.SECRET_KEY == "of the environment"


def _archive(path: Path, members: list[tuple[tarfile.TarInfo, bytes]]) -> Path:
    with (
        path.open("wb") as file,
        zstandard.ZstdCompressor().stream_writer(file) as packed,
        tarfile.open(fileobj=packed, mode="w|") as archive,
    ):
        for member, data in members:
            member.size = len(data)
            archive.addfile(member, BytesIO(data))
    return path


def _member(name: str, kind: bytes = tarfile.REGTYPE, link: str = "") -> tarfile.TarInfo:
    made = tarfile.TarInfo(name)
    made.type, made.linkname = kind, link
    return made


def test_nothing_else_comes_out_of_an_archive(site, move_to, tmp_path):
    whole = site.database.read_bytes()
    path = _archive(
        tmp_path / "odd.tar.zst",
        [
            (_member("../evil"), b"evil"), (_member("more/secret_key"), b"evil"),
            (_member("secret_key", tarfile.SYMTYPE, "/etc/hostname"), b""),
            (_member(DATABASE), whole),
        ],
    )  # fmt: skip
    other = move_to("other")
    assert main(["restore", str(path)]) == 0
    assert {one.name for one in other.folder.iterdir()} == {DATABASE}
    assert not (tmp_path / "evil").exists()


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda whole: [(_member(DATABASE), whole[:5000] + b"\xff" * 2000)], "damaged"),
        (lambda whole: [(_member("secret_key"), b"a secret")], "not_a_backup"),
        (lambda whole: [(_member(DATABASE, tarfile.SYMTYPE, "/etc/passwd"), b"")], "not_a_backup"),
        (lambda whole: [], "not_a_backup"),
    ],
)
def test_what_is_no_whole_backup_changes_nothing(site, move_to, tmp_path, capsys, make, code):
    path = _archive(tmp_path / "odd.tar.zst", make(site.database.read_bytes()))
    other = move_to("other")
    other.write("Mine")
    (other.folder / "secret_key").write_text("mine", "ascii")
    assert main(["restore", str(path), "--force", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["error"] == code
    assert other.texts() == ["Mine"]
    assert (other.folder / "secret_key").read_text("ascii") == "mine"


@pytest.mark.parametrize("content", [b"", b"not packed", b"\x28\xb5\x2f\xfd" + b"\0" * 40])
def test_a_file_that_is_no_archive_is_refused(move_to, tmp_path, capsys, content):
    path = tmp_path / "odd"
    path.write_bytes(content)
    move_to("other")
    assert main(["restore", str(path), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["error"] == "not_a_backup"


def test_a_file_that_is_not_there_is_named(site, move_to, tmp_path, capsys):
    move_to("other")
    for name in ("nowhere.tar.zst", "site"):
        assert main(["restore", str(tmp_path / name)]) == 1
        assert str(tmp_path / name) in capsys.readouterr().err
    move_to("site")
    assert main(["backup", str(tmp_path / "nowhere" / "kept")]) == 1
    assert "nowhere" in capsys.readouterr().err


def test_a_site_on_postgresql_is_sent_to_its_own_tool(site, monkeypatch, capsys, tmp_path):
    engine = {"ENGINE": "django.db.backends.postgresql", "NAME": "octavo"}
    monkeypatch.setattr(settings, "DATABASES", {"default": engine})
    for command in ("backup", "restore"):
        assert main([command, str(tmp_path / "kept")]) == 1
        assert "pg_dump" in capsys.readouterr().err
    assert not os.path.exists(tmp_path / "kept")  # noqa: PTH110


def test_a_backup_is_not_written_over_without_being_told_to(kept, capsys):
    before = kept.read_bytes()
    assert main(["backup", str(kept)]) == 1
    assert "--force" in capsys.readouterr().err
    assert kept.read_bytes() == before
    assert main(["backup", str(kept), "--force"]) == 0


def test_no_flipped_bit_comes_back(kept, move_to, tmp_path, capsys):
    """Wherever a bit is flipped, what was there stays, or what comes back is whole."""
    whole, chance = kept.read_bytes(), random.Random(7)
    other = move_to("other")
    other.write("Mine")
    for _ in range(60):
        flipped = bytearray(whole)
        flipped[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
        path = tmp_path / "flipped"
        path.write_bytes(flipped)
        is_done = main(["restore", str(path), "--force"]) == 0
        assert other.texts() == (["Ferry", "Port"] if is_done else ["Mine"])
        if is_done:
            assert (other.folder / "secret_key").read_text("ascii") == "a secret"
            os.replace(f"{other.database}.before-restore", other.database)  # noqa: PTH105
        capsys.readouterr()


def _database(path: Path, *statements: str) -> bytes:
    made = sqlite3.connect(path)
    for statement in statements:
        made.execute(statement)
    made.commit()
    made.close()
    return path.read_bytes()


@pytest.mark.parametrize(
    ("statements", "code"),
    [
        (("VACUUM",), "not_a_backup"),
        (("CREATE TABLE notes (text)",), "not_a_backup"),
        (
            (
                "CREATE TABLE django_migrations (app, name)",
                "CREATE TABLE store_article (pk)",
                "INSERT INTO django_migrations VALUES ('store', '9999_of_a_later_year')",
            ),
            "newer",
        ),
    ],
    ids=["empty", "foreign", "newer"],
)
def test_a_database_that_is_not_ours_is_refused(move_to, tmp_path, capsys, statements, code):
    data = _database(tmp_path / "made", *statements)
    path = _archive(tmp_path / "odd.tar.zst", [(_member(DATABASE), data)])
    other = move_to("other")
    other.write("Mine")
    assert main(["restore", str(path), "--force", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["error"] == code
    assert other.texts() == ["Mine"]


def test_a_backup_without_checksums_is_taken_and_says_so(site, move_to, tmp_path, capsys):
    path = _archive(tmp_path / "old", [(_member(DATABASE), site.database.read_bytes())])
    other = move_to("other")
    assert main(["restore", str(path)]) == 0
    assert "no checksums" in capsys.readouterr().err
    assert other.texts() == ["Ferry", "Port"]
