"""Who holds what of the queue: two workers on one store never ask or read the same thing at a time.

taken up ─► `holder` is the worker's number, due again only when the LEASE is over
saved ────► nobody's
the worker's process is gone ─► due at once: its file in the data folder is locked no more
"""

import fcntl
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction

from octavo.store.models import Entry, FeedState

LEASE = timedelta(minutes=30)
"""When what was taken up is due again though nobody knows that its worker is gone, as of one on
another machine: longer than a page waits for its turn, is read twice and saved. Chosen by hand; not
measured."""

SUFFIX = ".worker"


@contextmanager
def holder(folder: Path) -> Iterator[int]:
    """A number for a worker, whose file in this folder is locked as long as the worker lives."""
    number = secrets.randbits(62)
    draft = folder / f"{number}.new"
    with draft.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        draft.rename(draft.with_suffix(SUFFIX))
        yield number


def release_dead(folder: Path, now: datetime) -> None:
    """What workers of this folder that are gone had taken up is due now."""
    for path in folder.glob(f"*{SUFFIX}"):
        # Another worker may have released it since the folder was read.
        with suppress(FileNotFoundError), path.open("r+") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            _release(int(path.stem), now)
            path.unlink(missing_ok=True)


def _release(number: int, now: datetime) -> None:
    with transaction.atomic():
        waiting = Entry.objects.filter(state=Entry.State.WAITING, holder=number)
        waiting.update(holder=None, due_at=now)
        FeedState.objects.filter(holder=number).update(holder=None, next_at=now)
