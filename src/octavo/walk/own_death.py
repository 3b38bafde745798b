"""Where pages are read in the walk's own process (no reading processes), a death of it is laid to
the page in hand: a note in the data folder holds the entry's number while it is read, and the next
start finds it. The first time the entry is tried again, the second time it is quarantined."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from django.conf import settings

from octavo import run
from octavo.actions import polls, quarantine
from octavo.errors import Bug
from octavo.store.models import Entry

CRASH = "crash"
"""The cause of an entry that was in hand when the process died once."""


def _note() -> Path:
    return Path(settings.DATA) / "reading.entry"


def _left_behind(note: Path) -> int | None:
    """The entry of a note whose process is gone; None where there is none."""
    if not note.exists():
        return None
    process, _, entry = note.read_text("ascii", "replace").partition(" ")
    if not (process.isdigit() and entry.isdigit()):
        return 0
    return None if run.is_alive(int(process)) and int(process) != os.getpid() else int(entry)


@contextmanager
def noted(entry_id: int) -> Iterator[None]:
    """Holds the note while the block runs; a block that ends the process leaves it there. Without
    room for the note the block runs all the same: a full disk is not the page's doing."""
    note = _note()
    with suppress(OSError):
        note.write_text(f"{os.getpid()} {entry_id}", "ascii")
    try:
        yield
    finally:
        note.unlink(missing_ok=True)


def blame_last_death(now: datetime) -> None:
    """Lay the last death of this process to the entry that was in hand, where a note tells it."""
    note = _note()
    number = _left_behind(note)
    if number is None:
        return
    row = Entry.objects.filter(pk=number, state=Entry.State.WAITING).first()
    if row is not None and row.cause == CRASH:
        bug = Bug("the walk's own process ended twice while it read this page")
        case = quarantine.Case("read", row.url, bug, row.pk, row.feed_id)
        quarantine.quarantine([case], now)
    elif row is not None:
        polls.put_back([row.pk], now, CRASH)
    note.unlink(missing_ok=True)
