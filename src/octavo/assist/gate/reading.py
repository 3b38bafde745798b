"""A text as the gate reads it: its words, each with its clause, and how near two of them are."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from octavo.analyse.words.words import WORD, stop_words
from octavo.analyse.words.words import folded as folded_word
from octavo.assist.gate.cues import cue_words
from octavo.assist.gate.meaning import meanings
from octavo.formats.folding import folded
from octavo.formats.sentences import sentences

APART = 0.8
"""How much nearness a word between two words takes. Chosen by hand; not measured."""

BOUNDARY = 0.6
"""How much nearness the boundary of a clause takes. Chosen by hand; not measured."""

_BREAK = re.compile(r"[,;:()–—،؛“”\"«»]|\s-\s")
_JOINING = frozenset(
    "and but while whereas as after before because who which that when if where although though "
    "whose until since unless than by both und oder aber dass der die das weil während et mais que "
    "qui parce y pero porque mientras لكن بينما بعد قبل حيث الذي التي أن إن كما".split()
)
_ASIDE = re.compile(
    r"\s*(?:who|which|whose|where|an?|the|its|his|her|their|aged|[a-z]+ing|\d+\s*$)(?!\w)", re.I
)

_ELIDING = frozenset({"fr", "it", "ca"})
_ELIDED = re.compile(r"(?i)(?:[ldmtscnj]|qu|dell|nell|all|un)['’](?=\w)")
_NAMED_ASIDE = re.compile(r" (?:[A-Z][\w'’.-]* ?){1,4}| \d{1,3}")
_MOVED = re.compile(r"(?i)(?:up|down) (?:from|by)\b")
"""`up from 48 per cent` says that something rose."""
_TRAILING = re.compile(
    r", (?:(?:in|of|for|at|to|from|with) )?(?:who|whom|which|whose|where)\b[^,;:“\"]*[.!]?$"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word at `start:end` of its text. `clause` and `place` count clauses and content words from
    the beginning; `outer_clause` and `outer_place` leave out what stands aside, between commas."""

    text: str
    start: int
    end: int
    sentence: int
    clause: int
    place: int
    outer_clause: int
    outer_place: int
    is_aside: bool
    is_content: bool
    is_owner: bool

    @property
    def folded(self) -> str:
        """The word to compare by."""
        return folded(self.text)

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()


@dataclass(frozen=True, eq=False)
class Reading:
    """A text with its words and the spans of its sentences. Equal to none but itself, so that what
    is found in it is found once."""

    text: str
    language: str
    tokens: tuple[Token, ...]
    spans: tuple[tuple[int, int], ...]

    def sentence(self, number: int) -> str:
        """A sentence as written."""
        start, end = self.spans[number]
        return self.text[start:end]

    def tokens_in(self, start: int, end: int) -> list[int]:
        """The numbers of the words within a span."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [at for at in range(first, last) if self.tokens[at].end <= end]

    @cached_property
    def _starts(self) -> list[int]:
        return [one.start for one in self.tokens]

    def meanings(self, at: int) -> frozenset[str]:
        """What a word may say."""
        return meanings(self.tokens[at].text, self.language)


def reading(text: str, language: str, *, is_whole: bool = False) -> Reading:
    """A text as read; `is_whole` takes it for one sentence."""
    text = re.sub(r"[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]", "", text).replace("’s", "'s")
    text = re.sub("„([^“”„]*)“", "„\\1”", text)
    spans = tuple((one.start, one.end) for one in sentences(text)) or ((0, len(text)),)
    if is_whole:
        spans = ((0, len(text)),)
    return Reading(text, language, tuple(_tokens(text, spans, language)), spans)


def nearness(one: Token, other: Token) -> float:
    """How near two words of a sentence stand, 1 beside each other; 0 in different sentences."""
    if one.sentence != other.sentence:
        return 0.0
    if one.is_aside or other.is_aside:
        words, bounds = abs(one.place - other.place), abs(one.clause - other.clause)
    else:
        words = abs(one.outer_place - other.outer_place)
        bounds = abs(one.outer_clause - other.outer_clause)
    return float(APART ** max(words - 1, 0) * BOUNDARY**bounds)


def _tokens(text: str, spans: tuple[tuple[int, int], ...], language: str) -> list[Token]:
    stops = stop_words(language)
    strict = cue_words(language, "all")
    found: list[Token] = []
    for number, (start, end) in enumerate(spans):
        asides = _asides(text, start, end)
        clause = outer_clause = place = outer_place = 0
        before = start
        for match in WORD.finditer(text, start, end):
            at, word = match.start(), match.group()
            if language in _ELIDING and (cut := _ELIDED.match(word)):
                at, word = at + cut.end(), word[cut.end() :]
            is_aside = any(a <= at < b for a, b in asides)
            breaks = bool(_BREAK.search(text[before:at])) or folded(word) in _JOINING
            gap_is_aside = any(a <= before <= b or a <= at <= b for a, b in asides)
            clause += breaks
            outer_clause += breaks and not gap_is_aside
            bare = re.sub(r"['’]s?$", "", word)
            is_content = folded(bare) in strict or not _is_stop(bare, stops)
            is_content |= bool(_MOVED.match(text, at))
            place += is_content
            outer_place += is_content and not is_aside
            found.append(
                Token(bare or word, at, match.end(), number, clause, place, outer_clause,
                      outer_place, is_aside, is_content, _is_owner(word, text, match.end()))
            )  # fmt: skip
            before = match.end()
    return found


def _is_owner(word: str, text: str, end: int) -> bool:
    return word.endswith(("'s", "’s")) or (text[end : end + 1] in "'’" and word.endswith("s"))


def _is_stop(word: str, stops: frozenset[str]) -> bool:
    name = folded_word(word)
    return name in stops or (len(name) < 2 and not name.isdigit())


def _asides(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """What stands between two commas or in brackets and only says more of the word before."""
    found: list[tuple[int, int]] = []
    commas = [m.start() for m in re.finditer(r"(?<!\d),|,(?!\d)|،", text[start:end])]
    for one, other in pairwise(commas):
        inside = text[start + one + 1 : start + other]
        if (_ASIDE.match(inside) or _NAMED_ASIDE.fullmatch(inside)) and (
            not found or found[-1][1] <= start + one
        ):
            found.append((start + one, start + other + 1))
    last = _TRAILING.search(text, start, end)
    found += (
        [(last.start(), end)] if last and (not found or found[-1][1] <= last.start() + 1) else []
    )
    found += [m.span() for m in re.finditer(r"\([^()]{1,200}\)", text[:end]) if m.start() >= start]
    return found
