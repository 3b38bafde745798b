"""What stands in quotation marks: straight, curly, German, French, Arabic, of several paragraphs.

Each line is read once, from left to right, with the marks that are open on a stack; so the time
grows with the text and no more.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

_MARK = re.compile("[“”„«»‹›‘’‚\"'「」『』]")
_LINE = re.compile(r"[^\n]+")
_CLOSED_BY = {
    "“": "”", "”": "”", "„": "“”", "«": "»", "»": "«", "‹": "›", "‘": "’", "’": "’", "‚": "‘’",
    '"': '"', "'": "'", "「": "」", "『": "』",
}  # fmt: skip
_SINGLE = "'’"
_BEFORE_OPENING = re.compile(r"[\s(\[{—–\-:“„«‘\"'،,]$|(?:^|[\s(])[وفبكل]{1,2}$")
_AFTER_WORDS = '.,!?…;:)”"—–'
_HANGING = re.compile(r"[’'](?:\d|em\b|tis\b|twas\b|cause\b|til\b|n[’']|round\b)")
"""An apostrophe before a word: `’90s`, `’em`."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """`text[start:end]` stands between the marks, which reach from `opened` to `closed`; `goes_on`:
    the next quotation, which opens the next paragraph, belongs to it."""

    opened: int
    start: int
    end: int
    closed: int
    goes_on: bool = False


@dataclass(slots=True)
class _Open:
    """A mark that is open; `perhaps` is where an apostrophe may have closed it."""

    mark: str
    at: int
    perhaps: int = -1


def quotations(text: str) -> list[Quotation]:
    """What stands in quotation marks in a text, in order; what is quoted within is not apart."""
    found: list[Quotation] = []
    pending: Quotation | None = None
    for line in _LINE.finditer(text):
        mine, unclosed = _of_line(text, *line.span())
        if pending and _goes_on(text, line.start(), pending, mine, unclosed):
            _add(found, replace(pending, goes_on=True))
        elif pending and found and found[-1].goes_on:
            _add(found, pending)
        found.extend(mine)
        pending = unclosed
    if pending and found and found[-1].goes_on:
        _add(found, pending)
    return found


def _add(found: list[Quotation], whole: Quotation) -> None:
    """Adds a quotation that its line leaves open, in place of those within it."""
    while found and found[-1].opened > whole.opened:
        found.pop()
    found.append(whole)


def _goes_on(
    text: str, start: int, before: Quotation, mine: list[Quotation], unclosed: Quotation | None
) -> bool:
    """Whether a line goes on with the quotation that the line before left open."""
    begun = [*mine[:1], *([unclosed] if unclosed else [])]
    first = min(begun, key=lambda one: one.opened, default=None)
    same = first is not None and text[first.opened] in (text[before.opened], "»")
    return first is not None and same and not text[start : first.opened].strip()


def _of_line(text: str, start: int, end: int) -> tuple[list[Quotation], Quotation | None]:
    """The quotations of a line, and the one that it leaves open."""
    stack: list[_Open] = []
    found: list[Quotation] = []
    for match in _MARK.finditer(text, start, end):
        at, mark = match.start(), match.group()
        before, after = text[max(start, at - 3) : at], text[at + 1 : min(end, at + 2)]
        if (depth := _closes(stack, mark, before, after, at)) is not None:
            one = stack[depth]
            found.append(_quotation(text, one.at, at))
            del stack[depth:]
        elif _opens(mark, before, after, text[at : at + 6]):
            if stack and stack[-1].mark == mark and mark in "\"'":
                stack.pop()
            stack.append(_Open(mark, at))
    found += [_quotation(text, one.at, one.perhaps) for one in stack if one.perhaps > 0]
    outer = list(_outermost(found))
    left = next((one for one in stack if one.perhaps < 0 and one.mark not in _SINGLE), None)
    return outer, _unclosed(text, left.at, end) if left else None


def _outermost(found: list[Quotation]) -> Iterator[Quotation]:
    until = -1
    for one in sorted(found, key=lambda one: (one.opened, -one.closed)):
        if one.opened >= until:
            until = one.closed
            yield one


def _quotation(text: str, opened: int, closing: int) -> Quotation:
    inner = text[opened + 1 : closing]
    start = opened + 1 + len(inner) - len(inner.lstrip())
    return Quotation(opened, start, max(start, start + len(inner.strip())), closing + 1)


def _unclosed(text: str, opened: int, end: int) -> Quotation:
    return replace(_quotation(text, opened, end), closed=end)


def _closes(stack: list[_Open], mark: str, before: str, after: str, at: int) -> int | None:
    """The place on the stack of the mark that this one closes."""
    depth = next(
        (i for i in range(len(stack) - 1, max(-1, len(stack) - 4), -1)
         if mark in _CLOSED_BY[stack[i].mark]), None,
    )  # fmt: skip
    if depth is None or stack[depth].at == at - 1:
        return None
    last = before[-1:]
    if mark in _SINGLE:
        return depth if _ends_words(stack[depth], last, after, at) else None
    if mark in '"”“«‘' and last.isspace() and after and not after.isspace() and after.isalnum():
        return None
    return depth


def _ends_words(one: _Open, last: str, after: str, at: int) -> bool:
    """Whether a single mark closes: after a stop, or before one, or after a word without `s`."""
    if after.isalnum() or last.isspace():
        return False
    if last in _AFTER_WORDS or not after or not after.isspace():
        return True
    if last in "sS":
        one.perhaps = at
        return False
    return True


def _opens(mark: str, before: str, after: str, ahead: str) -> bool:
    if mark not in _CLOSED_BY or not after:
        return False
    if mark in "„«‚「『“" and (mark != "“" or not after.isspace()):
        return not after.isspace() or mark == "«"
    is_free = not before or bool(_BEFORE_OPENING.search(before))
    if mark in _SINGLE:
        return is_free and after.isalpha() and not _HANGING.match(ahead)
    return is_free and not after.isspace()
