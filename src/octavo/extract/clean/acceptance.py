"""Acceptance checks: what is no article, and why. Each refusal has a code that the admin can
read."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

from octavo.errors import NoArticle
from octavo.extract.page.text import words
from octavo.formats.urls import path_words
from octavo.types import Article, Block

SHORTEST_TEXT = 40
"""Words below which a text is no article (a video's own text counts from here). Chosen by hand; not
measured."""

MAX_AHEAD = timedelta(hours=24)
"""How far ahead of the fetch a publication may lie: embargoes and wrong zones, not more."""

SKEW = timedelta(hours=1)
"""How far an item may be ahead, by a clock or a round hour: nothing is shown hours ahead. Chosen by
hand; not measured."""

_AUTHOR = re.compile(
    r"^(?:authors?|profiles?|people|staff|contributors?|writers?|journalists?|reporters?|by|bylines?|"
    r"columnists?|autor(?:en|es)?|auteurs?|redacteur|user|users|كاتب|الكاتب|المؤلف)$"
)
_LISTING = re.compile(
    r"^(?:tags?|topics?|categor(?:y|ies)|sections?|search|hashtags?|keywords?|labels?|"
    r"schlagwort|themen?|etiquetas?|وسم|تصنيف|القسم)$"
)
_WALL = re.compile(
    r"(?i)\b(?:enable javascript|javascript (?:is|must be|to be) (?:disabled|enabled)|turn on javascript|"
    r"(?:we|and our partners|this (?:site|website)) uses? cookies|accept (?:all )?cookies|cookie (?:consent|settings|preferences|policy)|"
    r"verify (?:that )?you are (?:a )?human|checking your browser|are you a robot|access (?:to this page )?(?:is |has been )?denied|"
    r"unusual traffic|captcha|request (?:was )?blocked|page (?:you .{0,40})?(?:not found|cannot be found|does ?n[o'’]t exist|"
    r"could not be found|no longer (?:exists|available))|404 error|error 404|not available in your (?:region|country)|"
    r"due to legal reasons|ad ?blocker|disable your ad)"
    r"|الصفحة غير موجودة|تفعيل جافا ?سكريبت|ملفات تعريف الارتباط"
    r"|seite (?:wurde )?nicht gefunden|page introuvable|página no encontrada|ページが見つかりません|javascriptを有効"
)
_WALL_TITLE = re.compile(
    r"(?i)^\W*(?:404|403|error|not found|page not found|access denied|just a moment|attention required|"
    r"are you a robot|robot check|security check|before you continue|forbidden|one more step|"
    r"subscribe to read|الصفحة غير موجودة|خطأ|seite nicht gefunden|page introuvable)\b"
)
_WALL_WORDS = 160
"""Words below which a text may be a consent form or an error page. Chosen by hand; not measured."""
_AGO = re.compile(r"(?i)\b\d+ (?:seconds?|min(?:ute)?s?|hours?|hrs?|days?|weeks?) ago\b|منذ \d+ ")
_TEASERS = 8
"""Teasers from which a page is a list of articles. Chosen by hand; not measured."""


def check_acceptance(article: Article, kind: str = "") -> None:
    """Nothing, or NoArticle with its reason: wall, author_page, index_page, empty_body, too_short
    or no_headline.

    `kind` is what the page calls itself: article, profile, listing, or nothing."""
    _refuse_walls(article)
    _refuse_listings(article, kind)
    if not article.text:
        raise NoArticle("no text was found on the page", code="empty_body")
    if words(article.text) < SHORTEST_TEXT:
        raise NoArticle(f"only {words(article.text)} words", code="too_short")
    if not article.headline:
        raise NoArticle("no headline was found", code="no_headline")


def timed(article: Article, fetched: datetime) -> Article:
    """The article with a time that can be. An item of a feed that tells none, or one to come, is of
    the time it was first seen; NoArticle for what is no such item: undated, or future when more
    than a day after the fetch."""
    entry = article.entry
    is_item = entry is not None and bool(entry.title or entry.summary or entry.content_html)
    if is_item and (not article.date_precision or article.published > fetched + SKEW):
        return replace(article, published=fetched, date_precision="seen")
    if not article.date_precision:
        raise NoArticle("neither the page nor the feed tells when", code="undated")
    if article.published > fetched + MAX_AHEAD:
        raise NoArticle(f"dated {article.published.isoformat()}", code="future")
    return article


def _refuse_walls(article: Article) -> None:
    """Consent forms, script notices, robot checks and error pages: short, and about themselves."""
    size = words(article.text)
    if size < _WALL_WORDS and _WALL_TITLE.search(article.headline):
        raise NoArticle(f"titled {article.headline[:80]!r}", code="wall")
    if (
        size < _WALL_WORDS
        and (found := _WALL.search(article.text))
        and not _is_prose(article.blocks)
    ):
        raise NoArticle(f"says {found.group(0)[:80]!r}", code="wall")


def _is_prose(blocks: tuple[Block, ...]) -> bool:
    """Whether several paragraphs are free of such talk."""
    free = [
        b
        for b in blocks
        if b.kind == "paragraph" and words(b.text) >= 15 and not _WALL.search(b.text)
    ]
    return len(free) >= 3


def _refuse_listings(article: Article, kind: str) -> None:
    if kind == "article" or not article.url.startswith("http"):
        return
    path = path_words(article.url)
    if kind == "profile" or (len(path) >= 2 and _AUTHOR.match(path[-2])):
        raise NoArticle("the page is about a writer, not by one", code="author_page")
    if kind == "listing" or _is_listing(path) or _teasers(article.blocks) >= _TEASERS:
        raise NoArticle("the page lists articles", code="index_page")


def _is_listing(path: list[str]) -> bool:
    """Whether the address is a home page's, or a tag's, topic's or section's by a short name."""
    if not path or path in (["index.html"], ["home"], ["index.php"]):
        return True
    is_named = len(path) <= 4 and any(_LISTING.match(part) for part in path[-3:-1])
    return is_named and path[-1].count("-") <= 2 and not any(map(str.isdigit, path[-1]))


def _teasers(blocks: tuple[Block, ...]) -> int:
    """How many of the lines are dated teasers or bare titles, where the page is little else."""
    lines = [line for b in blocks for line in b.text.split("\n") if line]
    found = [line for line in lines if len(line) < 200 and (_AGO.search(line) or _is_title(line))]
    prose = sum(words(line) for line in lines if words(line) >= 20)
    return len(found) if len(found) * 2 > len(lines) and prose < sum(map(words, found)) else 0


def _is_title(line: str) -> bool:
    return 4 <= words(line) <= 20 and line[-1:].isalnum()
