"""A saved text page of an aggregator as its articles: the page's own one and those related to it.

    logo · headline · headline · source and date · paragraphs      the page's own article
    labels of the page (features, comments, …)                     boilerplate
    headline · headline · source · time · source · headline · text related, any number of times
    labels of the page (the app, …)                                boilerplate

Nothing is taken from a fixed place: an article is a time that stands under a source, under a line
that the page gives twice. So a missing section, another order or another language does no harm.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape

from octavo.errors import UsageError
from octavo.extract.clean.cleaning import Cleaned, CleaningContext, cleaned
from octavo.extract.clean.run_on import (
    LONG,
    Caption,
    paragraph,
    paragraphs,
    parted,
    subhead,
    trimmed,
)
from octavo.extract.metadata.agencies import signature
from octavo.extract.metadata.headline import bare
from octavo.extract.page.text import flat, key, words
from octavo.formats.dates import Written
from octavo.formats.relative_dates import trailing_time
from octavo.types import Article, Block, Picture

_SIZE = 5_000_000
"""Characters of a capture, as of a page (`page.tree.SIZE`)."""
_FURNITURE = re.compile(
    r"(?ix)^(?:logo|time|orange\ background|background|image|icon|avatar|banner|close|menu|share|like|save|copy\ link|translate|listen"
    r"|try\ (?:our|the|out)\b.{0,30}\bfeatures?.{0,10}|explore\ what\ .{2,40}\bcan\ do\b.{0,20}|.{0,30}\bAI\ features?"
    r"|(?:\d+\ )?comments?(?:\ \(\d+\))?|no\ comments?\b.{0,20}|(?:add|write|leave|post)\ a\ comment.{0,30}|(?:log|sign)\ in\ to\ comment.{0,20}|be\ the\ first\ to\ .{3,30}"
    r"|related(?:\ (?:articles?|news|stories|posts))?|(?:more|read|similar|latest|top)\ (?:articles?|news|stories)|read\ more|show\ (?:more|less)|see\ (?:more|all)|load\ more"
    r"|ai\ moderator|daily\ wrap[- ]?up|unbiased\ opinion|summar(?:y|ize|ise).{0,20}|ask\ ai"
    r"|download\ (?:the|our)\ app.{0,20}|get\ started\ now.{0,40}|get\ the\ app|ready\ to\ dive\ into\ .{5,160}|(?:app[- ]?store|play[- ]?store|google[- ]?play|huawei|app[- ]?gallery|[\s|,&-])+"
    r"|download\ our\ app\ .{5,120}|(?:about|contact)(?:\ us)?|privacy(?:\ policy)?|terms.{0,30}|©.{0,80}|copyright.{0,80}|all\ rights\ reserved.{0,20}|hashtags?|tags?|home|login|log\ in|sign\ up"
    r"|شعار|الوقت|خلفية(?:\ برتقالية)?|صورة|ج[رّ]+ب(?:وا)?\ .{0,40}(?:ميزات|مزايا|خصائص|الذكاء).{0,40}|(?:اكتشف|استكشف|تعرف)\ .{0,20}ما\ .{2,60}|(?:ال)?تعليقات(?:\ \(?\d+\)?)?|(?:لا\ (?:يوجد|توجد)|ليس\ هناك|لم\ يتم)\ .{0,20}تعليق.{0,20}|(?:أضف|اكتب|اترك)\ تعليق.{0,20}|كن\ أول\ .{0,30}"
    r"|(?:ال)?(?:مقالات|أخبار|اخبار|مواضيع|موضوعات|المقالات|الأخبار|قصص)\ (?:ال)?(?:ذات\ (?:ال)?صلة|مشابهة|متعلقة|مرتبطة)|ذات\ صلة|اقرأ\ (?:المزيد|أيض.+)|عرض\ (?:المزيد|الكل)|المزيد"
    r"|(?:حم[ّ]?ل|حم[ّ]?لوا|تحميل|تنزيل|نز[ّ]?ل|احصل\ على)\ (?:ال)?تطبيق.{0,40}|ابدأ\ الآن.{0,50}|(?:هل\ أنت\ )?(?:مستعد|جاهز)\ .{5,160}|قم\ بتحميل\ .{5,120}|متجر\ .{3,30}|مشاركة|شارك|حفظ|ترجمة|استمع|جميع\ الحقوق.{0,60}|سياسة\ .{3,20}|الوسوم|هاشتاغ.{0,5}"
    r")\W*$"
)
_STOP = re.compile(
    r"(?i)^(?:try (?:our|the|out)\b.{0,30}features?|.{0,12}\bcomments?(?: \(\d+\))?|no comments?\b.*|related (?:articles?|news|stories)|orange background|download (?:the|our) app"
    r"|ج[رّ]+ب.{0,60}(?:ميزات|مزايا|الذكاء).*|(?:ال)?تعليقات.{0,8}|لا (?:يوجد|توجد) .{0,12}تعليق.*|(?:ال)?(?:مقالات|أخبار|مواضيع|المقالات|الأخبار) (?:ال)?(?:ذات|متعلقة|مشابهة|مرتبطة).*|(?:حم[ّ]?ل|تحميل) (?:ال)?تطبيق.*)\W*$"
)
_HASHTAGS = re.compile(r"^(?:#[\w\u0600-\u06ff]{2,60}[\s,]*)+$")
_BULLET = re.compile(r"^[•·▪●*\-–]\s*")
_SOURCE_WORDS = 8
"""Words of a source's name at most. Chosen by hand; not measured."""
_NEAR = 5
"""Lines between a headline and its time at most. Chosen by hand; not measured."""


@dataclass(frozen=True)
class _Head:
    """Where an article stands: its first line, its time's line, and what they say."""

    start: int
    at: int
    headline: str
    source: str
    moment: Written


def articles(text: str, captured_at: datetime) -> tuple[Article, ...]:
    """The articles of a saved text page, in its order, each once; times are counted from
    `captured_at`, which must have a zone.

    Raises UsageError when nothing in the text can be recognised as an article."""
    if captured_at.tzinfo is None:
        raise UsageError("the time of the capture needs a zone, as in 2025-06-13T10:00:00+00:00")
    lines = [line for raw in text[:_SIZE].splitlines() if (line := flat(raw))]
    heads = _heads(lines, captured_at)
    ends = [head.start for head in heads[1:]] + [len(lines)]
    made = [
        _article(head, lines[head.at + 1 : end]) for head, end in zip(heads, ends, strict=False)
    ]
    found = {article.url: article for article in reversed(made) if article is not None}
    if not found:
        raise UsageError(
            "no article was recognised: expected a headline, a source and a time above a text"
        )
    return tuple(reversed(found.values()))


def _heads(lines: Sequence[str], captured_at: datetime) -> list[_Head]:
    heads: list[_Head] = []
    floor = 0
    for at, line in enumerate(lines):
        head = _head(lines, at, line, floor, captured_at)
        if head is not None:
            heads.append(head)
            floor = at + 1
    return heads


def _head(
    lines: Sequence[str], at: int, line: str, floor: int, captured_at: datetime
) -> _Head | None:
    """The article whose time is on the line, None when there is no such."""
    if at == 0 or len(line) > 120:
        return None
    time = trailing_time(line, captured_at)
    if time is None:
        return None
    source, spot = (time[0], at) if time[0] else (lines[at - 1], at - 1)
    spot -= 1
    while spot > floor and (key(lines[spot]) == key(source) or _is_label(lines[spot])):
        spot -= 1
    if spot < floor or not _is_source(source) or _is_label(lines[spot]):
        return None
    headline = lines[spot]
    start = spot
    while start > floor and (
        key(lines[start - 1]) == key(headline) or lines[start - 1].lower() == "logo"
    ):
        start -= 1
    if not _is_given_twice(lines, spot, at, headline):
        return None
    return _Head(start, at, bare(headline, {key(source)}), _BULLET.sub("", source), time[1])


def _is_label(line: str) -> bool:
    return _FURNITURE.match(line) is not None


def _is_source(line: str) -> bool:
    return (
        0 < len(line) <= 60
        and words(line) <= _SOURCE_WORDS
        and not line.endswith((".", "?", "!", ":"))
    )


def _is_given_twice(lines: Sequence[str], spot: int, at: int, headline: str) -> bool:
    around = [*lines[max(0, spot - 2) : spot], *lines[at + 1 : at + 1 + _NEAR]]
    same = key(headline)
    return (len(same) >= 8 and any(key(line) == same for line in around)) or _runs_on(
        lines, at, headline
    )


def _runs_on(lines: Sequence[str], at: int, headline: str) -> bool:
    """Whether the headline is repeated inside the text below instead of on a line of its own."""
    return any(headline in line[:3000] for line in lines[at + 1 : at + 1 + _NEAR])


def _article(head: _Head, lines: Sequence[str]) -> Article | None:
    tags = [tag for line in lines if _HASHTAGS.match(line) for tag in re.findall(r"#(\w+)", line)]
    body = _body_lines(head, lines)
    captions, blocks, wire = _read(body, head.headline)
    clean = cleaned(
        blocks, CleaningContext(head.headline, captions=tuple(c.text for c in captions if c.text))
    )
    if not clean.blocks:
        return None
    return _made(head, clean, captions, wire, tuple(dict.fromkeys(tags)))


def _body_lines(head: _Head, lines: Sequence[str]) -> list[str]:
    """The lines of the text alone: up to the page's next section, without its labels."""
    source, title = key(head.source), key(head.headline)
    kept: list[str] = []
    for line in lines:
        if kept and _STOP.match(line):
            break
        same = key(_BULLET.sub("", line))
        is_again = same in {source, title, ""} or (
            same.startswith(title) and len(same) - len(title) < 25
        )
        if not (is_again or _is_label(line) or _HASHTAGS.match(line)):
            kept.append(line)
    return kept


def _read(lines: Sequence[str], headline: str) -> tuple[list[Caption], list[Block], str]:
    """Captions, blocks and wire of the text, line by line or out of one run-on block."""
    captions: list[Caption] = []
    blocks: list[Block] = []
    wire = ""
    limit = LONG if len(lines) > 1 else LONG // 2
    for index, line in enumerate(lines):
        if index == 0:
            captions, line = parted(line, headline)
        text, credit = trimmed(line)
        text, signed = signature(text)
        captions += [Caption("", credit)] if credit else []
        wire = signed or wire
        blocks += paragraphs(text) if len(text) > limit else _single(text, index, len(lines))
    return captions, blocks, wire


def _single(text: str, index: int, count: int) -> list[Block]:
    if not text:
        return []
    is_last = index == count - 1
    return [paragraph(text) if is_last or not _is_subhead(text) else subhead(text)]


def _is_subhead(text: str) -> bool:
    """A short line in capitals; in a script without capitals, a short one that ends with no
    stop."""
    if (
        words(text) > 12
        or text.endswith((".", "!", "?", "؟", ",", "،", "。", ";", "”", "»"))
        or text[0] in "\"'“«"
    ):
        return text.isupper() and words(text) <= 12
    return text.isupper() or (not re.search(r"[A-Za-z]", text) and len(text) <= 60)


def _made(
    head: _Head, clean: Cleaned, captions: list[Caption], wire: str, tags: tuple[str, ...]
) -> Article:
    first = captions[0] if captions else None
    later = tuple(_figure(caption) for caption in captions[1:] if caption.text)
    return Article(
        url=f"urn:octavo:capture:{_hash(head)}",
        headline=head.headline,
        blocks=later + clean.blocks,
        published=head.moment.at,
        date_precision=head.moment.precision,
        tags=tags,
        picture=Picture("", first.text, first.credit or clean.credit) if first else None,
        source_name=head.source,
        wire=clean.wire or wire,
        dateline=clean.dateline,
        corrections=clean.corrections,
    )


def _figure(caption: Caption) -> Block:
    credit = f" <small>{escape(caption.credit, quote=False)}</small>" if caption.credit else ""
    return Block(
        "figure",
        "",
        f"<figure><figcaption>{escape(caption.text, quote=False)}{credit}</figcaption></figure>",
    )


def _hash(head: _Head) -> str:
    """The same for the same article in whatever capture: of its source and headline."""
    return hashlib.sha256(f"{key(head.source)}\n{key(head.headline)}".encode()).hexdigest()[:24]
