"""A page as an article: the cascade from metadata to the gates.

page ──► draft ──► gates ──► Article
  └ refused, or much poorer than the feed's own text ──► the feed's content ──► Article
                                               └ only a summary ──► Article(partial="summary")
"""

from contextlib import suppress
from dataclasses import replace

from lxml.html import HtmlElement

from octavo.errors import NoArticle
from octavo.extract.body.article_body import Body, body, whole
from octavo.extract.body.embedded_media import without_again
from octavo.extract.body.forest import Model
from octavo.extract.body.host_memory import Memory, packed_lesson, unpacked_memory
from octavo.extract.clean.acceptance import SHORTEST, pass_or_refuse, refuse_times
from octavo.extract.clean.cleaning import Cleaned, Known, cleaned
from octavo.extract.clean.live_blog import post_times, with_times
from octavo.extract.clean.run_on import paragraph
from octavo.extract.metadata.page_metadata import Metadata, metadata
from octavo.extract.page.scripted import scripted
from octavo.extract.page.text import flat, words
from octavo.extract.page.tree import tree
from octavo.extract.page.visible import seen
from octavo.extract.rules.application import findings
from octavo.extract.rules.built_in import built_in
from octavo.extract.rules.rule import Rule, applicable, unpacked_rules
from octavo.formats.urls import site
from octavo.types import Article, Block, Page, Picture

_EMPTY = "<html><body></body></html>"

POORER = 0.6
"""Share of the feed's own words below which the page's text is given up for the feed's."""

DOUBTFUL = 0.3
"""Confidence below which the feed's own words are shown, if it has any: of 614 pages the worst
hundredth, on which no voice agreed with another."""

SCRIPTED = 0.6
"""Confidence in a text that stands in no element of the page, and has no place to be judged by."""

_FULL = 120
"""Words from which a feed's content is a text of its own and no teaser."""

_CUT = 250
"""Words below which a text that is not free to read is taken to be cut."""

_NOT_BY_FEED = frozenset({"author_page", "index_page", "future"})
"""Refusals that a mere summary in the feed does not cure."""


def article(page: Page) -> Article:
    """The clean article of the page.

    Raises NoArticle with the reason, and nothing else, whatever the page holds."""
    try:
        return _article(page)
    except NoArticle:
        raise
    except (Exception, RecursionError) as error:  # hostile markup must never stop the walk
        raise NoArticle(f"{type(error).__name__}: {error}", code="unreadable") from error


def draft(page: Page, by: Model | None = None) -> Article:
    """The article before the gates: `date_precision` is empty where nothing tells the time.

    Its blocks are chosen by the given model, the shipped one by default."""
    return _draft(page, by)[0]


def _article(page: Page) -> Article:
    missed = ""
    try:
        made, kind = _draft(page)
        missed = made.missed
        pass_or_refuse(made, page.fetched, kind)
    except NoArticle as refusal:
        return replace(_from_feed(page, refusal), missed=missed)
    if made.confidence < DOUBTFUL and page.entry is not None:
        with suppress(NoArticle):
            unsure = NoArticle("hardly sure of any line", code="unsure")
            return replace(_from_feed(page, unsure), missed=missed)
    return _lowered(made if _is_told(made, page) else _richer(made, page))


def _is_told(made: Article, page: Page) -> bool:
    """Whether a rule says where the text is: then it is not measured by the feed's."""
    rule = rule_for(page) if made.rule else None
    return rule is not None and bool(rule.body)


def _draft(page: Page, by: Model | None = None) -> tuple[Article, str]:
    root = read_tree(page)
    rule = rule_for(page)
    told = metadata(root, page)
    ruling = findings(root, rule, base(page)) if rule else None
    if ruling is not None:
        told = ruling.told(told)
    elif rule is not None:
        root = read_tree(page)
    found = (ruling.body(told.picture) if ruling else None) or _body(root, page, told, by)
    shown = _shown(told.picture, found.lead)
    told = replace(told, picture=ruling.shown(shown) if ruling else shown)
    clean = cleaned(found.blocks, _known(told))
    clean = replace(clean, blocks=with_times(clean.blocks, post_times(root, page.html)))
    taught = packed_lesson(found.lesson) if found.lesson else b""
    made = replace(_made(told, clean, page), confidence=round(found.confidence, 2), taught=taught)
    if rule is not None:
        made = replace(made, rule=rule.name) if ruling else replace(made, missed=rule.name)
    return made, told.kind


def read_tree(page: Page) -> HtmlElement:
    """The page's tree as a reader sees it. Raises NoArticle where there is none."""
    root = tree(page.html) if page.html.strip() else None
    if root is None:
        code = "not_html" if page.html.strip() else "empty_body"
        raise NoArticle("there is no markup to read", code=code)
    return seen(root)


def base(page: Page) -> str:
    """The address that the page was found at."""
    return page.final_url or page.url


def rule_for(page: Page) -> Rule | None:
    """The rule for the page: its owner's before one in code; None for nearly all."""
    day = page.fetched.date()
    kept = applicable(unpacked_rules(page.rules), base(page), day)
    return kept or built_in(base(page), day)


def remembered_of(page: Page) -> Memory:
    """What is remembered of the page's host; nothing where it led to another."""
    is_there = not page.final_url or site(page.final_url) == site(page.url)
    return unpacked_memory(page.memory if is_there else b"")


def _body(root: HtmlElement, page: Page, told: Metadata, by: Model | None) -> Body:
    found = body(root, base(page), _with_feed(told, page), by, remembered_of(page))
    if sum(words(block.text) for block in found.blocks) < SHORTEST:
        found = _from_scripts(root, page) or found
    return found


def _lowered(made: Article) -> Article:
    """The article with half its confidence where a rule found nothing on its page: the template may
    have changed. Never so low that the text would be given up for that."""
    if not made.missed:
        return made
    return replace(made, confidence=max(min(made.confidence, DOUBTFUL), made.confidence / 2))


def _with_feed(told: Metadata, page: Page) -> Metadata:
    """What the page says, with the feed's summary where it has none of its own."""
    if told.dek or page.entry is None:
        return told
    return replace(told, dek=flat(page.entry.summary))


def _from_scripts(root: HtmlElement, page: Page) -> Body | None:
    """The body that a page brings along in a script, for a browser to put in its place."""
    markup = scripted(root)
    made = tree(f"<html><body>{markup}</body></html>") if markup else None
    if made is None:
        return None
    return Body(whole(made, base(page)), SCRIPTED)


def _shown(told: Picture | None, lead: Picture | None) -> Picture | None:
    """The picture that readers of the page see; what it gives to be shared is often cut or branded.

    A caption and a credit are taken from either."""
    if lead is None or told is None:
        return lead or told
    caption, credit = lead.caption or told.caption, lead.credit or told.credit
    return replace(lead, caption=caption, credit=credit)


def _richer(made: Article, page: Page) -> Article:
    """The article with the feed's own text where the page's is much poorer."""
    feed = _content(page)
    size = words(feed.text) if feed else 0
    if feed is None or size < _FULL or words(made.text) >= POORER * size:
        return made
    return replace(
        made, blocks=feed.blocks, wire=made.wire or feed.wire, dateline=feed.dateline, partial=""
    )


def _from_feed(page: Page, refusal: NoArticle) -> Article:
    """The article from what the feed holds; the page's refusal again when that is nothing."""
    feed = _content(page)
    if feed is not None and words(feed.text) >= _FULL:
        refuse_times(feed, page.fetched)
        return feed
    if refusal.code in _NOT_BY_FEED:
        raise refusal
    summary = feed if feed is not None and words(feed.text) >= SHORTEST else _summary(page)
    if summary is None:
        raise refusal
    refuse_times(summary, page.fetched)
    return replace(summary, partial="summary")


def _content(page: Page) -> Article | None:
    """The article as the feed's content has it, None when it has none."""
    entry = page.entry
    root = (
        tree(f"<html><body>{entry.content_html}</body></html>")
        if entry and entry.content_html
        else None
    )
    return None if root is None else _of_feed(whole(root, base(page)), page)


def _summary(page: Page) -> Article | None:
    text = flat(page.entry.summary) if page.entry else ""
    return _of_feed((paragraph(text),), page) if len(text) >= 30 else None


def _of_feed(blocks: tuple[Block, ...], page: Page) -> Article | None:
    bare = tree(_EMPTY)
    if bare is None or page.entry is None:
        return None
    told = metadata(bare, replace(page, html=""))
    made = _made(told, cleaned(blocks, _known(told)), page)
    return made if made.text and made.headline else None


def _known(told: Metadata) -> Known:
    captions = (told.picture.caption,) if told.picture and told.picture.caption else ()
    return Known(told.headline, told.dek, told.authors, captions)


def _made(told: Metadata, clean: Cleaned, page: Page) -> Article:
    moment = told.published
    size = sum(words(block.text) for block in clean.blocks)
    shown = told.picture
    if shown is not None and clean.credit and not shown.credit:
        shown = replace(shown, credit=clean.credit)
    return Article(
        url=told.url,
        headline=told.headline,
        blocks=tuple(without_again(clean.blocks, shown)),
        published=moment.at if moment else page.fetched,
        dek=clean.dek,
        authors=told.authors,
        modified=told.modified,
        date_precision=moment.precision if moment else "",
        zone=moment.zone if moment else 0,
        language=told.language,
        section=told.section,
        tags=told.tags,
        picture=shown,
        source_name=told.source_name,
        source_logo=told.source_logo,
        wire=clean.wire or told.wire,
        byline=told.byline,
        dateline=clean.dateline,
        corrections=clean.corrections,
        enclosures=page.entry.enclosures if page.entry else (),
        partial="paywall" if not told.is_free and size < _CUT else "",
        entry=page.entry,
    )
