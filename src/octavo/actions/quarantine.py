"""The quarantine: what a bug of ours struck is put aside with its traceback, and tried again on
demand or by the next version. Nothing is refused for good because of us."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F

from octavo import __version__
from octavo.errors import Bug
from octavo.store import site_settings
from octavo.store.metrics import BUGS
from octavo.store.models import Attempt, Entry, FeedState, Quarantine

MAX_TRACE = 20_000
"""Characters of a traceback that are stored: its end, where the cause stands."""


@dataclass(frozen=True, slots=True)
class Case:
    """What a bug struck: in which step (read, feed, reprocess), of which address; the entry or the
    feed; the page, packed, with the address it was found at, where there was one."""

    step: str
    url: str
    bug: Bug
    entry_id: int | None = None
    feed_id: int | None = None
    page: bytes = b""
    found_at: str = ""


def quarantine(cases: Sequence[Case], now: datetime) -> None:
    """Put entries and feeds aside: entries are not read again until somebody says so, feeds are
    polled again at their own pace. Their tries are raised, the bugs counted."""
    with transaction.atomic():
        for case in cases:
            row, is_new = Quarantine.objects.get_or_create(
                **_key(case), defaults={**_fields(case, now), "feed_id": case.feed_id}
            )
            if not is_new:
                Quarantine.objects.filter(pk=row.pk).update(
                    **_fields(case, now), tries=F("tries") + 1
                )
        Entry.objects.filter(pk__in=[case.entry_id for case in cases if case.entry_id]).update(
            state=Entry.State.QUARANTINED, cause=Bug.code, tries=F("tries") + 1
        )
        log_attempts(cases, now)


def _key(case: Case) -> dict[str, int | None]:
    """By what a case is known again: its entry, or its feed alone."""
    if case.entry_id is not None:
        return {"entry_id": case.entry_id}
    return {"entry_id": None, "feed_id": case.feed_id}


def _fields(case: Case, now: datetime) -> dict[str, object]:
    return {
        "step": case.step,
        "url": case.url[:2000],
        "found_at": case.found_at[:2000],
        "error": case.bug.detail[:500],
        "trace": case.bug.trace[-MAX_TRACE:],
        "page": case.page,
        "version": __version__,
        "last_at": now,
    }


def log_attempts(cases: Sequence[Case], now: datetime) -> None:
    """Write bugs into the list of attempts, and count them."""
    Attempt.objects.bulk_create(
        Attempt(
            at=now,
            feed_id=case.feed_id,
            step=case.step,
            url=case.url[:2000],
            cause=Bug.code,
            detail=case.bug.detail[:500],
        )
        for case in cases
        if case.step != "feed"  # a poll that failed is in the list already
    )
    for _ in cases:
        site_settings.bump(BUGS)


def try_again(ids: Iterable[int], now: datetime) -> int:
    """Let these rows' entries be read, and feeds be polled, now; how many. A row goes when its
    entry or feed has come through, and stays, with one try more, when it has not."""
    rows = list(Quarantine.objects.filter(pk__in=list(ids)).values_list("entry_id", "feed_id"))
    entries = [entry for entry, _ in rows if entry is not None]
    feeds = [feed for entry, feed in rows if entry is None]
    with transaction.atomic():
        Entry.objects.filter(pk__in=entries, state=Entry.State.QUARANTINED).update(
            state=Entry.State.WAITING, due_at=now, cause=""
        )
        FeedState.objects.filter(feed__in=feeds).update(next_at=now)
    return len(rows)


def release_after_upgrade(now: datetime) -> int:
    """Try again what another version of Octavo could not read; how many."""
    rows = Quarantine.objects.exclude(version=__version__)
    return try_again(rows.values_list("pk", flat=True), now)
