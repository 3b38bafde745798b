"""The names of a sentence: each stands whole in the passage, or goes by another spelling there."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from octavo.analyse.names.gazetteer import gazetteer_entry
from octavo.analyse.words.data_files import listed
from octavo.analyse.words.terms import UNSEEN_RARITY, rarity
from octavo.analyse.words.words import stop_words
from octavo.assist.gate.cues import cue_words
from octavo.assist.gate.meaning import is_alike, meanings, stem
from octavo.assist.gate.reading import Reading, Token, nearness
from octavo.assist.gate.times import times
from octavo.formats.folding import folded

SHORT = 4
"""Letters under which a word with a dot is an initial or a title (`J.`, `Rep.`), no end of a
sentence."""

_DEMONYM = frozenset("n an ian ese ish i s is er en ean ic".split())
"""Endings that make the people of a place, and its adjective."""
NEAR = 0.35
"""Nearness of two names joined by `of`. Chosen by hand; not measured."""

_FORMS = frozenset("mr mrs ms miss dr sir lady lord dame mx".split())
"""Forms of address that a report may leave out."""
_PLACED = frozenset(
    "of in at on near off along across around towards into through for like under behind inside "
    "outside der in bei aus de en à dans".split()
)
"""Prepositions after which a name does nothing and has nothing done to it."""
_INSIDE = frozenset(
    "of de da di do dos del der den von van zu la le el al bin ibn & und y e d".split()
)
_COMMON_END = re.compile(r"(?:ing|ed|ly|tion|tions|ers|ment|ness|ies|ous|ive|al|able)$")
NO_CAPITALS = frozenset({"ar", "fa", "ur", "he", "hi", "zh", "ja", "ko", "th"})
"""Languages that write names as other words; German writes nouns as names."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a text: the numbers of its words."""

    tokens: tuple[int, ...]


@lru_cache(16)
def names(read: Reading) -> list[Name]:
    """The runs of words in capitals that are names, in order. Arabic: of the gazetteer only."""
    if read.language == "ar":
        return _arabic(read)
    if read.language in NO_CAPITALS:
        return []
    when = times(read)
    runs: list[list[int]] = []
    known = _known(read, when)
    for at, token in enumerate(read.tokens):
        if runs and runs[-1][-1] == at - 1 and _gap(read, read.tokens[at - 1], token) == "-":
            runs[-1].append(at)  # Seong-kweun
            continue
        if not token.is_capital or at in when:
            continue
        if not _is_name(read, at) and not (token.is_content and token.folded in known):
            continue
        if runs and _joins(read, runs[-1][-1], at):
            runs[-1].append(at)
        else:
            runs.append([at])
    return [Name(tuple(run)) for run in runs]


def acts(read: Reading, first: int, last: int) -> bool:
    """Whether a name may do something or have it done: no place, no owner."""
    before = read.tokens[first - 1].folded if first > 0 else ""
    if before in ("the", "der", "la", "le", "el") and first > 1:
        before = read.tokens[first - 2].folded
    return before not in _PLACED and not read.tokens[last].is_owner


def _known(read: Reading, when: dict[int, str]) -> set[str]:
    """The words of names within sentences, which may begin one too."""
    if read.language == "de":
        return set()
    every = (at for at, token in enumerate(read.tokens) if token.is_capital and at not in when)
    return {read.tokens[at].folded for at in every if not _begins(read, at)}


def _arabic(read: Reading) -> list[Name]:
    """Given names with the word after them."""
    given = cue_words("ar", "given")
    found: list[Name] = []
    for at, (one, other) in enumerate(pairwise(read.tokens)):
        gap = read.text[one.end : other.start]
        is_new = not found or found[-1].tokens[-1] < at
        if is_new and one.folded in given and other.is_content and gap == " ":
            found.append(Name((at, at + 1)))
    return found


def missing_name(sentence: Reading, passage: Reading) -> str:
    """The first name of a sentence that the passage does not hold whole, as written; or empty."""
    there = {token.folded for token in passage.tokens}
    follows = _follows(passage)
    for name in names(sentence):
        words = [sentence.tokens[at].text for at in name.tokens]
        if _is_other_spelling(words, passage):
            continue
        for word in words:
            if not _stands(word, there, sentence.language):
                return " ".join(words)
        for one, other in zip(name.tokens, name.tokens[1:], strict=False):
            if not _is_pair(sentence, one, other, passage, follows):
                return " ".join(words)
    return ""


def _is_name(read: Reading, at: int) -> bool:
    token = read.tokens[at]
    if token.folded in ("i", "the", "a", "an") or token.folded.startswith("i'"):
        return False
    if not _begins(read, at):
        return read.language != "de" or _is_german_name(read, at)
    after = read.tokens[at + 1] if at + 1 < len(read.tokens) else None
    if token.folded in stop_words(read.language) or token.folded.isdigit():
        return False
    if after and after.is_capital and after.start - token.end == 1 and read.language != "de":
        return True
    return _is_unknown(token.text, read.language)


def _begins(read: Reading, at: int) -> bool:
    """Whether a word begins a sentence or a quotation, where every word has a capital."""
    token = read.tokens[at]
    before = read.text[: token.start].rstrip()
    start = read.spans[token.sentence][0]
    is_first = not read.text[start : token.start].strip(" “\"'‘«„")
    return is_first or before[-1:] in ("“", '"', "«", "„", ":", "‘", "…")


def _is_german_name(read: Reading, at: int) -> bool:
    """German: whether the word before or after has a capital too, as in first name and surname."""
    token = read.tokens[at]
    near = [read.tokens[i] for i in (at - 1, at + 1) if 0 <= i < len(read.tokens)]
    return any(one.is_capital and _gap(read, one, token) in (" ", "-") for one in near)


def _gap(read: Reading, one: Token, other: Token) -> str:
    a, b = sorted((one, other), key=lambda token: token.start)
    return read.text[a.end : b.start]


def _is_unknown(word: str, language: str) -> bool:
    own = stem(word, language)
    if len(meanings(word, language)) > 1 or _COMMON_END.search(folded(word)):
        return False
    unseen = rarity("\0", language)
    return (
        language != "de"
        and (rarity(own, language) >= min(unseen, UNSEEN_RARITY + 99))
        and unseen != UNSEEN_RARITY
    )


def _joins(read: Reading, one: int, other: int) -> bool:
    """Whether two words in capitals are of one name."""
    if read.tokens[one].is_owner:
        return False
    between = [read.tokens[at].folded for at in range(one + 1, other)]
    gap = read.text[read.tokens[one].end : read.tokens[other].start]
    if between:
        return len(between) == 1 and between[0] in _INSIDE and "," not in gap
    is_short = len(read.tokens[one].text) < SHORT
    return bool(re.fullmatch(r"[ \u00a0-]| ?& ?|['’]", gap)) or (is_short and gap == ". ")


def _stands(word: str, there: set[str], language: str) -> bool:
    name = folded(word)
    if name in there or name in _INSIDE or _is_title(word):
        return True
    return any(_is_of_place(name, other) for other in there) or any(
        is_alike(word, other, language) and meanings(word, language) & meanings(other, language)
        for other in there
        if len(meanings(word, language)) > 1
    )


def _is_of_place(one: str, other: str) -> bool:
    at = next(
        (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )
    rest = one[at:], other[at:]
    if at < 4:
        return False
    return any(r in _DEMONYM for r in rest) and all(
        r in _DEMONYM | {"", "a", "ia", "e", "y", "o"} for r in rest
    )


def place_key(word: str) -> str:
    """A name without the ending that makes it a people's, so that `Tarnian` is `Tarnia`."""
    return re.sub(r"(?<=\w{4})(?:ese|ish|ian|ean|an|ia|i|n|a)$", "", word)


def _is_title(word: str) -> bool:
    return folded(word) in _titles()


@cache
def _titles() -> frozenset[str]:
    cues = listed("cues.txt")
    return frozenset(folded(word) for key in ("title", "title_de") for word in cues[key])


def _is_pair(
    sentence: Reading, one: int, other: int, passage: Reading, follows: set[tuple[str, str]]
) -> bool:
    """Whether two neighbours in a name are neighbours in a name of the passage."""
    a, b = sentence.tokens[one], sentence.tokens[other]
    if _is_title(a.text):
        return a.folded in _FORMS or _bears(passage, a.folded, b.folded)
    if other - one > 1:
        return _are_near(passage, a.folded, b.folded)
    if any(t.folded == a.folded and not t.is_capital for t in passage.tokens):
        return True
    return (a.folded, b.folded) in follows or any(
        _is_of_place(a.folded, x) and y == b.folded for x, y in follows
    )


def _are_near(passage: Reading, one: str, other: str) -> bool:
    """Whether two words stand near each other in a sentence of the passage."""
    some, others = ([t for t in passage.tokens if t.folded == word] for word in (one, other))
    return max((nearness(a, b) for a in some for b in others), default=0.0) >= NEAR


def _bears(passage: Reading, title: str, name: str) -> bool:
    """Whether a title stands near a name in a sentence of the passage."""
    found = [at for at, token in enumerate(passage.tokens) if token.folded == title]
    near = (passage.tokens[max(0, at - 5) : at + 6] for at in found)
    return any(
        token.folded == name and token.sentence == passage.tokens[at].sentence
        for at, tokens in zip(found, near, strict=True)
        for token in tokens
    )


def _follows(passage: Reading) -> set[tuple[str, str]]:
    """Words in capitals that stand beside each other in the passage, at most two words apart."""
    found = set()
    for at, token in enumerate(passage.tokens):
        for other in passage.tokens[at + 1 : at + 4]:
            gap = passage.text[token.end : other.start]
            is_name = token.is_capital and (other.is_capital or gap == "-")
            is_parted = re.search(r"[.;!?](?=\s\w{2})|\band\b", gap)
            if (is_name or passage.language == "ar") and not is_parted:
                found.add((token.folded, other.folded))
    return found


def _is_other_spelling(words: list[str], passage: Reading) -> bool:
    """Whether the gazetteer or its first letters say that the passage names it otherwise."""
    entry = gazetteer_entry(words)
    runs = [[passage.tokens[at].text for at in name.tokens] for name in names(passage)]
    for run in runs:
        initials = "".join(word[0] for word in run if word[0].isupper())
        if len(words) == 1 and len(run) > 1 and words[0].replace(".", "") == initials:
            return True
        if (
            len(run) == 1
            and len(words) > 1
            and run[0] == "".join(w[0] for w in words if w[0].isupper())
        ):
            return True
        if entry and (other := gazetteer_entry(run)) and other.key == entry.key:
            return True
    return False
