"""The metadata of a page: JSON-LD, then meta elements, then what is visible, then the feed.

page_claims ─► headline, authors, publication_time, language, shared_picture ─► Metadata
"""

import re
from dataclasses import dataclass
from datetime import datetime

from lxml.html import HtmlElement

from octavo.extract.metadata import jsonld
from octavo.extract.metadata.authors import bylines
from octavo.extract.metadata.bylines import byline, bylined_agency, people
from octavo.extract.metadata.claims import PageClaims, page_claims, site_names
from octavo.extract.metadata.headline import headline
from octavo.extract.metadata.language import language_code
from octavo.extract.metadata.publication_time import modified, published
from octavo.extract.metadata.published import Moment
from octavo.extract.metadata.shared_picture import absolute_url, logo, shared_picture
from octavo.extract.page.text import flat, unescaped
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
_SECTIONS = (
    "article:section",
    "og:article:section",
    "parsely-section",
    "section",
    "cxenseparse:category",
    "category",
)


@dataclass(frozen=True)
class Metadata:
    """All that is known of an article but its text. `published` is None where it is unknown; `kind`
    is what the page calls itself: article, profile, listing, or nothing; `body_text` the text that
    its JSON-LD holds."""

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


def page_metadata(root: HtmlElement, page: Page) -> Metadata:
    """What the page, and the feed entry that led to it, say of the article. Raises nothing."""
    claims = page_claims(root, page)
    names = site_names(claims)
    signed = bylines(claims, names)
    return Metadata(
        url=_canonical(claims),
        headline=_headline(claims, names),
        dek=_dek(claims),
        authors=people(signed, names),
        byline=byline(signed, names),
        wire=bylined_agency(signed),
        published=published(claims),
        modified=modified(claims),
        language=language_code(claims),
        section=_section(claims),
        tags=_tags(claims),
        picture=shared_picture(claims),
        source_name=names[0] if names else "",
        source_logo=logo(claims),
        is_free=_is_free(claims),
        body_text=next(iter(jsonld.texts(claims.ld.get("articleBody"))), ""),
        kind=_kind(claims),
    )


def _headline(claims: PageClaims, names: list[str]) -> str:
    ld = jsonld.texts(claims.ld.get("headline")) or jsonld.texts(claims.ld.get("name"))
    visible = [text for element in claims.root.iter("h1") if (text := flat(element.text_content()))]
    title = [flat(element.text_content()) for element in list(claims.root.iter("title"))[:1]]
    entry = [claims.page.entry.title] if claims.page.entry else []
    claimed = [*map(unescaped, ld[:1]), *list(claims.meta.all(*_TITLES))[:3], *entry, *title]
    return headline(claimed, visible, names)


def _dek(claims: PageClaims) -> str:
    claimed = [
        *claims.meta.all("og:description", "description", "twitter:description"),
        *map(unescaped, jsonld.texts(claims.ld.get("description"))),
    ]
    return next((text for text in claimed if 20 <= len(text) <= 600), "")


def _section(claims: PageClaims) -> str:
    claimed = [*jsonld.texts(claims.ld.get("articleSection")), *claims.meta.all(*_SECTIONS)]
    return next((text for value in claimed if 2 <= len(text := unescaped(value)) <= 60), "")


def _tags(claims: PageClaims) -> tuple[str, ...]:
    claimed = jsonld.texts(claims.ld.get("keywords"), "name") or list(
        claims.meta.all("article:tag", "og:article:tag")
    )
    claimed = claimed or list(
        claims.meta.all("news_keywords", "keywords", "parsely-tags", "sailthru.tags")
    )
    parts = [unescaped(part) for value in claimed for part in re.split(r"[,;،、]", value[:3000])]
    entry = claims.page.entry.tags if claims.page.entry else ()
    kept = {
        part.casefold(): part
        for part in (*parts, *entry)
        if 2 <= len(part) <= 60 and ":" not in part
    }
    return tuple(kept.values())[:30]


def _canonical(claims: PageClaims) -> str:
    """The page's own canonical address where it is of the same site and no home page."""
    here = clean_url(claims.base) or claims.base
    for text in (claims.meta.links.get("canonical", ""), claims.meta.first("og:url")):
        url = absolute_url(claims.base, text) if text else ""
        if (
            url
            and is_same_site(url, here)
            and len(url.rstrip("/")) > len(f"https://{site(url)}/www.")
        ):
            return url
    return here


def _is_free(claims: PageClaims) -> bool:
    claimed = [
        str(text).strip().lower() for text in jsonld.texts(claims.ld.get("isAccessibleForFree"))
    ]
    flag = claims.ld.get("isAccessibleForFree")
    tier = claims.meta.first("article:content_tier").lower()
    return not (flag is False or "false" in claimed or tier in {"locked", "paid"})


def _kind(claims: PageClaims) -> str:
    """What the page calls itself: article, profile, listing, or nothing it could be held to."""
    mine = jsonld.page_kind(claims.root, claims.base)
    if mine:
        return mine
    claimed = claims.meta.first("og:type").lower()
    if claimed == "profile":
        return "profile"
    if (
        claims.meta.first("article:published_time", "og:article:published_time")
        and "article" in claimed
    ):
        return "article"
    return ""
