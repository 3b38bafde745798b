"""A disk that is full, a folder that cannot be written, a database that cannot be used: said in a
sentence with a code, never as a traceback."""

import errno
import sqlite3

import pytest
from django.db import DatabaseError, IntegrityError, OperationalError

from octavo.cli import main
from octavo.commands import import_export

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (OperationalError("database or disk is full"), "disk_full", "full"),
        (sqlite3.OperationalError("database or disk is full"), "disk_full", "full"),
        (OperationalError("attempt to write a readonly database"), "database", "readonly"),
        (OperationalError("unable to open database file"), "database", "unable to open"),
        (DatabaseError("database disk image is malformed"), "database", "malformed"),
        (OSError(errno.ENOSPC, "No space left on device", "x.part"), "disk_full", "x.part"),
        (OSError(errno.EROFS, "Read-only file system", "data"), "file", "data: Read-only"),
        (PermissionError(errno.EACCES, "Permission denied", "data"), "file", "data: Permission"),
        (OSError(errno.EIO, "Input/output error"), "file", "Input/output error"),
    ],
)  # fmt: skip
def test_trouble_is_a_sentence_with_a_code(fails, monkeypatch, error, code, said):
    def broken(given: object) -> int:
        raise error

    monkeypatch.setattr(import_export, "take_in", broken)
    told = fails("import", "jsonl", "x.jsonl")
    assert f"({code})" in told
    assert said in told


def test_a_folder_that_cannot_be_written_is_named(fails, tmp_path, settings):
    (tmp_path / "file").write_text("")
    settings.DATA = tmp_path / "file" / "data"
    assert "(file)" in fails("sources")


def test_a_mistake_of_ours_is_not_the_databases(monkeypatch):
    def broken(given: object) -> int:
        raise IntegrityError("UNIQUE constraint failed")

    monkeypatch.setattr(import_export, "take_in", broken)
    with pytest.raises(IntegrityError):
        main(["import", "jsonl", "x.jsonl"])
