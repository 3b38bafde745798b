"""The quotations of a text: who says what, verbatim, in order; and what is said indirectly.

What stands in marks is a quotation if somebody says it (a verb of saying, `according to`) or if it
is a sentence of its own. A few words inside a clause are one where a verb of saying governs them;
titles of works, nicknames, and words held at arm's length are none.
"""

from bisect import bisect_right
from collections.abc import Sequence

from octavo.assist.quotes.marks import Quotation, quotations
from octavo.assist.quotes.reading import Reading, Said
from octavo.assist.quotes.speakers import is_own_name
from octavo.formats.sentences import sentences
from octavo.types import Entity, Sentence, TextQuote

LONGEST_TEXT = 100_000
"""Characters of a text that are read: bounds the cost. Chosen by hand; not measured."""


def text_quotes(
    text: str, language: str, entities: Sequence[Entity] | None = None
) -> list[TextQuote]:
    """The quotations of a text, in order, broken ones joined; nothing indirect. `entities` are its
    names where they are known already."""
    text = text[:LONGEST_TEXT]
    marked = quotations(text)
    found = _statements(text, marked, language, entities) if marked else []
    return [one for one in found if one.kind != "indirect"]


def statements(text: str, language: str) -> list[TextQuote]:
    """All that a text has somebody say, quoted or indirectly, in order."""
    text = text[:LONGEST_TEXT]
    return _statements(text, quotations(text), language, None)


def _statements(
    text: str, marked: list[Quotation], language: str, entities: Sequence[Entity] | None
) -> list[TextQuote]:
    split = sentences(text)
    groups: list[list[Said]] = []
    for one in Reading(text, split, marked, language, entities).said():
        if one.joins and groups:
            groups[-1].append(one)
        else:
            groups.append([one])
    starts = [one.start for one in split]
    return [_quote(text, some, split, starts) for some in groups]


def _quote(text: str, some: Sequence[Said], split: list[Sentence], starts: list[int]) -> TextQuote:
    spans = [span for one in some for span in one.spans]
    first, last = spans[0][0], spans[-1][1]
    before = bisect_right(starts, max(0, first - 1)) - 1
    after = bisect_right(starts, max(first, last - 1)) - 1
    start = split[before].start if before >= 0 and split[before].end > first else some[0].opened
    end = split[after].end if after >= 0 and split[after].end >= last else some[-1].closed
    parts = tuple(text[a:b] for a, b in spans)
    who = some[0].speaker
    return TextQuote(who, parts, some[0].kind, text[start:end], start, is_own_name(who))
