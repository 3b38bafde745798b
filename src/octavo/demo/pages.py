"""The pages of the press: what a browser gets, each publisher in a dress of its own."""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from html import escape
from string import Template

from octavo.demo import markup
from octavo.demo.pictures import scenes
from octavo.demo.world import PRESS, Piece, Publisher, Trap, World, told

LABEL = (
    "Fiction. This publisher, its people and its news are invented: part of Octavo's demo press."
)
LABEL_AR = "محتوى متخيَّل: هذه الصحيفة وأخبارها وأشخاصها من نسج الخيال، وهي جزء من عرض أوكتافو."
FEED_TYPES = {"atom": "application/atom+xml", "json": "application/feed+json"}
MONTHS = {
    "en": "January February March April May June July August September October November December",
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
}
OTHERS = 4
"""Teasers beside an article, as many sites have them."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A publisher at a moment: its address, the anchor of the press, and what the clock says."""

    world: World
    publisher: Publisher
    base: str
    anchor: datetime
    now: datetime

    def pieces(self) -> list[Piece]:
        """What is out, newest first."""
        return self.world.of(self.publisher.slug, self.anchor, self.now)

    def url(self, piece: Piece) -> str:
        """The address of a piece."""
        return self.base + piece.path(self.anchor)


def label(publisher: Publisher) -> str:
    """The sentence that says that all this is invented."""
    return LABEL_AR if publisher.language == "ar" else LABEL


@cache
def _template(name: str) -> Template:
    return Template((PRESS / "templates" / f"{name}.html").read_text("utf-8"))


def article(desk: Desk, piece: Piece) -> str:
    """The page of a piece as it reads now."""
    said = told(piece, desk.anchor, desk.now)
    row, words = piece.record, _words(desk, said.headline)
    published = piece.published(desk.anchor)
    modified = min(piece.modified(desk.anchor), desk.now)
    authors = ", ".join(row.words("by"))
    words |= {
        "url": desk.url(piece),
        "headline": escape(said.headline),
        "dek": escape(said.dek),
        "authors": escape(authors),
        "byline": escape(_byline(authors, piece)),
        "section": escape(row.text("section", desk.publisher.section)),
        "published": published.isoformat(),
        "modified": max(modified, published).isoformat(),
        "published_words": dated_words(published, desk.publisher.language),
        "image": f"{desk.base}/pictures/{row.text('picture')}" if row.text("picture") else "",
        "figure": _lead(piece),
        "repeat": f"<p><strong>{escape(said.headline)}</strong></p>" if row.text("repeat") else "",
        "body": "\n".join(markup.html(block) for block in said.blocks),
    }
    words["jsonld"] = _jsonld(words, desk, piece)
    return _template(desk.publisher.template).substitute(words)


def _words(desk: Desk, title: str) -> dict[str, str]:
    """What every page of a publisher is filled in with."""
    who = desk.publisher
    return {
        "language": who.language,
        "dir": "rtl" if who.language == "ar" else "ltr",
        "title": escape(title),
        "suffix": escape(who.suffix if who.suffix.startswith(",") else f" {who.suffix}".rstrip()),
        "site": escape(who.name),
        "tagline": escape(who.tagline),
        "promo": escape(who.promo),
        "feed": desk.base + who.feed_path,
        "feed_type": FEED_TYPES.get(who.dialect, "application/rss+xml"),
        "label": label(who),
        "others": "".join(_teaser(desk, piece) for piece in desk.pieces()[:OTHERS]),
    }


def _teaser(desk: Desk, piece: Piece) -> str:
    headline = told(piece, desk.anchor, desk.now).headline
    return f'<li><a href="{piece.path(desk.anchor)}">{escape(headline)}</a></li>'


def _byline(authors: str, piece: Piece) -> str:
    if not authors:
        return ""
    return f"بقلم: {authors}" if piece.publisher.language == "ar" else f"By {authors}"


def _lead(piece: Piece) -> str:
    row = piece.record
    if not (name := row.text("picture")):
        return ""
    alt = scenes()[name].alt[piece.publisher.language]
    return markup.figure(name, row.text("caption"), row.text("credit"), alt)


def dated_words(moment: datetime, language: str) -> str:
    """A time as newspapers write it, in UTC."""
    month = MONTHS[language].split()[moment.month - 1]
    return f"{moment.day} {month} {moment.year}, {moment:%H:%M} UTC"


def _jsonld(words: dict[str, str], desk: Desk, piece: Piece) -> str:
    said = told(piece, desk.anchor, desk.now)
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": said.headline,
        "description": said.dek,
        "datePublished": words["published"],
        "dateModified": words["modified"],
        "articleSection": piece.record.text("section", desk.publisher.section),
        "author": [{"@type": "Person", "name": name} for name in piece.record.words("by")],
        "image": [words["image"]] if words["image"] else [],
        "publisher": {
            "@type": "NewsMediaOrganization",
            "name": desk.publisher.name,
            "logo": {"@type": "ImageObject", "url": f"{desk.base}/logo.svg"},
        },
        "mainEntityOfPage": words["url"],
        "inLanguage": desk.publisher.language,
    }
    return json.dumps(data, ensure_ascii=False).replace("</", "<\\/")


def home(desk: Desk) -> str:
    """A publisher's front page."""
    words = _words(desk, desk.publisher.name)
    words["others"] = "".join(_teaser(desk, piece) for piece in desk.pieces())
    return _template("list").substitute(words)


def trap(desk: Desk, found: Trap) -> str:
    """The page behind an entry that is no article."""
    words = _words(desk, found.headline)
    if found.kind in {"author", "listing"}:
        words["others"] = "".join(_teaser(desk, piece) for piece in desk.pieces()[:12])
        words["tagline"] = (
            "Reports for the Post since 2014. All articles:" if found.kind == "author" else ""
        )
        return _template("list").substitute(words)
    body = TRAP_TEXT.get(found.kind, "")
    return Template(BARE).substitute(words, body=body)


BARE = """<!doctype html><html lang="$language"><head><meta charset="utf-8">
<title>$title | $site</title></head>
<body><header><a href="/">$site</a></header><main><article><h1>$title</h1>$body</article></main>
<footer><p>$label</p></footer></body></html>"""
TRAP_TEXT = {
    "login": "<p>You need an account to read this page. Please log in with your membership number"
    " or subscribe to read.</p><form><input name='number'><button>Log in</button></form>",
}
