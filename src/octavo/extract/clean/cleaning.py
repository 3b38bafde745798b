"""The clean-up: blocks without boilerplate, and the fields that were hidden in them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from octavo.extract.body import boilerplate_phrases
from octavo.extract.metadata.agencies import dateline, signature
from octavo.extract.metadata.headline import is_similar
from octavo.extract.metadata.published import written_moment
from octavo.extract.page.pictures import credit_line
from octavo.extract.page.text import flat, key, words
from octavo.types import Block

_TOKENS = re.compile(
    r",? opens new tab\b|\$\$[A-Z_]{3,30}\$\$|\[\[[a-z_]{2,20}:[^\]]{0,80}\]\]|\[/?(?:caption|embed|gallery|video|audio|playlist|vc_[a-z_]+|et_pb_[a-z_]+|su_[a-z_]+|"
    r"contact-form[\w-]*|ads?|youtube|twitter|tweet|instagram|iframe|quote|pullquote|related|newsletter|button)\b[^\]]{0,300}\]"
    r"|(?:%3C|&lt;)/?(?:p|br|div|span|strong|em|b|i)(?:%20[^%]{0,40})?/?(?:%3E|&gt;)|\{\{[^{}]{0,80}\}\}|\{%[^{}]{0,80}%\}|<!--.{0,80}?-->"
)
_TOKEN_SIGNS = ("opens new tab", "$$", "[", "%3C", "&lt;", "{", "<!--")
"""What each of the tokens has."""
_PLACEHOLDER = re.compile(r"\{\*\s*[#/]?\w[\w.-]{2,60}\s*\*\}")
"""A field that a script was to fill: its line is a form's and no text's."""
_PARTNERS = re.compile(
    r"(?i)\b(?:we|us) (?:and|&) our (?:\d+ )?(?:[a-z]+ )?partners\b|\bwir und unsere (?:\d+ )?(?:[a-z]+ )?partner\b"
    r"|\bnous et nos (?:\d+ )?partenaires\b|\bnosotros y nuestros (?:\d+ )?socios\b"
)
"""Who stores what on a reader's device: a consent notice, of which no name tells."""
_LINKED = re.compile(
    r"^<(?:p|h[2-6]|blockquote><p)>\s*(?:<(?:strong|em)>)*\s*<a [^>]*>(?:(?!</a>).)*</a>\s*(?:</(?:strong|em)>)*\s*</(?:p|h[2-6]|p></blockquote)>$"
)
_ENDED = (".", "!", "?", "”", '"', "’", "'", "»", "…", ":", "。", "؟", ")", ",", ";")
_STAMP = re.compile(r"(?i)(?:\d{4}-\d\d-\d\d )?\d\d?[:.]\d\d(?:\s?[ap]\.?m\.?)?$")
"""A line that is the time of what follows, as live blogs have them."""
_NEAR_TOP = 4
"""First blocks that may repeat the headline, the standfirst, the date. Chosen by hand; not
measured."""
_NEAR_END = 3
"""Last blocks that may be an agency's signature. Chosen by hand; not measured."""
_DATE_WORDS = 7
"""Words of a line that is only a date. Chosen by hand; not measured."""
_LABEL_WORDS = 8
"""Words of a label such as "Related". Chosen by hand; not measured."""
_PROSE = 10
"""Words of a sentence. Chosen by hand; not measured."""


@dataclass(frozen=True)
class CleaningContext:
    """What must be known of an article to clean its text."""

    headline: str = ""
    dek: str = ""
    authors: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cleaned:
    """The body, and what was found in it."""

    blocks: tuple[Block, ...]
    wire: str = ""
    dateline: str = ""
    credit: str = ""
    caption: str = ""
    corrections: tuple[str, ...] = ()
    dek: str = ""


def cleaned(blocks: Iterable[Block], context: CleaningContext) -> Cleaned:
    """The blocks without repeated headline, promotion, pointers, tokens, captions, bylines, notes
    and signatures; and wire, dateline, credit, corrections found on the way. Never more than it was
    given, and at least its paragraphs of plain prose."""
    body = [made for block in blocks if (made := _without_tokens(block)) is not None]
    body = _before_tail(_without_top(body, context))
    notes = [b.text for b in body if _is_note(b.text)]
    credit = next((c for b in body if (c := credit_line(b.text))), "")
    body = [b for b in body if not _is_note(b.text) and not credit_line(b.text)]
    body = [b for b in body if not _is_dropped(b, context)]
    body = _without_end(_without_duplicates(body), context)
    body, wire = _unsigned(body)
    start = next((found for b in body[:2] if (found := dateline(b.text))), None)
    return Cleaned(
        blocks=tuple(body),
        wire=(start.wire if start else "") or wire,
        dateline=start.place if start else "",
        credit=credit,
        corrections=tuple(note for note in notes if boilerplate_phrases.CORRECTED.search(note)),
        dek=context.dek if not _opens_with(body, context.dek) else "",
    )


def _without_tokens(block: Block) -> Block | None:
    if not (_has_token(block.text) or _has_token(block.html)):
        return block
    text = (
        flat(_TOKENS.sub(" ", block.text))
        if "\n" not in block.text
        else _TOKENS.sub(" ", block.text)
    )
    return (
        replace(block, text=text, html=_TOKENS.sub(" ", block.html))
        if text or block.kind == "figure"
        else None
    )


def _has_token(text: str) -> bool:
    return any(sign in text for sign in _TOKEN_SIGNS) and _TOKENS.search(text) is not None


def _without_top(body: Sequence[Block], context: CleaningContext) -> list[Block]:
    """Without headline, dek and byline repeated at the top."""
    kept: list[Block] = []
    for index, block in enumerate(body):
        near = index < _NEAR_TOP
        if block.text and near and is_similar(block.text, context.headline):
            continue
        if near and block.kind == "subhead" and context.dek and is_similar(block.text, context.dek):
            continue
        if near and words(block.text) <= _DATE_WORDS and written_moment(block.text):
            continue
        if (
            index < 2
            and block.kind in {"paragraph", "subhead"}
            and _is_author_line(block.text, context.authors)
        ):
            continue
        kept.append(block)
    return kept


def _is_author_line(text: str, authors: Sequence[str]) -> bool:
    if not authors or words(text) > 12:
        return False
    rest = key(text)
    for author in authors:
        rest = rest.replace(key(author), "")
    return len(rest) <= min(24, len(key(text)) // 2)


def _is_note(text: str) -> bool:
    return words(text) <= 120 and boilerplate_phrases.NOTE.match(text[:600])


def _is_dropped(block: Block, context: CleaningContext) -> bool:
    if block.kind in {"figure", "embed", "table", "code"} or not block.text:
        return False
    line = flat(block.text)
    if boilerplate_phrases.is_boilerplate(line, words(line)) or _STAMP.match(line):
        return True
    if _PLACEHOLDER.search(line) or _PARTNERS.search(line[:200]):
        return True
    if any(is_similar(line, caption, 0.9) for caption in context.captions):
        return True
    return _is_pointer(block, line)


def _is_pointer(block: Block, line: str) -> bool:
    """Whether the block is one link and no sentence: the way to another article. A subhead that is
    a link leads to what stands below it."""
    if block.kind == "subhead":
        return False
    return _LINKED.match(block.html) is not None and not line.endswith(_ENDED) and words(line) >= 3


def _may_repeat(block: Block) -> bool:
    return block.kind == "subhead" or block.text.endswith(("?", "؟", "？"))


def _without_duplicates(body: Sequence[Block]) -> list[Block]:
    """Each paragraph once: pages give leads and pulled quotes twice. A subhead stays, though the
    contents at the top had its words, and so does a question, which others are asked again."""
    keys_before: set[str] = set()
    kept = []
    for block in body:
        same = key(block.text)
        if len(same) > 30 and same in keys_before and not _may_repeat(block):
            continue
        keys_before.add(same)
        kept.append(block)
    return kept


def _before_tail(body: list[Block]) -> list[Block]:
    """What stands before a late "Related" or "More from ...": a subhead, or a line after which no
    sentence comes."""
    for index in range(len(body) // 2, len(body)):
        block = body[index]
        if words(block.text) > _LABEL_WORDS or not boilerplate_phrases.TAIL.match(block.text):
            continue
        if block.kind == "subhead" or not any(map(_is_prose, body[index + 1 :])):
            return body[:index]
    return body


def _is_prose(block: Block) -> bool:
    return words(block.text) >= _PROSE and block.text.endswith(_ENDED)


def _without_end(body: list[Block], context: CleaningContext) -> list[Block]:
    """Without subheads of nothing and biographies at the end."""
    while body and (body[-1].kind == "subhead" or _is_biography(body[-1], context.authors)):
        body = body[:-1]
    return body


def _is_biography(block: Block, authors: Sequence[str]) -> bool:
    text = block.text
    if words(text) > 80:
        return False
    for author in authors:
        if re.match(
            rf"(?i)^\W*(?:by )?{re.escape(author)}\b.{{0,40}}?\b{boilerplate_phrases.BIOGRAPHY}",
            text,
        ):
            return True
    return False


def _unsigned(body: list[Block]) -> tuple[list[Block], str]:
    """Without the agency's signature at the end of the last blocks, and the agency."""
    for index in range(len(body) - 1, max(-1, len(body) - 1 - _NEAR_END), -1):
        block = body[index]
        if block.kind not in {"paragraph", "quote"}:
            continue
        text, wire = signature(block.text)
        if wire and not text:
            return body[:index] + body[index + 1 :], wire
        if wire:
            html = _cut_html(block, len(block.text) - len(text))
            return [*body[:index], replace(block, text=text, html=html), *body[index + 1 :]], wire
    return body, ""


def _cut_html(block: Block, count: int) -> str:
    """The block's HTML without the signature, which is its last text."""
    tail = block.text[-count:].strip()
    head, found, end = block.html.rpartition(tail)
    return (
        head.rstrip(" -–—([") + end
        if found and not re.search(r"\w", re.sub(r"<[^>]*>", "", end))
        else block.html
    )


def _opens_with(body: Sequence[Block], dek: str) -> bool:
    """Whether the dek is only the first paragraph (or its beginning) again."""
    if not dek or not body:
        return False
    opening = key(" ".join(block.text for block in body[:2]))
    start = key(dek.rstrip("…. "))
    return bool(start) and (opening.startswith(start[:120]) or is_similar(dek, body[0].text))
