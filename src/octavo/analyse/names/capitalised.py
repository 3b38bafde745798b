"""Names in texts with capitals: where they stand and how they may be read.

tokens ── runs of capitalised words (with particles) ──► peel nationality and title ──► Name
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from octavo.analyse.names.gazetteer import (
    GazetteerEntry,
    gazetteer_entry,
    longest_spelling,
    place_spellings,
)
from octavo.analyse.words.data_files import listed
from octavo.analyse.words.words import folded, stop_words

NAMED_CHARACTERS = 20_000
"""Characters of a text that are searched for names: bounds the cost. Chosen by hand; not
measured."""


def _token_pattern() -> re.Pattern[str]:
    """Words that do not begin with a small letter, abbreviations with their stops, and particles:
    all that a name can be made of, so that the other four fifths of a text are not looked at."""
    particles = "|".join(sorted(map(re.escape, listed("cues.txt")["particle"])))
    name = r"[^\W\d_a-z][^\W_]*(?:['’][^\W_]+|[-.&][^\W_]+)*"
    small = rf"(?:{particles})(?![\w'’-])"
    whole = "|".join(map(re.escape, sorted(_irregular_places(), key=len, reverse=True)))
    start = r"(?<![\w'’.&-])"
    return re.compile(
        rf"{start}(?:(?:[A-Z]\.){{2,}}(?![^\W_])|(?:{whole})(?:['’]s)?(?![\w-])|{small}|{name})"
    )


def _irregular_places() -> set[str]:
    """Listed places with a word in them that no name is made of, read as one: `New Zealand`, `Côte
    d'Ivoire`, `The Hague`."""
    never = stop_words("en") | listed("cues.txt")["weekday"]
    small = listed("cues.txt")["particle"]
    return {
        place
        for place in place_spellings()
        if " " in place
        and (
            "'s " in place
            or any(w.lower() in never if w[0].isupper() else w not in small for w in place.split())
        )
    }


_TOKEN = _token_pattern()
_BEFORE = re.compile(r"([^\W_]+) $")
_GAP = re.compile(r"\s?\.?\s?$")
_SENTENCE_BREAK = frozenset(".!?:…\n•|—–؟。;")
_INITIAL = re.compile(
    r"(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Lt|Sgt|Capt|St|Jr|Sr|U\.S|U\.K|U\.N)$"
)


@dataclass(frozen=True, slots=True)
class Name:
    """One mention: its words; whether a title stood before it; whether it opens a sentence, where
    any word is capitalised; its entry of the gazetteer."""

    words: tuple[str, ...]
    has_title: bool = False
    opens_sentence: bool = False
    entry: GazetteerEntry | None = None


@dataclass(slots=True)
class _Token:
    text: str
    start: int
    end: int
    opens_sentence: bool

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def is_all_capitals(self) -> bool:
        return len(self.text) > 1 and self.text.isupper()


def name_mentions(text: str, language: str) -> Iterator[Name]:
    """Every mention of a name in `text`, in order."""
    text = text[:NAMED_CHARACTERS]
    for words_run in _capitalised_runs(text, language):
        if words_run:
            found = _names(words_run, _is_after_title(text, words_run[0]))
            yield from (name for name in found if name.words)


def _tokens(text: str) -> Iterator[_Token]:
    last = 0
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        before = text[max(0, start - 4) : start].rstrip(" \t\"'“”‘(«[")
        opens_sentence = before[-1:] in _SENTENCE_BREAK if before else start < 4
        if (
            opens_sentence
            and text[last:start] == ". "
            and _INITIAL.search(text, max(0, last - 5), last)
        ):
            opens_sentence = False
        yield _Token(match.group(), start, end, opens_sentence)
        last = end


def _is_after_title(text: str, token: _Token) -> bool:
    """Whether `leader` or its like stands before, as in `union leader Kari Nordby`."""
    before = _BEFORE.search(text, max(0, token.start - 20), token.start)
    return bool(before) and before.group(1) in listed("cues.txt")["title"]  # type: ignore[union-attr]


def _capitalised_runs(text: str, language: str) -> Iterator[list[_Token]]:
    """Following capitalised words of one phrase, particles between them included."""
    words_run: list[_Token] = []
    stops, never = stop_words(language), listed("cues.txt")["weekday"]
    for token in _tokens(text):
        lower = token.text.lower()
        joined = (
            bool(words_run)
            and bool(_GAP.match(text[words_run[-1].end : token.start]))
            and not token.opens_sentence
        )
        if words_run and not joined:
            yield _closed(words_run)
            words_run = []
        if token.is_capital and not _is_function_word(token, lower, stops, never):
            words_run.append(token)
            if lower.endswith(("'s", "’s")):
                yield _closed(words_run)
                words_run = []
        elif words_run and lower in listed("cues.txt")["particle"]:
            words_run.append(token)
        elif words_run:
            yield _closed(words_run)
            words_run = []
    if words_run:
        yield _closed(words_run)


def _is_function_word(
    token: _Token, lower: str, stops: frozenset[str], never: frozenset[str]
) -> bool:
    if lower in never:
        return True
    return lower in stops and not (
        token.is_all_capitals and len(lower) > 1 and not token.opens_sentence
    )


def _closed(words_run: list[_Token]) -> list[_Token]:
    while words_run and not words_run[-1].is_capital:
        words_run = words_run[:-1]
    return words_run


def _names(words_run: list[_Token], has_title: bool) -> Iterator[Name]:
    bare = (re.sub(r"['’]s$", "", token.text) for token in words_run)
    words = [word for text in bare for word in text.split()]
    opens_sentence = words_run[0].opens_sentence
    all_capitals = len(words_run) > 1 and all(t.is_all_capitals for t in words_run if t.is_capital)
    while words:
        whole = gazetteer_entry(words)
        if whole:
            yield Name(tuple(words), has_title, opens_sentence, whole)
            return
        taken, adjective = _adjective(words)
        if adjective:
            yield Name(tuple(words[:taken]), False, opens_sentence, adjective)
        elif _is_title(words[0]):
            taken, has_title = 1, True
        elif (taken := _office(words)) > 0:
            yield from _split(words[:taken], False, opens_sentence)
        else:
            break
        words, opens_sentence = words[taken:], False
        words = words[1:] if words and not words[0][0].isupper() else words
    if words and not all_capitals and not (words[0].isupper() and len(words[0]) > 5):
        yield from _split(words, has_title, opens_sentence)


def _adjective(words: list[str]) -> tuple[int, GazetteerEntry | None]:
    for length in (2, 1):
        found = gazetteer_entry(words[:length]) if len(words) > length else None
        if found and found.is_adjective:
            return length, found
    return 0, None


def _office(words: list[str]) -> int:
    """How many words stand before a title in `SK Group Chairman Chey Tae-won`; 0 if none does."""
    inner = range(1, len(words) - 1)
    return next((i for i in inner if _is_title(words[i]) and words[i + 1][0].isupper()), 0)


def _is_title(word: str) -> bool:
    return word.lower().rstrip(".") in listed("cues.txt")["title"]


def _split(words: list[str], has_title: bool, opens_sentence: bool) -> Iterator[Name]:
    """One name, or several that the gazetteer has joined by `and`."""
    if "and" in words:
        at = words.index("and")
        left, right = words[:at], words[at + 1 :]
        if (
            gazetteer_entry(left[: longest_spelling()])
            or gazetteer_entry(right[: longest_spelling()])
            or len(left) == len(right)
            or (len(words) > 4 and "of" not in words)
        ):
            yield Name(tuple(left), has_title, opens_sentence, gazetteer_entry(left))
            if right and right[0][0].isupper():
                yield Name(tuple(right), False, False, gazetteer_entry(right))
            return
    yield _one(words, has_title, opens_sentence)


def _one(words: list[str], has_title: bool, opens_sentence: bool) -> Name:
    """A name; of `Officials of the U.S.`, where the first word may be any, only what the gazetteer
    has."""
    if opens_sentence and "of" in words[1:2]:
        rest = words[3:] if words[2:3] == ["the"] else words[2:]
        cues = listed("cues.txt")
        found = gazetteer_entry(rest) if rest else None
        if found and words[0].lower() not in cues["organisation"] | cues["place"]:
            return Name(tuple(rest), False, False, found)
    return Name(tuple(words), has_title, opens_sentence, gazetteer_entry(words))


def folded_words(name: Name) -> tuple[str, ...]:
    """The words of a mention folded, to count by."""
    return tuple(folded(word) for word in name.words)
