"""When a page claims to have been published and modified, else when it visibly was.

claims ─► moments ─► the first; its hour and zone from the others ─► visible time ─► address
"""

import re
from datetime import datetime, timedelta

from lxml.html import HtmlElement

from octavo.extract.metadata import jsonld
from octavo.extract.metadata.claims import PageClaims
from octavo.extract.metadata.language import language_tags
from octavo.extract.metadata.published import (
    Moment,
    by_address,
    path_day,
    without_midnight,
    written_moment,
)
from octavo.extract.page.text import flat
from octavo.formats import languages
from octavo.formats.dates import Habits, habits

_PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time", "article:published",
    "datepublished", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dc.date", "dcterms.created",
    "dcterms.date", "pubdate", "publishdate", "publish-date", "publish_date", "publication_date", "date",
    "article.published", "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "rnews:datepublished",
    "published_at", "article:post_date", "created", "last-modified-date",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "lastmod",
    "last-modified",
    "dcterms.modified",
)
_DATED = ".//*[contains(@class,'date') or contains(@class,'time') or contains(@itemprop,'date')]"
_MIDNIGHT = re.compile(r"(?i)\b0?0[:.h]00\b|\b12:00\s?a\.?m\b")
_YEAR = re.compile(r"(?:19|20|25)[0-9]{2}|(?![0-9])\d{4}|令和")
"""A year in any digits, or by a calendar that is read."""
_ELEMENTS = 6000
"""Elements that are searched for a written date: bounds the cost. Chosen by hand; not measured."""


def published(claims: PageClaims) -> Moment | None:
    """When the page was published; None where it is unknown."""
    claimed = [
        *jsonld.texts(claims.ld.get("datePublished")),
        *claims.meta.all(*_PUBLISHED),
        *jsonld.texts(claims.ld.get("dateCreated")),
        *jsonld.texts(claims.ld.get("uploadDate")),
    ]
    own = _habits(claims, claimed)
    entry = claims.page.entry
    claimed += [entry.published.isoformat()] if entry and entry.published else []
    moments = [found for text in claimed if (found := _claimed_moment(text, claims.root, own))]
    if moments:
        return by_address(_precise(moments), claims.base)
    return _visible_time(claims.root, own) or path_day(claims.base)


def _habits(claims: PageClaims, claimed: list[str]) -> Habits:
    """How the page writes its dates, by all that it dates."""
    visible = [text for e in claims.root.xpath(_DATED)[:30] if len(text := e.text_content()) < 120]
    times = [e.get("datetime") or "" for e in list(claims.root.iter("time"))[:5]]
    return habits([*claimed, *times, *visible], _tag(claims), claims.page.fetched)


def _tag(claims: PageClaims) -> str:
    """The tag of the page's language, that with a country where there are several."""
    tags = [tag for tag in language_tags(claims) if languages.language(tag)]
    same = [tag for tag in tags if languages.language(tag) == languages.language(tags[0])]
    return next((tag for tag in same if languages.region(tag)), tags[0] if tags else "")


def _claimed_moment(text: str, root: HtmlElement, own: Habits) -> Moment | None:
    """The moment of a claim; only its day where that is a midnight that the page does not show."""
    found = written_moment(text, own)
    day = without_midnight(text, found) if found else None
    return day if found == day or not _is_midnight_visible(root) else found


def _is_midnight_visible(root: HtmlElement) -> bool:
    places = [*list(root.iter("time"))[:5], *root.xpath(_DATED)[:30]]
    return any(_MIDNIGHT.search(place.text_content()[:200]) for place in places)


def _precise(moments: list[Moment]) -> Moment:
    """The first claim; where it is only a day, another one's hour of about that day; in the
    publisher's own zone where any claim gives the same time in it."""
    first = moments[0]
    timed = [m for m in moments if m.precision == "time"]
    if first.precision != "time":
        near = (m for m in timed if abs(m.at - first.at) < timedelta(hours=36))
        first = next(near, first)
    same = (m for m in timed if m.zone and abs(m.at - first.at) < timedelta(minutes=1))
    return next(same, first) if first.precision == "time" and not first.zone else first


def _visible_time(root: HtmlElement, own: Habits) -> Moment | None:
    for element in list(root.iter("time"))[:5]:
        stamp = element.get("datetime") or ""
        found = written_moment(stamp, own) or written_moment(element.text_content(), own)
        if found:
            return found
    for element in root.xpath(_DATED)[:30]:
        text = element.get("content") or element.get("datetime") or element.text_content()
        if len(text) < 120 and (found := written_moment(text, own)):
            return found
    return _written_time(root, own)


def _written_time(root: HtmlElement, own: Habits) -> Moment | None:
    """The first short text that is a date: below the h1, else above it."""
    above: Moment | None = None
    is_below = False
    for count, element in enumerate(root.iter()):
        if count > _ELEMENTS:
            break
        is_below = is_below or element.tag == "h1"
        found = _date_text(element, own)
        if found and is_below:
            return found
        above = above or found
    return above


def _date_text(element: HtmlElement, own: Habits) -> Moment | None:
    if element.tag in {"script", "style", "title", "option"}:
        return None
    for text in (element.text, element.tail):
        if text and 8 <= len(text) <= 200 and _YEAR.search(text) and len(flat(text)) <= 60:
            found = written_moment(text, own)
            if found:
                return found
    return None


def modified(claims: PageClaims) -> datetime | None:
    """When the page was last modified; None where it is unknown."""
    claimed = [*jsonld.texts(claims.ld.get("dateModified")), *claims.meta.all(*_MODIFIED)]
    own = _habits(claims, claimed)
    found = next((m.at for text in claimed if (m := written_moment(text, own))), None)
    return found or (claims.page.entry.updated if claims.page.entry else None)
