"""Refusals: pages that are no articles, with the reason, kept for the lab."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from octavo.actions.article_rows import PAGE_FIELDS
from octavo.formats.urls import site
from octavo.store import bulk
from octavo.store.models import (
    Attempt,
    Entry,
    Quarantine,
    RefusedPage,
)
from octavo.types import Failed


@dataclass(frozen=True, slots=True)
class Unread:
    """A page that was refused, packed, with the address it was found at and its packed entry."""

    entry_id: int
    page: bytes
    found_at: str
    packed_entry: bytes = b""


def refuse(
    failed: Sequence[Failed[tuple[int, str, int | None]]],
    now: datetime,
    pages: Iterable[Unread] = (),
) -> None:
    """Take entries off the queue that are no articles, say why, and keep their pages for the lab.
    Items are (entry id, address, feed id)."""
    kept = [
        RefusedPage(
            pk=one.entry_id,
            fetched=now,
            host=site(one.found_at)[:255],
            url=one.found_at[:2000],
            page=one.page,
            entry=one.packed_entry,
        )
        for one in pages
    ]
    with transaction.atomic():
        for failure in failed:
            entry_id, _, _ = failure.item
            Entry.objects.filter(pk=entry_id).update(
                state=Entry.State.REFUSED, cause=failure.error.code[:40], payload=None
            )
        bulk.insert(kept, unique=["refused"], renew=PAGE_FIELDS)
        Quarantine.objects.filter(entry__in=[failure.item[0] for failure in failed]).delete()
        attempts(failed, "article", now)


def attempts(
    failed: Sequence[Failed[tuple[int, str, int | None]]], step: str, now: datetime
) -> None:
    """Note for the admin what went wrong with entries."""
    Attempt.objects.bulk_create(
        Attempt(
            at=now,
            feed_id=failure.item[2],
            step=step,
            url=failure.item[1][:2000],
            cause=failure.error.code[:40],
            detail=failure.error.detail[:500],
        )
        for failure in failed
    )
