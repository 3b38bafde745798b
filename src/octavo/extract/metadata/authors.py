"""The byline of a page: who is claimed to have written it, else who is visibly named."""

import re

from lxml.html import HtmlElement

from octavo.extract.metadata import jsonld
from octavo.extract.metadata.bylines import is_signed, people
from octavo.extract.metadata.claims import PageClaims
from octavo.extract.page.text import flat

_AUTHORS = ("article:author", "author", "parsely-author", "sailthru.author", "dc.creator", "dc.creator.name", "byl",
            "article:author_name", "cxenseparse:author", "twitter:data1", "authors", "dcterms.creator", "og:article:author")  # fmt: skip
_BYLINE = ".//*[@rel='author' or @itemprop='author' or contains(@class,'byline') or contains(@class,'author')]"
_WRITER = (
    ".//a[contains(@href,'/author') or contains(@href,'/staff/') or contains(@href,'/writer')"
    " or contains(@href,'/contributor') or contains(@href,'/people/') or contains(@href,'/profile/')]"
)
_SIGNED = ".//*[@rel='author' or @itemprop='author'][string-length(.) < 40]"
_COMMENT = re.compile(
    r"(?i)(?:^|[\s_-])(?:comments?(?:list|form)?|commentlist|respond)(?=$|[\s_-])"
)
_JOINT = re.compile(r"(?i)(?<=\bby) \| | \| (?=(?:and|und|et|y|&|,)(?:\s|$))|(?<=and) \| ")
"""Bars that part no names: after "by", around "and"."""


def bylines(claims: PageClaims, names: list[str]) -> list[str]:
    """The byline's values, from the first claim that names people; the page's meta elements where
    they name them all and more."""
    ld = jsonld.texts(claims.ld.get("author"), "name") or jsonld.texts(
        claims.ld.get("creator"), "name"
    )
    claimed = [value for value in claims.meta.all(*_AUTHORS) if not value.startswith("http")]
    found, more = people(ld, names), people(claimed, names)
    if found:
        return claimed if set(found) < set(more) else ld
    if more:
        return [*ld, *claimed]
    entry = list(claims.page.entry.authors) if claims.page.entry else []
    return [*ld, *claimed, *entry, *_visible_bylines(claims.root)]


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
