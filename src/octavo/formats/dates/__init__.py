"""Dates: one reader of all that is written, for feeds, sitemaps, pages and archives.

written(text, habits) ─► Written(at, precision, zone)     what the text says
habits(texts, tag)    ─► Habits                           what a document's dates prove together
moment(text, now)     ─► datetime                         a feed's: credible, never in the future

months · zones · clocks  ◄─  times  ◄─  standards · named · numeric  ◄─  written  ◄─  here
"""

from collections.abc import Iterable
from datetime import UTC, datetime

from octavo.formats.dates.numeric import proven_order
from octavo.formats.dates.times import AHEAD, UNKNOWN, Habits, Written
from octavo.formats.dates.written import written
from octavo.formats.dates.zones import home
from octavo.formats.languages import language, region

__all__ = ["UNKNOWN", "Habits", "Written", "habits", "moment", "written"]

MAX_LENGTH = 100
"""Characters in which a date is looked for: the longest honest ones have about 60."""

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
MONTH_FIRST = frozenset({"US", "PH", "PR", "GU", "AS", "UM", "VI", "MP", "MH", "PW", "FM", "PA"})
"""Countries whose short date begins with the month (CLDR, dateFormats/short)."""
_EITHER = frozenset({"", "en"})
"""Languages of which both orders are written."""


def moment(text: str, now: datetime | None = None, habits: Habits = UNKNOWN) -> datetime | None:
    """Returns the moment a feed's text names, aware UTC, or None when it names none or an absurd
    one: before 1990, or more than a day ahead of `now`. What has no zone and is still to come is
    held back to `now`."""
    text = text.strip()
    if not text or len(text) > MAX_LENGTH:
        return None
    found = written(text, habits)
    now = now or datetime.now(UTC)
    if found is None or not EARLIEST <= found.at <= now + AHEAD:
        return None
    return found.at if found.zone is not None else min(found.at, now)


def habits(texts: Iterable[str], tag: str = "", now: datetime | None = None) -> Habits:
    """Returns how a document writes its dates, by all of them and by its language tag.

    A date that can be read in one way only (25/11) decides for the others (05/11); then the
    country of the tag does. Times without a zone are the publisher's own, and not UTC, where one
    of them would else be still to come."""
    texts = [text for text in texts if text]
    now = now or datetime.now(UTC)
    return Habits(tag, _is_month_first(texts, tag), _zone(texts, tag, now), now)


def _is_month_first(texts: Iterable[str], tag: str) -> bool | None:
    proofs = [proof for text in texts if (proof := proven_order(text)) is not None]
    if proofs and proofs.count(True) != proofs.count(False):
        return proofs.count(True) > proofs.count(False)
    if region(tag):
        return region(tag) in MONTH_FIRST
    return None if language(tag) in _EITHER else language(tag) == "fil"


def _zone(texts: Iterable[str], tag: str, now: datetime) -> int:
    east = home(tag)
    if not east:
        return 0
    is_local = any(_is_to_come(text, now) for text in texts)
    return east if is_local else 0


def _is_to_come(text: str, now: datetime) -> bool:
    found = written(text)
    return (
        found is not None
        and found.zone is None
        and found.precision == "time"
        and now < found.at <= now + AHEAD
    )
