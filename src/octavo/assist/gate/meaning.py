"""What makes two words of a language say the same, or the opposite."""

import re
from functools import cache, lru_cache

from octavo.analyse.words.words import folded_arabic, stems
from octavo.assist.gate.cues import data_lines

SHARED = 0.6
"""Of the longer of two stems, the part at its head that both share where one is made of the other
(`clos`, `closur`). Chosen by hand; not measured."""

_PREFIX_AR = re.compile(r"^(?:[وف]?(?:بال|كال|لل|ال)|[وف](?=\w{3}))")
_PREPOSITION_AR = re.compile(r"^[بلكس](?=\w{3})")
_VERB_AR = re.compile(r"^(?:است|ان|[يتنا])(?=\w{3})")
_SUFFIX_AR = re.compile(r"(?<=\w{3})(?:ها|هم|هما|ان|ات|ون|ين|وا|يه|ه|ي|ا|ت)$")


@lru_cache(100_000)
def stem(word: str, language: str) -> str:
    """The form under which a word is compared."""
    if language == "ar":
        return _arabic(word)
    found = stems(word, language) if word else ()
    whole = found[0] if len(found) == 1 else " ".join(found)
    if language == "en":
        whole = re.sub("our(?=$|er|ist)", "or", re.sub("is$", "iz", whole))
    return whole


def _arabic(word: str) -> str:
    """An Arabic word without article, joined particles and endings."""
    bare = _PREFIX_AR.sub("", folded_arabic(word))
    return _SUFFIX_AR.sub("", bare)


def _skeleton(word: str) -> str:
    """The consonants that an Arabic verb and its nouns share."""
    bare = _VERB_AR.sub("", _PREPOSITION_AR.sub("", _arabic(word)))
    return re.sub("(?<=.)[اويىء]", "", _SUFFIX_AR.sub("", bare))


@lru_cache(100_000)
def meanings(word: str, language: str) -> frozenset[str]:
    """The stem of a word, and the names of the groups of synonyms that it is in."""
    own = stem(word, language)
    more = _groups(language).get(own, frozenset())
    if language == "ar":
        bare = _arabic(_PREPOSITION_AR.sub("", _arabic(word)))
        more |= _groups(language).get(bare, frozenset()) | {bare, folded_arabic(word)}
        more |= {re.sub("^و(?=\\w{3})", "", folded_arabic(word))}
        skeleton = _skeleton(word)
        more |= {f"^{skeleton}"} if len(skeleton) > 2 else frozenset()
    return more | {own}


def is_alike(one: str, other: str, language: str) -> bool:
    """Whether two words may say the same."""
    if meanings(one, language) & meanings(other, language):
        return True
    return language != "ar" and _is_derived(stem(one, language), stem(other, language))


@lru_cache(100_000)
def _is_derived(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < 4 or not longer[:1].isalpha():
        return False
    if longer.startswith(shorter) and len(longer) - len(shorter) > 2:
        return True
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(shorter))
    return at >= 4 and at >= SHARED * len(longer) and at >= len(shorter) - 2


def opposition(one: str, other: str, language: str) -> str:
    """`opposite` where two words are opposites, `converse` where they are so with subject and
    object exchanged (`beat`, `lost to`); else empty."""
    mine, theirs = sides(one, language), sides(other, language)
    hits = [line for line, side in mine.items() if theirs.get(line, side) != side]
    if not hits:
        return ""
    return "converse" if all(line.startswith("~") for line in hits) else "opposite"


@lru_cache(100_000)
def sides(word: str, language: str) -> dict[str, int]:
    """The pairs of opposites that a word is in, each with the side that it is on; `~` before a pair
    says that it is of converses."""
    return _opposites(language).get(_root(word, language), {})


@cache
def _groups(language: str) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for number, line in enumerate(data_lines("synonyms.txt")):
        code, _, words = line.partition(": ")
        if code == language:
            for word in words.split():
                one = stem(word, language)
                found[one] = found.get(one, frozenset()) | {f"#{number}"}
    return found


@cache
def _opposites(language: str) -> dict[str, dict[str, int]]:
    """For each stem, the lines of opposites that it is in, and on which side."""
    found: dict[str, dict[str, int]] = {}
    for number, line in enumerate(data_lines("opposites.txt")):
        head, sign, words = re.split(r"(?<=^\w\w)( ~|:) ", line, maxsplit=1)
        for side, part in enumerate(words.split(" | ") if head == language else ()):
            for word in part.split():
                name = ("~" if "~" in sign else "") + str(number)
                found.setdefault(_root(word, language), {})[name] = side
    return found


def _root(word: str, language: str) -> str:
    """The form under which opposites are looked up: in Arabic that of all forms of a verb."""
    return stem(word, language) if language != "ar" else _skeleton(word)
