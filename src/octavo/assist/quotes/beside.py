"""The phrases that may name the speaker of a quotation, the likeliest first."""

import re
from collections.abc import Iterator

from octavo.assist.quotes import arabic, frames
from octavo.assist.quotes.places import QuotePlace
from octavo.assist.quotes.words import SpeechWords

Phrase = tuple[str | None, str, int]
"""A phrase (empty: whoever spoke before; None: no verb of saying), the gender that its verb shows,
and its place in the text."""

_LEADS = re.compile(r"[:,،]\s*$")


def phrases(place: QuotePlace, w: SpeechWords, *, direct: bool) -> Iterator[Phrase]:
    """What a quotation's own sentence says of its speaker."""
    one = place.quotation
    if w.language == "ar":
        yield *(arabic.after(place.right) or (None, "")), one.closed
        yield *(arabic.before(place.left) or (None, "")), one.opened - 1
        return
    attached = is_attached(place.quoted, place.right) and not _leads_on(place)
    left_first = not direct or (_LEADS.search(place.left) and place.quoted[-1:] not in tuple(",،"))
    after = frames.after(place.right, w) if attached else None
    if not left_first:
        yield after, "", one.closed
    if place.left.strip():
        for found in _before(place, w, direct=direct):
            yield found, "", one.opened - len(place.left) + _at(found or "", place.left)
    if left_first:
        yield after, "", one.closed
    if not direct:
        yield frames.trailing(place.right, w), "", one.closed


def _before(place: QuotePlace, w: SpeechWords, *, direct: bool) -> Iterator[str | None]:
    found = frames.before(place.left, w, inside=not direct)
    head = frames.head(place.left, w) if found == "" and place.begins else ""
    yield head or found
    if direct:
        yield frames.head(place.left, w) or None


def _at(phrase: str, left: str) -> int:
    """The place of a phrase in what stands before; its end where it is not found."""
    found = re.search(rf"(?i)(?<!\w){re.escape(phrase)}(?!\w)", left) if phrase else None
    return found.start() if found else len(left) - 1


def _leads_on(place: QuotePlace) -> bool:
    """Whether what follows on a quotation that has ended leads to the next one."""
    return place.quoted[-1:] in tuple(".…?!؟") and bool(_LEADS.search(place.right))


def is_attached(quoted: str, right: str) -> bool:
    """Whether what follows on a quotation may say whose it is: after a comma, a dash, a question or
    exclamation mark, or in small letters."""
    first = right.lstrip()[:1]
    last = quoted.rstrip("\"'”’»")[-1:]
    if last in ("", *",،?!؟—–") or first in tuple(",،—–-:"):
        return True
    if last in ".…":
        is_short = bool(re.match(r"[^.]{2,60}\.?$", right.strip()))
        return bool(first) and (first.islower() or is_short)
    return first.isalpha()
