"""One text being read: each quotation with its speaker, and what is said indirectly, in order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from octavo.assist.quotes import arabic, frames, indirect
from octavo.assist.quotes.beside import phrases
from octavo.assist.quotes.kinds import is_bare_speech, is_direct, is_heading, is_said_inside
from octavo.assist.quotes.marks import Quotation
from octavo.assist.quotes.neighbours import following, leading_person
from octavo.assist.quotes.persons import persons
from octavo.assist.quotes.places import QuotePlace, blanked, place
from octavo.assist.quotes.speakers import Speakers
from octavo.assist.quotes.words import words_of
from octavo.formats.sentences import sentences
from octavo.types import Entity, Sentence

MOST_QUOTATIONS = 800
"""Quotations of one text that are read. Chosen by hand; not measured."""

LONGEST_SENTENCE = 1_500
"""Characters of a sentence up to which indirect speech is looked for in it: more is a list or a
payload. Chosen by hand; not measured."""

REACH_OF_TURN = 1_500
"""Characters after which whose turn it is is no longer known. Chosen by hand; not measured."""

_ENDS = tuple(".…。")


@dataclass(frozen=True, slots=True)
class Said:
    """The places of what is said, by whom, of which kind; `joins`: it goes on with the one
    before. Its marks open and close at `opened` and `closed`."""

    spans: tuple[tuple[int, int], ...]
    speaker: str
    kind: str
    opened: int
    closed: int
    joins: bool = False


@dataclass
class Reading:
    """A text, its sentences, what stands in its quotation marks, and who has spoken so far."""

    text: str
    split: list[Sentence]
    marked: list[Quotation]
    language: str
    entities: Sequence[Entity] | None = None
    turns: list[tuple[int, str]] = field(default_factory=list)
    last: Said | None = None
    previous: QuotePlace | None = None

    def __post_init__(self) -> None:
        self.words = words_of(self.text, self.language)
        self.marked = self.marked[:MOST_QUOTATIONS]
        self.outside = blanked(self.text, self.marked)
        named = persons(self.text, self.outside, self.words, self.entities)
        self.speakers = Speakers(self.outside, self.words, named)

    def said(self) -> Iterator[Said]:
        """All that is said, in order."""
        plain = self._without_marks()
        for at, one in enumerate(self.marked):
            while plain and plain[-1].start < one.opened:
                yield from self._reported(plain.pop())
            where = place(self.text, self.marked, at)
            found = self._quoted(where)
            self.previous, self.last = where, found
            if found:
                self.turns.append((one.opened, found.speaker))
                yield found
        while plain:
            yield from self._reported(plain.pop())

    def _without_marks(self) -> list[Sentence]:
        """The sentences that quote nothing, the last first."""
        found, at = [], 0
        for one in self.split:
            while at < len(self.marked) and self.marked[at].closed <= one.start:
                at += 1
            if at == len(self.marked) or self.marked[at].opened >= one.end:
                found.append(one)
        return found[::-1]

    def _reported(self, sentence: Sentence) -> Iterator[Said]:
        if len(sentence.text) > LONGEST_SENTENCE:
            return
        found = indirect.reported(sentence.text, self.words)
        if found is None:
            return
        start, end = sentence.start + found.start, sentence.start + found.end
        speaker = self.speakers.named(found.phrase, sentence.start, found.gender)
        self.turns.append((sentence.start, speaker))
        yield Said(((start, end),), speaker, "indirect", start, end)

    # ------------------------------------------------------------ one quotation

    def _quoted(self, where: QuotePlace) -> Said | None:
        one = where.quotation
        before = self.previous
        if one.end == one.start:
            return None
        if before and before.quotation.goes_on and self.last:
            return self._made(where, self.last.speaker, self.last.kind, joins=True)
        if within := frames.incise(where.quoted, self.words):
            return self._of_incise(where, *within)
        direct = is_direct(where.quoted, where.left, where.right, self.words.language)
        framed, speaker = self._framed(where, direct=direct)
        if framed:
            return self._of_frame(where, speaker, direct=direct)
        inside = is_said_inside(where.quoted, where.left, where.right, self.words)
        if self._shares(where) and inside and self.last:
            return self._made(where, self.last.speaker, "partial")
        if not where.left.strip() and is_bare_speech(where.quoted, where.right):
            return self._bare(where)
        return None

    def _made(self, where: QuotePlace, speaker: str, kind: str, *, joins: bool = False) -> Said:
        one = where.quotation
        return Said(((one.start, one.end),), speaker, kind, one.opened, one.closed, joins)

    def _framed(self, where: QuotePlace, *, direct: bool) -> tuple[bool, str]:
        """Whether somebody is said to say a quotation, and who."""
        w, quoted = self.words, where.quoted
        if not direct and not is_said_inside(quoted, where.left, where.right, w):
            return False, ""
        if is_heading(where.left, quoted) and not self._has_verb(where.left):
            return False, ""
        for phrase, gender, at in phrases(where, self.words, direct=direct):
            if phrase is None or (phrase and frames.is_inanimate(phrase, self.words)):
                if phrase:
                    return False, ""
                continue
            if not phrase and self.last and not where.is_first and not where.earlier.strip():
                return True, self.last.speaker
            return True, self.speakers.named(phrase, at, gender)
        return False, ""

    def _has_verb(self, left: str) -> bool:
        pattern = arabic.VERB if self.words.language == "ar" else self.words.say
        return bool(pattern.search(left))

    def _of_frame(self, where: QuotePlace, speaker: str, *, direct: bool) -> Said:
        last = self.last.speaker if self.last else ""
        joins = direct and speaker == last and self._continues(where)
        return self._made(where, speaker, "direct" if direct else "partial", joins=joins)

    def _of_incise(self, where: QuotePlace, phrase: str, start: int, end: int) -> Said:
        """A quotation that names its speaker within the marks, as two spans around the name."""
        one = where.quotation
        ends = one.start + len(where.quoted[:start]), one.start + end
        spans = ((one.start, ends[0]), (ends[1], one.end))
        speaker = self.speakers.named(phrase, one.opened)
        kept = tuple(span for span in spans if span[1] > span[0])
        return Said(kept, speaker, "direct", one.opened, one.closed)

    def _is_next_of_line(self, where: QuotePlace) -> bool:
        """Whether the quotation before it in its line is somebody's."""
        return self.previous is not None and self.last is not None and not where.is_first

    def _shares(self, where: QuotePlace) -> bool:
        """Whether it stands in one sentence with words that are somebody's."""
        is_next = self._is_next_of_line(where) and not where.earlier.strip()
        return is_next and self.last is not None and self.last.kind == "partial"

    def _continues(self, where: QuotePlace) -> bool:
        """Whether only its speaker parts it from the quotation before, within one sentence."""
        before = self.previous
        if before is None or not self._is_next_of_line(where) or where.earlier.strip():
            return False
        if self.words.language == "ar":
            is_one = not arabic.goes_on(where.gap)
        else:
            is_one = len(self.words.say.findall(where.gap)) == 1
        ended = before.quoted[-1:] in _ENDS
        return is_one and not ended and where.gap.strip() == before.right.strip()

    # ------------------------------------------------------------ a sentence of its own

    def _bare(self, where: QuotePlace) -> Said:
        before = self.previous
        if before and self.last and self._is_next_of_line(where):
            between = where.earlier.strip()
            if not between or between == before.right.strip():
                return self._made(where, self.last.speaker, "direct", joins=True)
        speaker = self._neighbour(where)
        self.speakers.heard(speaker, where.quotation.opened)
        return self._made(where, speaker, "direct")

    def _neighbour(self, where: QuotePlace) -> str:
        """The speaker that the sentence before names, or the one after; of a paragraph of its own
        the one whose turn it is."""
        one = where.quotation
        if where.earlier.strip():
            last = sentences(where.earlier)
            who = leading_person(last[-1].text, self.words) if last else None
            found = self.speakers.named(who, one.opened - 1) if who else ""
            begun = one.opened - len(where.earlier)
            is_broken = self.speakers.is_named_between(begun, one.opened)
            return found or (self.last.speaker if self.last and not is_broken else "")
        if after := following(where.right or where.later, self.words):
            return self.speakers.named(after, one.closed)
        return self._turn(one)

    def _turn(self, one: Quotation) -> str:
        """Whose turn a paragraph that is only a quotation is: of two who alternate the one who did
        not speak last, else who spoke last."""
        before = [turn for turn in self.turns[-3:] if one.opened - turn[0] < REACH_OF_TURN]
        if not before or not before[-1][1] or self._lines(before[-1][0], one.opened) > 1:
            return self._line_before(one)
        (first, who), (second, last) = before[-2:] if len(before) > 1 else (before[-1],) * 2
        alternate = self._lines(first, second) == 1 and self._lines(second, one.opened) == 1
        return who if who and alternate else last

    def _lines(self, start: int, end: int) -> int:
        return self.outside.count("\n", start, end)

    def _line_before(self, one: Quotation) -> str:
        """The person of the paragraph before."""
        start = max(0, one.opened - REACH_OF_TURN)
        lines = [line for line in self.outside[start : one.opened].split("\n") if line.strip()]
        last = sentences(lines[-1]) if lines else []
        who = leading_person(last[-1].text, self.words) if last else None
        return self.speakers.named(who, one.opened - 1) if who else ""
