"""What a page says of itself: JSON-LD, then meta elements, then what is to be seen, then the feed."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urljoin

from lxml.html import HtmlElement

from octavo.extract.metadata import jsonld
from octavo.extract.metadata.bylines import byline, bylined_agency, is_signed, people
from octavo.extract.metadata.headline import headline
from octavo.extract.metadata.meta_elements import Meta, meta
from octavo.extract.metadata.published import Moment, by_address, moment, path_day, without_midnight
from octavo.extract.page.pictures import figure, picture
from octavo.extract.page.text import flat, plain
from octavo.formats import languages
from octavo.formats.dates import Habits, habits
from octavo.formats.urls import clean_url, is_same_site, site
from octavo.types import Page, Picture

_TITLES = (
    "og:title",
    "twitter:title",
    "dc.title",
    "title",
    "headline",
    "parsely-title",
    "sailthru.title",
)
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
_AUTHORS = ("article:author", "author", "parsely-author", "sailthru.author", "dc.creator", "dc.creator.name", "byl",
            "article:author_name", "cxenseparse:author", "twitter:data1", "authors", "dcterms.creator", "og:article:author")  # fmt: skip
_SECTIONS = (
    "article:section",
    "og:article:section",
    "parsely-section",
    "section",
    "cxenseparse:category",
    "category",
)
_NAME_PARTS = re.compile(r"\s*[|–—-]\s*")
_BYLINE = ".//*[@rel='author' or @itemprop='author' or contains(@class,'byline') or contains(@class,'author')]"
_WRITER = (
    ".//a[contains(@href,'/author') or contains(@href,'/staff/') or contains(@href,'/writer')"
    " or contains(@href,'/contributor') or contains(@href,'/people/') or contains(@href,'/profile/')]"
)
_SIGNED = ".//*[@rel='author' or @itemprop='author'][string-length(.) < 40]"
_DATED = ".//*[contains(@class,'date') or contains(@class,'time') or contains(@itemprop,'date')]"
_MIDNIGHT = re.compile(r"(?i)\b0?0[:.h]00\b|\b12:00\s?a\.?m\b")
_COMMENT = re.compile(
    r"(?i)(?:^|[\s_-])(?:comments?(?:list|form)?|commentlist|respond)(?=$|[\s_-])"
)
_YEAR = re.compile(r"(?:19|20|25)[0-9]{2}|(?![0-9])\d{4}|令和")
_JOINT = re.compile(r"(?i)(?<=\bby) \| | \| (?=(?:and|und|et|y|&|,)(?:\s|$))|(?<=and) \| ")
"""Bars that part no names: after "by", around "and"."""
_ELEMENTS = 6000


@dataclass(frozen=True)
class Metadata:
    """All that is known of an article but its text. `published` is None when nothing tells."""

    url: str
    headline: str = ""
    dek: str = ""
    authors: tuple[str, ...] = ()
    byline: tuple[str, ...] = ()
    wire: str = ""
    published: Moment | None = None
    modified: datetime | None = None
    language: str = ""
    section: str = ""
    tags: tuple[str, ...] = ()
    picture: Picture | None = None
    source_name: str = ""
    source_logo: str = ""
    is_free: bool = True
    body_text: str = ""
    kind: str = ""


@dataclass(frozen=True)
class _Said:
    """The voices of one page, read once."""

    root: HtmlElement
    ld: jsonld.Node
    meta: Meta
    publisher: jsonld.Node
    page: Page

    @property
    def base(self) -> str:
        return self.page.final_url or self.page.url


def metadata(root: HtmlElement, page: Page) -> Metadata:
    """What the page, and the feed entry that led to it, say of the article. Raises nothing."""
    said = _Said(root, jsonld.article_node(root), meta(root), jsonld.publisher_node(root), page)
    names = _site_names(said)
    bylines = _bylines(said, names)
    return Metadata(
        url=_canonical(said),
        headline=_headline(said, names),
        dek=_dek(said),
        authors=people(bylines, names),
        byline=byline(bylines, names),
        wire=bylined_agency(bylines),
        published=_published(said),
        modified=_modified(said),
        language=_language(said),
        section=_section(said),
        tags=_tags(said),
        picture=_picture(said),
        source_name=names[0] if names else "",
        source_logo=_logo(said),
        is_free=_is_free(said),
        body_text=next(iter(jsonld.texts(said.ld.get("articleBody"))), ""),
        kind=_kind(said),
    )


def _site_names(said: _Said) -> list[str]:
    publisher = jsonld.texts(said.ld.get("publisher"), "name", "legalName")
    told = [
        *said.meta.all(
            "og:site_name", "application-name", "publisher", "apple-mobile-web-app-title"
        ),
        *publisher,
        *jsonld.texts(said.publisher, "name"),
    ]
    names = [
        name
        for value in told
        if 2 <= len(name := plain(value)) <= 60 and not name.startswith("http")
    ]
    host = site(said.base)
    return [*dict.fromkeys(names), *([host, host.split(".")[0]] if host else [])]


def _headline(said: _Said, names: list[str]) -> str:
    ld = jsonld.texts(said.ld.get("headline")) or jsonld.texts(said.ld.get("name"))
    shown = [text for element in said.root.iter("h1") if (text := flat(element.text_content()))]
    title = [flat(element.text_content()) for element in list(said.root.iter("title"))[:1]]
    entry = [said.page.entry.title] if said.page.entry else []
    told = [*map(plain, ld[:1]), *list(said.meta.all(*_TITLES))[:3], *entry, *title]
    return headline(told, shown, names)


def _dek(said: _Said) -> str:
    told = [
        *said.meta.all("og:description", "description", "twitter:description"),
        *map(plain, jsonld.texts(said.ld.get("description"))),
    ]
    return next((text for text in told if 20 <= len(text) <= 600), "")


def _bylines(said: _Said, names: list[str]) -> list[str]:
    """The byline's values, from the first voice that names people; the page's meta elements where
    they name them all and more."""
    ld = jsonld.texts(said.ld.get("author"), "name") or jsonld.texts(said.ld.get("creator"), "name")
    told = [value for value in said.meta.all(*_AUTHORS) if not value.startswith("http")]
    found, more = people(ld, names), people(told, names)
    if found:
        return told if set(found) < set(more) else ld
    if more:
        return [*ld, *told]
    entry = list(said.page.entry.authors) if said.page.entry else []
    return [*ld, *told, *entry, *_visible_bylines(said.root)]


def _visible_bylines(root: HtmlElement) -> list[str]:
    """The first short text that the page marks as a byline and that names people; else the first
    link to a writer's page that does; else what is signed in words ("By Newsdesk")."""
    marked = [_parts(e) for e in root.xpath(_BYLINE)[:40] if not _is_elsewhere(e)]
    linked = [flat(e.text_content()) for e in root.xpath(_WRITER)[:20] if not _is_elsewhere(e)]
    short = [text for text in marked if 4 <= len(text) <= 90]
    full = (text for text in short if _is_full(people([text])))
    writers = (text for text in linked if 4 <= len(text) <= 60 and _is_full(people([text])))
    signed = (text for text in short if is_signed(text))
    alone = (flat(e.text_content()) for e in root.xpath(_SIGNED)[:3] if not _is_elsewhere(e))
    return [found for texts in (full, writers, signed, alone) if (found := next(texts, ""))][:1]


def _parts(element: HtmlElement) -> str:
    """The element's text, with a bar where one part of several ends and the next begins."""
    texts = [text for part in element.itertext() if (text := flat(part))]
    return _JOINT.sub(" ", " | ".join(texts[:12]))


def _is_elsewhere(element: HtmlElement) -> bool:
    """Whether the element signs a picture, or what readers wrote, or may write, below."""
    above = {str(up.tag) for up in element.iterancestors()}
    if above & {"figure", "figcaption"} or ("footer" in above and "article" not in above):
        return True
    named = (
        (up.get("class") or "") + " " + (up.get("id") or "")
        for up in element.iterancestors("div", "section", "ol", "ul", "li", "form", "aside")
    )
    return any(_COMMENT.search(name[:400]) for name in named)


def _is_full(names: tuple[str, ...]) -> bool:
    """Whether there are names, each of several words where words are written apart."""
    return bool(names) and all(" " in name or not name.isascii() for name in names)


def _published(said: _Said) -> Moment | None:
    told = [
        *jsonld.texts(said.ld.get("datePublished")),
        *said.meta.all(*_PUBLISHED),
        *jsonld.texts(said.ld.get("dateCreated")),
        *jsonld.texts(said.ld.get("uploadDate")),
    ]
    known = _habits(said, told)
    entry = said.page.entry
    told += [entry.published.isoformat()] if entry and entry.published else []
    moments = [found for text in told if (found := _told_moment(text, said.root, known))]
    if moments:
        return by_address(_precise(moments), said.base)
    return _visible_time(said.root, known) or path_day(said.base)


def _habits(said: _Said, told: list[str]) -> Habits:
    """How the page writes its dates, by all that it dates."""
    seen = [text for e in said.root.xpath(_DATED)[:30] if len(text := e.text_content()) < 120]
    times = [e.get("datetime") or "" for e in list(said.root.iter("time"))[:5]]
    tags = [tag for tag in _language_tags(said) if languages.language(tag)]
    of_country = (
        tag
        for tag in tags
        if languages.region(tag) and languages.language(tag) == languages.language(tags[0])
    )
    tag = next(of_country, tags[0] if tags else "")
    return habits([*told, *times, *seen], tag, said.page.fetched)


def _told_moment(text: str, root: HtmlElement, known: Habits) -> Moment | None:
    """The moment told; only its day where that is a midnight which the page does not show."""
    found = moment(text, known)
    day = without_midnight(text, found) if found else None
    return day if found == day or not _is_midnight_shown(root) else found


def _is_midnight_shown(root: HtmlElement) -> bool:
    places = [*list(root.iter("time"))[:5], *root.xpath(_DATED)[:30]]
    return any(_MIDNIGHT.search(place.text_content()[:200]) for place in places)


def _precise(moments: list[Moment]) -> Moment:
    """The first time told; where it is only a day, another one's hour of about that day; in the
    publisher's own zone where any voice gives the same time in it."""
    first = moments[0]
    timed = [m for m in moments if m.precision == "time"]
    if first.precision != "time":
        near = (m for m in timed if abs(m.at - first.at) < timedelta(hours=36))
        first = next(near, first)
    same = (m for m in timed if m.zone and abs(m.at - first.at) < timedelta(minutes=1))
    return next(same, first) if first.precision == "time" and not first.zone else first


def _visible_time(root: HtmlElement, known: Habits) -> Moment | None:
    for element in list(root.iter("time"))[:5]:
        told = element.get("datetime") or ""
        found = moment(told, known) or moment(element.text_content(), known)
        if found:
            return found
    for element in root.xpath(_DATED)[:30]:
        text = element.get("content") or element.get("datetime") or element.text_content()
        if len(text) < 120 and (found := moment(text, known)):
            return found
    return _written_time(root, known)


def _written_time(root: HtmlElement, known: Habits) -> Moment | None:
    """The first short text that is a date: below the h1, else above it."""
    above: Moment | None = None
    is_below = False
    for count, element in enumerate(root.iter()):
        if count > _ELEMENTS:
            break
        is_below = is_below or element.tag == "h1"
        found = _date_text(element, known)
        if found and is_below:
            return found
        above = above or found
    return above


def _date_text(element: HtmlElement, known: Habits) -> Moment | None:
    if element.tag in {"script", "style", "title", "option"}:
        return None
    for text in (element.text, element.tail):
        if text and 8 <= len(text) <= 200 and _YEAR.search(text) and len(flat(text)) <= 60:
            found = moment(text, known)
            if found:
                return found
    return None


def _modified(said: _Said) -> datetime | None:
    told = [*jsonld.texts(said.ld.get("dateModified")), *said.meta.all(*_MODIFIED)]
    known = _habits(said, told)
    found = next((m.at for text in told if (m := moment(text, known))), None)
    return found or (said.page.entry.updated if said.page.entry else None)


def _language(said: _Said) -> str:
    return next((code for tag in _language_tags(said) if (code := languages.language(tag))), "")


def _language_tags(said: _Said) -> list[str]:
    return [
        said.root.get("lang") or "",
        said.root.get("xml:lang") or "",
        *said.meta.all("og:locale", "content-language", "language", "dc.language"),
        *jsonld.texts(said.ld.get("inLanguage"), "alternateName", "name"),
        said.page.entry.language if said.page.entry else "",
    ]


def _section(said: _Said) -> str:
    told = [*jsonld.texts(said.ld.get("articleSection")), *said.meta.all(*_SECTIONS)]
    return next((text for value in told if 2 <= len(text := plain(value)) <= 60), "")


def _tags(said: _Said) -> tuple[str, ...]:
    told = jsonld.texts(said.ld.get("keywords"), "name") or list(
        said.meta.all("article:tag", "og:article:tag")
    )
    told = told or list(said.meta.all("news_keywords", "keywords", "parsely-tags", "sailthru.tags"))
    parts = [plain(part) for value in told for part in re.split(r"[,;،、]", value[:3000])]
    entry = said.page.entry.tags if said.page.entry else ()
    kept = {
        part.casefold(): part
        for part in (*parts, *entry)
        if 2 <= len(part) <= 60 and ":" not in part
    }
    return tuple(kept.values())[:30]


def _picture(said: _Said) -> Picture | None:
    for url, caption in _told_pictures(said):
        made = picture(url, said.base, caption)
        if made is not None:
            return _captioned(made, said)
    return said.page.entry.picture if said.page.entry else None


def _told_pictures(said: _Said) -> list[tuple[str, str]]:
    urls = [
        (url, "")
        for url in said.meta.all(
            "og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src"
        )
    ]
    ld = said.ld.get("image")
    first = ld[0] if isinstance(ld, list) and ld else ld
    caption = " ".join(jsonld.texts(first.get("caption"))) if isinstance(first, dict) else ""
    return [*urls, *((url, plain(caption)) for url in jsonld.texts(first, "url", "contentUrl"))]


def _captioned(made: Picture, said: _Said) -> Picture:
    """The picture with the caption of the figure on the page that shows it."""
    if made.caption:
        return made
    name = _file(made.url)
    for element in list(said.root.iter("figure"))[:8]:
        shown = figure(element, said.base)
        if shown is not None and (shown.caption or shown.credit) and _file(shown.url) == name:
            return Picture(
                made.url, shown.caption, shown.credit, shown.alt, shown.width, shown.height
            )
    return made


def _file(url: str) -> str:
    return re.sub(r"[?#].*", "", url).rstrip("/").rsplit("/", 1)[-1].lower()


def _logo(said: _Said) -> str:
    told = [
        *jsonld.texts(said.ld.get("publisher"), "logo"),
        *jsonld.texts(said.publisher.get("logo"), "url", "contentUrl"),
    ]
    publisher = said.ld.get("publisher")
    if isinstance(publisher, dict):
        told = [*jsonld.texts(publisher.get("logo"), "url", "contentUrl"), *told]
    told += [said.meta.links.get(rel, "") for rel in ("apple-touch-icon", "icon", "shortcut")]
    return next((url for text in told if text and (url := _joined(said.base, text))), "")


def _joined(base: str, text: str) -> str:
    try:
        return clean_url(urljoin(base, text))
    except ValueError:
        return ""


def _canonical(said: _Said) -> str:
    """The page's own canonical address where it is of the same site and no home page."""
    here = clean_url(said.base) or said.base
    for text in (said.meta.links.get("canonical", ""), said.meta.first("og:url")):
        url = _joined(said.base, text) if text else ""
        if (
            url
            and is_same_site(url, here)
            and len(url.rstrip("/")) > len(f"https://{site(url)}/www.")
        ):
            return url
    return here


def _is_free(said: _Said) -> bool:
    told = [str(text).strip().lower() for text in jsonld.texts(said.ld.get("isAccessibleForFree"))]
    flag = said.ld.get("isAccessibleForFree")
    tier = said.meta.first("article:content_tier").lower()
    return not (flag is False or "false" in told or tier in {"locked", "paid"})


def _kind(said: _Said) -> str:
    """What the page calls itself: article, profile, listing, or nothing it could be held to."""
    mine = jsonld.page_kind(said.root, said.base)
    if mine:
        return mine
    told = said.meta.first("og:type").lower()
    if told == "profile":
        return "profile"
    if said.meta.first("article:published_time", "og:article:published_time") and "article" in told:
        return "article"
    return ""
