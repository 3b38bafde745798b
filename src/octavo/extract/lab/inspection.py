"""Why an article is what it is, line by line, for a person who asks. Slow, and never part of the
walk.

Page ──► every text block: what was decided, by whom, how surely, and what counted for and against
it most ──► every field: its value, and which part of the page has the same ──► the article, or why
there is none
"""

import json
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

from lxml.html import HtmlElement

from octavo.errors import NoArticle
from octavo.extract.article import article, unchecked_article
from octavo.extract.body.classify import choices, explained, with_far
from octavo.extract.body.decision import Choice
from octavo.extract.body.host_evidence import with_host_memory
from octavo.extract.metadata import jsonld
from octavo.extract.metadata.meta_elements import meta
from octavo.extract.metadata.page_metadata import page_metadata
from octavo.extract.metadata.published import written_moment
from octavo.extract.page.pictures import same_file
from octavo.extract.page.text import key
from octavo.extract.page.text_blocks import text_blocks
from octavo.extract.rules.application import Findings, findings
from octavo.extract.rules.rule import Rule, select
from octavo.extract.stages.apply_rule import rule_for
from octavo.extract.stages.choose_body import host_memory_of
from octavo.extract.stages.draft import page_url
from octavo.extract.stages.read_tree import visible_tree
from octavo.types import Article, Page

INSPECTED_LINES = 1_500
"""Lines of a page that are listed: bounds the cost. Chosen by hand."""
EXPLAINED = 600
"""Lines up to which a page's are explained: attributing one takes some four
milliseconds."""
UNSURE = (0.25, 0.65)
"""Scores between which the choice might as well have been the other one."""
_LONG = 24
"""Characters of a line that may be part of another. Chosen by hand; not measured."""
_NEARLY = 0.7
"""Share of a line that a text must be to be it. Chosen by hand; not measured."""

By = Literal["model", "rule", "memory", "second", "clean"]
Origin = Literal["rule", "json_ld", "meta", "feed", "page", ""]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the page. `by` is whoever had the last word: the model, a rule, the host
    memory, the second extractor, or the clean-up. `reasons` are names of features, with + or -."""

    text: str
    path: str
    score: float
    is_kept: bool
    by: By
    reasons: tuple[str, ...] = ()

    @property
    def is_unsure(self) -> bool:
        """Whether the model might as well have chosen otherwise, and nobody else did."""
        return self.by == "model" and UNSURE[0] <= self.score < UNSURE[1]


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the article, and the part of the page that has the same; empty when none does."""

    name: str
    value: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Inspection:
    """What came of a page, and why. `found` is the article, or what it would have been but for
    `refused`, the code of the reason; `unmatched` are the fields of the rule that found nothing."""

    found: Article | None
    lines: tuple[Line, ...] = ()
    fields: tuple[Field, ...] = ()
    refused: str = ""
    detail: str = ""
    unmatched: tuple[str, ...] = ()


def inspection(page: Page) -> Inspection:
    """What came of a page, and why."""
    found, refusal = _outcome(page)
    code, detail = (refusal.code, refusal.detail) if refusal else ("", "")
    try:
        root = visible_tree(page)
    except NoArticle:
        return Inspection(found, refused=code, detail=detail)
    made = _choices(root, page)
    rule = rule_for(page)
    wanted, unwanted = _elements(root, rule, "body"), _elements(root, rule, "drop")
    ruling = findings(visible_tree(page), rule, page_url(page)) if rule else None
    by_rule = (wanted, unwanted) if ruling else (set[HtmlElement](), set[HtmlElement]())
    return Inspection(
        found,
        tuple(_lines(made, found, *by_rule))[:INSPECTED_LINES],
        tuple(_fields(root, page, found, ruling)) if found else (),
        code,
        detail,
        ruling.unmatched if ruling else (),
    )


def _choices(root: HtmlElement, page: Page) -> list[Choice]:
    """The choices with what counted for and against each; of a very long page without that."""
    metadata, memory = page_metadata(root, page), host_memory_of(page)
    of_it = text_blocks(root)
    if len(of_it) <= EXPLAINED:
        return explained(of_it, metadata, memory=memory)
    return with_far(with_host_memory(choices(of_it, metadata), memory, metadata), of_it)


def _outcome(page: Page) -> tuple[Article | None, NoArticle | None]:
    try:
        return article(page), None
    except NoArticle as refusal:
        with suppress(NoArticle):
            return unchecked_article(page), refusal
        return None, refusal


def _elements(root: HtmlElement, rule: Rule | None, part: str) -> set[HtmlElement]:
    selectors: Sequence[str] = getattr(rule, part) if rule else ()
    return {e for one in selectors for e in select(root, one) if isinstance(e, HtmlElement)}


# ---------------------------------------------------------------- lines


def _lines(
    made: Sequence[Choice],
    found: Article | None,
    wanted: set[HtmlElement],
    unwanted: set[HtmlElement],
) -> Iterable[Line]:
    kept = _kept(made, found, wanted)
    for index, choice in enumerate(made):
        is_kept = index in kept
        above = {choice.text_block.container, *choice.text_block.container.iterancestors()}
        by = _judge(choice, is_kept, bool(above & unwanted), bool(wanted))
        path, reasons = choice.place.path, choice.reasons
        yield Line(choice.text_block.text, path, round(choice.score, 3), is_kept, by, reasons)


def _judge(choice: Choice, is_kept: bool, is_unwanted: bool, has_body: bool) -> By:
    """Who had the last word on a line."""
    if is_unwanted or (has_body and (is_kept or choice.is_body)):
        return "rule"
    if choice.is_repeated:
        return "memory"
    if choice.is_body and not is_kept:
        return "clean"
    return "second" if is_kept and not choice.is_body else "model"


def _kept(made: Sequence[Choice], found: Article | None, wanted: set[HtmlElement]) -> set[int]:
    """Which lines are in the article; of lines that read the same the first that was chosen."""
    texts = found.text.split("\n") if found else []
    keys = {one for text in texts if (one := key(text))}
    whole = "\x1f".join(key(text) for text in texts)
    best: dict[str, tuple[bool, bool, int]] = {}
    for index, choice in enumerate(made):
        container, one = choice.text_block.container, choice.text_block.key
        share = 0.0 if wanted else _NEARLY
        if one in keys or (len(one) > _LONG and one in whole) or _holds(one, keys, share):
            is_wanted = container in wanted or any(up in wanted for up in container.iterancestors())
            rank = (is_wanted, choice.is_body, -index)
            best[one] = max(best.get(one, rank), rank)
    return {-index for _, _, index in best.values()}


def _holds(line: str, keys: set[str], share: float) -> bool:
    """Whether the line holds one of the texts, which is at least such a share of it: a signature
    may have been cut off, and a rule may take a part of a line."""
    if len(line) <= _LONG:
        return False
    return any(one in line and len(one) >= share * len(line) for one in keys if len(one) > _LONG)


# ---------------------------------------------------------------- fields


def _fields(
    root: HtmlElement, page: Page, found: Article, ruling: Findings | None
) -> Iterable[Field]:
    values = {
        "headline": found.headline,
        "dek": found.dek,
        "authors": ", ".join(found.authors),
        "published": found.published.isoformat() if found.date_precision else "",
        "picture": found.picture.url if found.picture else "",
        "wire": found.wire,
        "language": found.language,
    }
    by_rule = ruling.fields if ruling else {}
    texts = _claims_by_origin(root, page)
    for name, value in values.items():
        if value:
            yield Field(name, value, "rule" if name in by_rule else _origin_of(name, value, texts))


def _claims_by_origin(root: HtmlElement, page: Page) -> dict[Origin, list[str]]:
    """The texts of each origin."""
    ld = jsonld.article_node(root)
    visible = [root.text_content(), *(img.get("src") or "" for img in root.iter("img"))]
    visible += [time.get("datetime") or "" for time in root.iter("time")]
    entry = page.entry
    feed = [entry.title, entry.summary, *entry.authors, entry.language] if entry else []
    feed += [entry.published.isoformat()] if entry and entry.published else []
    feed += [entry.picture.url] if entry and entry.picture else []
    flat = [json.dumps(ld, ensure_ascii=False), *jsonld.texts(ld.get("datePublished"))]
    return {
        "json_ld": flat,
        "meta": [text for texts in meta(root).values.values() for text in texts],
        "page": [root.get("lang") or "", *visible],
        "feed": feed,
    }


def _origin_of(name: str, value: str, origins: dict[Origin, list[str]]) -> Origin:
    """The first origin that has the value."""
    for origin, texts in origins.items():
        if any(_agrees(name, value, text) for text in texts):
            return origin
    return ""


def _agrees(name: str, value: str, text: str) -> bool:
    if name == "published":
        found = written_moment(text) if len(text) < 100 else None
        return found is not None and found.at.date().isoformat() == value[:10]
    if name == "picture":
        return bool(text) and same_file(value) in text.lower()
    if name == "language":
        return text.lower().split("-")[0].split("_")[0] == value
    return all(
        key(part) in key(text) for part in (value.split(", ") if name == "authors" else [value])
    )
