"""Why an article is what it is, line by line, for a person who asks. Slow, and never part of the walk.

Page ──► every run: what was decided, by whom, how surely, and what spoke for and against it most
     ──► every field: its value, and which voice of the page says the same
     ──► the article, or why there is none
"""

import json
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

from lxml.html import HtmlElement

from octavo.errors import NoArticle
from octavo.extract.article import article, base, draft, read_tree, remembered_of, rule_for
from octavo.extract.body.classify import choices, explained, with_far
from octavo.extract.body.decision import Choice
from octavo.extract.body.host_evidence import remembered
from octavo.extract.metadata import jsonld
from octavo.extract.metadata.meta_elements import meta
from octavo.extract.metadata.page_metadata import metadata
from octavo.extract.metadata.published import moment
from octavo.extract.page.pictures import same_file
from octavo.extract.page.text import key
from octavo.extract.page.text_blocks import runs
from octavo.extract.rules.application import Findings, findings
from octavo.extract.rules.rule import Rule, select
from octavo.types import Article, Page

LINES = 1_500
"""Lines of a page that are told of."""
EXPLAINED = 600
"""Lines up to which a page's are explained: telling what spoke for one takes some four
milliseconds."""
UNSURE = (0.25, 0.65)
"""Scores between which the choice might as well have been the other one."""
_LONG = 24
_NEARLY = 0.7

By = Literal["model", "rule", "memory", "second", "clean"]
Voice = Literal["rule", "json_ld", "meta", "feed", "page", ""]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the page. `by` is whoever had the last word: the model, a rule, what the host has
    taught, the second voice, or the clean-up. `reasons` are names of features, with + or -."""

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
    """A field of the article, and the voice of the page that says the same; empty when none does."""

    name: str
    value: str
    voice: Voice


@dataclass(frozen=True, slots=True)
class Inspection:
    """What came of a page, and why. `found` is the article, or what it would have been but for
    `refused`, the code of the reason; `silent` are the fields of the rule that found nothing."""

    found: Article | None
    lines: tuple[Line, ...] = ()
    fields: tuple[Field, ...] = ()
    refused: str = ""
    detail: str = ""
    silent: tuple[str, ...] = ()


def inspection(page: Page) -> Inspection:
    """What came of a page, and why. Raises nothing, whatever the page holds."""
    found, refusal = _outcome(page)
    code, detail = (refusal.code, refusal.detail) if refusal else ("", "")
    try:
        root = read_tree(page)
        made = _choices(root, page)
    except (Exception, RecursionError):  # hostile markup ends here, as it does in the walk
        return Inspection(found, refused=code, detail=detail)
    rule = rule_for(page)
    wanted, unwanted = _elements(root, rule, "body"), _elements(root, rule, "drop")
    ruling = findings(read_tree(page), rule, base(page)) if rule else None
    by_rule = (wanted, unwanted) if ruling else (set[HtmlElement](), set[HtmlElement]())
    return Inspection(
        found,
        tuple(_lines(made, found, *by_rule))[:LINES],
        tuple(_fields(root, page, found, ruling)) if found else (),
        code,
        detail,
        ruling.silent if ruling else (),
    )


def _choices(root: HtmlElement, page: Page) -> list[Choice]:
    """The choices with what spoke for and against each; of a very long page without that."""
    told, memory = metadata(root, page), remembered_of(page)
    of_it = runs(root)
    if len(of_it) <= EXPLAINED:
        return explained(of_it, told, memory=memory)
    return with_far(remembered(choices(of_it, told), memory, told), of_it)


def _outcome(page: Page) -> tuple[Article | None, NoArticle | None]:
    try:
        return article(page), None
    except NoArticle as refusal:
        with suppress(Exception):
            return draft(page), refusal
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
        above = {choice.run.container, *choice.run.container.iterancestors()}
        by = _judge(choice, is_kept, bool(above & unwanted), bool(wanted))
        path, reasons = choice.place.path, choice.reasons
        yield Line(choice.run.text, path, round(choice.score, 3), is_kept, by, reasons)


def _judge(choice: Choice, is_kept: bool, is_unwanted: bool, has_body: bool) -> By:
    """Who had the last word on a line."""
    if is_unwanted or (has_body and (is_kept or choice.is_body)):
        return "rule"
    if choice.is_held:
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
        container, one = choice.run.container, choice.run.key
        share = 0.0 if wanted else _NEARLY
        if one in keys or (len(one) > _LONG and one in whole) or _holds(one, keys, share):
            is_wanted = container in wanted or any(up in wanted for up in container.iterancestors())
            rank = (is_wanted, choice.is_body, -index)
            best[one] = max(best.get(one, rank), rank)
    return {-index for _, _, index in best.values()}


def _holds(line: str, keys: set[str], share: float) -> bool:
    """Whether the line holds one of the texts, which is at least such a share of it: a signature may
    have been cut off, and a rule may take a part of a line."""
    if len(line) <= _LONG:
        return False
    return any(one in line and len(one) >= share * len(line) for one in keys if len(one) > _LONG)


# ---------------------------------------------------------------- fields


def _fields(
    root: HtmlElement, page: Page, found: Article, ruling: Findings | None
) -> Iterable[Field]:
    said = {
        "headline": found.headline,
        "dek": found.dek,
        "authors": ", ".join(found.authors),
        "published": found.published.isoformat() if found.date_precision else "",
        "picture": found.picture.url if found.picture else "",
        "wire": found.wire,
        "language": found.language,
    }
    by_rule = ruling.fields if ruling else {}
    texts = _voices(root, page)
    for name, value in said.items():
        if value:
            yield Field(name, value, "rule" if name in by_rule else _voice(name, value, texts))


def _voices(root: HtmlElement, page: Page) -> dict[Voice, list[str]]:
    """What each voice of a page says, text by text."""
    ld = jsonld.article_node(root)
    seen = [root.text_content(), *(img.get("src") or "" for img in root.iter("img"))]
    seen += [time.get("datetime") or "" for time in root.iter("time")]
    entry = page.entry
    told = [entry.title, entry.summary, *entry.authors, entry.language] if entry else []
    told += [entry.published.isoformat()] if entry and entry.published else []
    told += [entry.picture.url] if entry and entry.picture else []
    flat = [json.dumps(ld, ensure_ascii=False), *jsonld.texts(ld.get("datePublished"))]
    return {
        "json_ld": flat,
        "meta": [text for texts in meta(root).values.values() for text in texts],
        "page": [root.get("lang") or "", *seen],
        "feed": told,
    }


def _voice(name: str, value: str, voices: dict[Voice, list[str]]) -> Voice:
    """The first voice that says the value."""
    for voice, texts in voices.items():
        if any(_says(name, value, text) for text in texts):
            return voice
    return ""


def _says(name: str, value: str, text: str) -> bool:
    if name == "published":
        told = moment(text) if len(text) < 100 else None
        return told is not None and told.at.date().isoformat() == value[:10]
    if name == "picture":
        return bool(text) and same_file(value) in text.lower()
    if name == "language":
        return text.lower().split("-")[0].split("_")[0] == value
    return all(
        key(part) in key(text) for part in (value.split(", ") if name == "authors" else [value])
    )
