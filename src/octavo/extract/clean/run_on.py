"""A body that came as one run-on block: captions taken off its front, paragraphs found again."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from octavo.extract.body import boilerplate_phrases
from octavo.extract.metadata.agencies import agency, dateline
from octavo.extract.page.pictures import AGENCIES, credit_line, split_credit
from octavo.extract.page.text import flat, words
from octavo.types import Block

LONG = 600
"""Characters from which a line is taken for a run-on body; a line that is the whole body, half."""

_PARAGRAPH = 45
"""Words after which a paragraph is full: newsrooms' paragraphs hold one to three sentences."""
_SENTENCES = 3
"""Sentences of a paragraph. Chosen by hand; not measured."""
_CAPITAL_LETTERS = 8
"""Letters of a subhead in capitals. Chosen by hand; not measured."""
_NAME_WORDS = 5
"""Words of a name. Chosen by hand; not measured."""
_CAPTION_WORDS = 80
"""Words of a caption at most. Chosen by hand; not measured."""
_FRONT = 2500
"""How far into the block captions may reach before the headline is repeated."""

_END = re.compile(r"[.!?؟。…][\"'”’»)\]]*(?=\s)")
_BEGIN = re.compile(r"\s+[\"'“‘«(\[]*[A-Z0-9À-ÞА-Я\u0600-\u06ff\u3040-\u9fff]")
_SHORT = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|Gen|Lt|Col|Sgt|Capt|Maj|Sen|Rep|Gov|Rev|Hon|Jr|Sr|vs|No|Inc|Ltd|Co|Corp|Jan|Feb|"
    r"Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|approx|est|etc|e\.g|i\.e|a\.m|p\.m)|\b(?:[A-Z]\.)*[A-Z])\.$"
)
_CAPITAL = r"[\"'“‘]?[A-Z][A-Z0-9'’&-]*[\"'”’]?[,:]?"
_CAPITALS = re.compile(
    rf"(?<=[.!?\"'”’)])\s(?P<head>{_CAPITAL}(?:\s{_CAPITAL}){{1,8}})\s(?=[\"'“‘]?(?:[A-Z][a-z]|A\s[a-z]))"
)
_QUOTED = re.compile(
    r"“[^”]{1,1500}”|«[^»]{1,1500}»|\"[^\"]{1,1500}\""
    r"|(?<!\w)['‘](?=\w)(?:[^'’]|(?<=\w)['’](?=\w)){1,1500}?(?:(?<=[.,!?…])['’]|(?<=\w)['’](?=[\s.,;:)!?]|$))"
)
_CREDITS = re.compile(
    rf"(?:(?:\b(?:ST|CNA|AP|AFP)\s)?(?:FILE\s)?(?:PHOTO|Photo|Image|PICTURE|Picture|Photos?|صورة)\s?:\s?(?P<label>[A-Z][\w&/-]*(?:\s(?:[A-Z]{{2,}}\b|[A-Z][a-z]+(?=/)))*)"
    rf"|(?P<via>(?:[A-Z][\w/-]*\s?/\s?)?(?:[Hh]andout|[Cc]ourtesy|[Pp]ool)?\s?[Vv]ia\s(?:{AGENCIES}))"
    rf"|(?P<slash>\b(?:{AGENCIES})\s?/\s?[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+){{0,2}}))(?:/?[Ff]ile [Pp]hoto)?"
)


@dataclass(frozen=True)
class Caption:
    """The caption of a picture, and its credit."""

    text: str
    credit: str


def parted(text: str, headline: str) -> tuple[list[Caption], str]:
    """The captions at the front of a run-on text, and the rest without the repeated headline."""
    text = flat(text)
    front, rest = _at_headline(text, headline)
    if rest is None:
        front, rest = _at_credit(text)
    return list(_captions(front)), rest


def _at_headline(text: str, headline: str) -> tuple[str, str | None]:
    at = text.find(headline, 0, _FRONT) if headline else -1
    if at < 0:
        return "", None
    after = text[at + len(headline) :]
    return text[:at].strip(), re.sub(r"^(?:, (?:[A-Z]\w+ ){0,2}News\b)?[\s:.-]*", "", after)


def _at_credit(text: str) -> tuple[str, str]:
    """Captions end with a credit; the report starts after the last one near the top, if with it."""
    found = [match for match in _CREDITS.finditer(text[:_FRONT]) if match.end() < len(text) - 200]
    ends = [match for match in _CREDITS.finditer(text) if match.end() >= len(text) - 2]
    if ends and words(text) <= _CAPTION_WORDS:
        return text, ""
    for match in reversed(found):
        rest = text[match.end() :].lstrip(" .)")
        if dateline(rest) or (match is found[0] and words(text[: match.start()]) <= 70):
            return text[: match.end()], rest
    return "", text


def _captions(front: str) -> Iterator[Caption]:
    """One caption for each credit in the text before the report."""
    start = 0
    found = list(_CREDITS.finditer(front))
    for match in found:
        rest = flat(front[match.end() :]).strip(" .)")
        is_name = match is found[-1] and match.group("label") and words(rest) <= _NAME_WORDS
        yield _caption(front[start : match.start()], match, rest if is_name else "")
        start = len(front) if is_name else match.end()
    rest = front[start:].strip(" .)")
    if rest:
        yield Caption(*split_credit(rest))


def _caption(text: str, match: re.Match[str], more: str) -> Caption:
    """The caption before a credit. A credit that names a channel ("... via Telegram/Handout via
    REUTERS") begins where the caption's last sentence ends."""
    credit = next(part for part in match.groups() if part).strip(" .")
    if match.group("via") or text.rstrip().endswith(" via"):
        whole, _, giver = text.rpartition(". ")
        if whole and words(giver) <= 25:
            return Caption(f"{whole.strip()}.", flat(f"{giver} {credit}"))
    return Caption(text.strip(" (|"), flat(f"{credit} {more}"))


def paragraphs(text: str) -> list[Block]:
    """The run-on text as paragraphs of one to three sentences, subheads in capitals apart.

    Quotations are never divided, and stay with their speaker."""
    blocks: list[Block] = []
    start = 0
    for match in _CAPITALS.finditer(text):
        if sum(map(str.isalpha, match.group("head"))) >= _CAPITAL_LETTERS:
            blocks += [paragraph(part) for part in _grouped(text[start : match.start()])]
            blocks.append(subhead(match.group("head").strip()))
            start = match.end()
    return blocks + [paragraph(part) for part in _grouped(text[start:])]


def paragraph(text: str) -> Block:
    """The text as a paragraph block."""
    return Block("paragraph", text, f"<p>{escape(text, quote=False)}</p>")


def subhead(text: str) -> Block:
    """The text as a subhead block."""
    return Block("subhead", text, f"<h3>{escape(text, quote=False)}</h3>")


def _grouped(text: str) -> Iterator[str]:
    part: list[str] = []
    for sentence in sentences(text):
        is_quote = sentence[0] in "\"'“‘«"
        size = words(" ".join(part))
        if part and (
            size >= _PARAGRAPH or len(part) >= _SENTENCES or (is_quote and size >= _PARAGRAPH // 2)
        ):
            yield " ".join(part)
            part = []
        part.append(sentence)
    if part:
        yield " ".join(part)


def sentences(text: str) -> list[str]:
    """The sentences of a flat text; what stands between quotation marks is never divided."""
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    out, start, at = [], 0, 0
    for match in _END.finditer(text):
        end = match.end()
        while at < len(quoted) and quoted[at][1] < end:
            at += 1
        if at < len(quoted) and quoted[at][0] < end < quoted[at][1]:
            continue
        if _BEGIN.match(text, end) and not _SHORT.search(text[max(start, end - 12) : end]):
            out.append(text[start:end].strip())
            start = end
    return [part for part in [*out, text[start:].strip()] if part]


def trimmed(text: str) -> tuple[str, str]:
    """The text without the sentences at its end that only ask the reader for something or name a
    photographer, and that name; an agency's signature before such a sentence stays."""
    parts = sentences(text)
    credit = ""
    while parts:
        sign, rest = _signed(parts[-1])
        found = credit_line(rest)
        if not found and not boilerplate_phrases.is_boilerplate(rest, words(rest)):
            break
        parts, credit = parts[:-1] + ([sign] if sign else []), found or credit
        if sign:
            break
    return " ".join(parts), credit


def _signed(sentence: str) -> tuple[str, str]:
    first, _, rest = sentence.partition(" ")
    return (first, rest) if rest and first.isupper() and agency(first) else ("", sentence)
