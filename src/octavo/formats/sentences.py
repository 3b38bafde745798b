"""Sentences: spans of a text, verbatim, whatever the script.

A line always ends a sentence (a block is a line). Within a line a mark of the end counts unless it
closes an abbreviation or an initial, or what follows goes on in lower case. A quotation is not cut
in two: sentences inside open quotation marks stay together up to `LONGEST` characters.
"""

import re
from collections.abc import Iterator

from octavo.formats.data_files import listed
from octavo.types import Sentence

LONGEST = 700
"""Characters up to which a quotation keeps its sentences together."""

MOST = 2000
"""Sentences of one text that are looked at."""

_END = re.compile(
    r"[.!?…؟۔।。！？](?:"
    r"(?<=[.!?…؟۔।])[.!?…؟۔।]*[\"'”’»)\]]*(?=\s|$)|"
    r"(?<=[。！？])[。！？]*[”’」』）\"]*|"
    r"(?<=[.!?؟])[.!?؟]*[”»](?=\S))"
)
"""It begins with one class of characters, so that all other text is passed over quickly."""
_LAST_WORD = re.compile(r"([^\W_]+(?:\.[^\W_]+)*)\.[\"'”’»)\]]*$")
_QUOTE = re.compile(
    r"[“”«»\"„]|(?<![^\s(\[“\"—–-])['‘](?=[^\W_])|"
    r"(?<=[.,!?…])['’](?![^\W_])|'(?=\s|$)"
)
_ANY_QUOTE = re.compile("[“”«»\"„'‘’]")
_MARK = re.compile(
    r"(?:,\s+[^\W\d_]+(?:\s[^\W\d_]+)?(?=\s\())?"
    r"(?:,?\s+\(?[^\W\d_]{3,9}\.?\s+\d{1,2}\)?(?:,\s+\d{4})?)?"
    r"(?:\s*[(\[/]\s*[^()\[\]/\n]{2,40}\s*[)\]/])?"
    r"(?:\s[-–—]{1,2}\s|—|:\s|\s?[-–—]\s)(?:[^\W\d_]{2,12}\s*[/:]\s+)?\s*"
)
"""What stands between the place of a dateline and the report."""
_LINE = re.compile(r"[^\n]+")


def sentences(text: str, place: str = "") -> list[Sentence]:
    """The sentences of a text in order, each with its span: `text[start:end]` is its text.

    The dateline that names the place stands before the first sentence and is no part of it."""
    first = after_dateline(text, place)
    spans = (span for m in _LINE.finditer(text, first) for span in _line_spans(text, *m.span()))
    found = []
    for start, end in spans:
        found.append(Sentence(start, end, text[start:end]))
        if len(found) >= MOST:
            break
    return found


def after_dateline(text: str, place: str) -> int:
    """Where a text goes on after its dateline (`DUBAI, March 4 (WAM) - `), 0 where it has none."""
    if not place or not text.startswith(place):
        return 0
    match = _MARK.match(text, len(place))
    return match.end() if match else 0


def _line_spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    opened = start
    quoting = 0
    for cut in _cuts(text, start, end):
        piece = text[start:cut]
        quoting = _depth(piece, quoting)
        start = cut
        if quoting and cut < end and cut - opened < LONGEST:
            continue
        yield from _trimmed(text, opened, cut)
        opened, quoting = cut, 0


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    end -= len(piece) - len(piece.rstrip())
    if end > start:
        yield start, end


def _cuts(text: str, start: int, end: int) -> Iterator[int]:
    for match in _END.finditer(text, start, end):
        if match.end() < end and _is_end(text, match, start):
            yield match.end()
    yield end


def _is_end(text: str, match: re.Match[str], start: int) -> bool:
    mark = match.group()
    following = text[match.end() : match.end() + 3].lstrip()
    if not mark.startswith(".") or mark.startswith(".."):
        return not (following[:1].islower() and mark[-1] in "\"'”’»….")
    if following[:1].islower():
        return False
    last = _LAST_WORD.search(text, max(start, match.start() - 24), match.end())
    return last is None or not _is_short_form(last.group(1), following)


def _is_short_form(word: str, following: str) -> bool:
    lower = word.lower()
    if len(word) == 1 and word.isupper():
        return True
    short = listed("abbreviations.txt")
    if lower not in short["abbreviation"]:
        return False
    return (
        lower not in short["at_end"]
        or not following[:1].isupper()
        or lower in ("u.s", "u.k", "u.n")
    )


def _depth(piece: str, depth: int) -> int:
    """Whether a quotation is open (1) after `piece`, given whether one was before."""
    if not _ANY_QUOTE.search(piece):
        return depth
    for match in _QUOTE.finditer(piece):
        mark = match.group()
        if mark in "“«„‘":
            depth = 1
        elif mark in "”»":
            depth = 0
        elif mark == '"':
            depth = 1 - depth
        else:
            depth = 1 if _opens(piece, match.start()) else 0
    return depth


def _opens(piece: str, at: int) -> bool:
    before = piece[at - 1] if at else " "
    return before.isspace() or before in "([“—–-"
