"""A page as an article: the stages on one page.

    Page ─► STAGES (Draft -> Draft) ─► assembled ─► acceptance checks ─► Article
      └ refused, unsure, or much poorer than the feed's text ─► the feed's text ─► Article
                                             └ only a summary ─► Article(partial="summary")

To add something: write a function `Draft -> Draft` in a file of its own under `stages/`, over
functions of the wings (page, metadata, body, clean, rules) that know nothing of drafts; add what it
finds to `Draft` with a default, and the function to STAGES after those whose results it needs; test
it in `tests/unit/extract/stages/`, on a draft of `tests/drafts.py`. What refuses a page is a check
in `clean/acceptance.py`; a line that is no body on any page is a pattern in
`body/boilerplate_phrases.py`.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import reduce

from octavo.errors import NoArticle
from octavo.extract.body.forest import Model
from octavo.extract.clean.acceptance import check_acceptance, timed
from octavo.extract.feed_text import feed_article, richer
from octavo.extract.stages.apply_rule import apply_rule
from octavo.extract.stages.assemble import assembled
from octavo.extract.stages.choose_body import choose_body
from octavo.extract.stages.choose_picture import choose_picture
from octavo.extract.stages.clean_blocks import clean_blocks
from octavo.extract.stages.draft import Draft
from octavo.extract.stages.read_metadata import read_metadata
from octavo.extract.stages.read_scripts import read_scripts
from octavo.extract.stages.read_tree import read_tree
from octavo.extract.stages.time_posts import time_posts
from octavo.types import Article, Page

STAGES: tuple[Callable[[Draft], Draft], ...] = (
    read_tree,
    read_metadata,
    apply_rule,
    choose_body,
    read_scripts,
    choose_picture,
    clean_blocks,
    time_posts,
)

DOUBTFUL = 0.3
"""Confidence below which the feed's own text is taken, if it has any: of 614 pages the worst
hundredth, on which no extractor agreed with another."""


def article(page: Page) -> Article:
    """The clean article of the page. Raises NoArticle with the reason."""
    missed = ""
    try:
        draft = drafted(page)
        made = assembled(draft)
        missed = made.missed
        check_acceptance(made, draft.metadata.kind)
        made = timed(made, page.fetched)
    except NoArticle as refusal:
        return replace(feed_article(page, refusal), missed=missed)
    if made.confidence < DOUBTFUL and page.entry is not None:
        with suppress(NoArticle):
            unsure = NoArticle("hardly sure of any line", code="unsure")
            return replace(feed_article(page, unsure), missed=missed)
    is_body_by_rule = draft.findings is not None and bool(draft.findings.rule.body)
    return _lowered(made if is_body_by_rule else richer(made, page))


def unchecked_article(page: Page, model: Model | None = None) -> Article:
    """The article before the acceptance checks: `date_precision` is empty where the time is
    unknown. Its blocks are chosen by the given model, the shipped one by default."""
    return assembled(drafted(page, model))


def drafted(page: Page, model: Model | None = None) -> Draft:
    """What all stages find out of a page. Raises NoArticle where there is no markup."""
    return reduce(lambda draft, stage: stage(draft), STAGES, Draft(page, model))


def _lowered(made: Article) -> Article:
    """The article with half its confidence where a rule found nothing on its page: the template may
    have changed. Never so low that the text would be given up for that."""
    if not made.missed:
        return made
    return replace(made, confidence=max(min(made.confidence, DOUBTFUL), made.confidence / 2))
