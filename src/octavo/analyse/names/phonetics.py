"""Phonetic keys: names by their sounds, so that one written in Arabic matches Latin letters.

    Vareno ─► farinu ─► farin                 فارينو ─► farinu ─► farin
    Layan Dabbagh ─► ln+dbg                   ليان الدباغ ─► lian dbag ─► ln+dbg

Both scripts are folded to the few sounds that both can write (Arabic has no p, v, e or o, and
leaves short vowels out). A word long enough has two keys, with its vowels and without; two words
that follow each other have one in common, without vowels: together even short names are told from
other words.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise, product

from octavo.analyse.words.terms import rarity
from octavo.analyse.words.words import (
    ARABIC,
    WORD,
    content_stems,
    folded,
    folded_arabic,
    stop_words,
)
from octavo.types import Entity

COMPARED_CHARACTERS = 6000
"""Characters of an Arabic text whose words get keys. Chosen by hand; not measured."""

SHORTEST_KEY = 4
"""Letters of a key below which a name may be any word. Chosen by hand; not measured."""

SHORTEST_PAIR = 4
"""Consonants of two words below which they may be any two. Chosen by hand; not measured."""

PAIR_WEIGHT = 2.0
"""The weight of a whole name against that of a word of it: other words hardly ever sound like both.
Chosen by hand, with NAMES_PRIOR, on look-alike events of the development half."""

COMMON = 7.0
"""The rarity under which a word of a name is an ordinary word, in a language whose words are known
well enough; elsewhere every word that is counted at all is one. Chosen by hand; not measured."""

NAMES_PRIOR = 5.0
"""Words added to the total (additive smoothing): one sound alone is no proof, a whole name nearly
is."""

_ARABIC = str.maketrans(
    {
        **dict.fromkeys("اآأإٱ", "a"), "ب": "b", "پ": "b", **dict.fromkeys("تطثة", "t"),
        **dict.fromkeys("جغگ", "g"), **dict.fromkeys("حه", "h"), "خ": "x",
        **dict.fromkeys("دضذ", "d"), "ر": "r", **dict.fromkeys("سصزظ", "s"),
        **dict.fromkeys("شچ", "S"), **dict.fromkeys("قكک", "k"),
        **dict.fromkeys("فڤ", "f"), "ل": "l", "م": "m", "ن": "n", **dict.fromkeys("وؤ", "u"),
        **dict.fromkeys("يىئی", "i"), "ع": "", "ء": "",
    }
)  # fmt: skip
_LATIN = str.maketrans("pvqcjyeowz", "bfkkgiiuus")
_SPELLINGS = (
    ("x", "ks"), ("sch", "S"), ("tch", "S"), ("sh", "S"), ("kh", "x"), ("gh", "g"), ("ph", "f"),
    ("rh", "r"), ("ck", "k"), ("qu", "ku"), ("ce", "se"), ("ci", "si"), ("cy", "si"),
    ("ee", "i"), ("ea", "i"), ("oo", "u"), ("ou", "u"),
)  # fmt: skip
"""Spellings of one sound, in this order: an `x` that is written is read before one that stands for
`kh`."""

_READINGS = (
    (("ch", "S"), ("th", "t")),
    (("ch", "k"), ("th", "d")),
    (("ch", "S"), ("th", "t"), ("ic$", "iS")),
)
"""What is read in several ways: `Churchill` and `Marchetti`, `Smith` and `Heather`, `Dravic`."""

ARABIC_ARTICLES = frozenset(["al", "el", "ar", "as", "ash", "an"])
"""The article as it is written in Latin letters, which Arabic words are compared without."""

_TWICE = re.compile(r"(.)\1+")
_OPENING = re.compile("^[aiu]+")
_VOWELS = re.compile("[aiu]")
_ARTICLE = re.compile(r"^(?:[وفبكل]?ال|لل)(?=\w{2})")
_PARTICLE = re.compile(r"^[وبلف](?=\w{3})")


@lru_cache(maxsize=100_000)
def phonetic_keys(word: str) -> tuple[str, ...]:
    """The keys of a word: its sounds with vowels (but the last) and, after `-`, without them;
    none for a word too short to be told from others."""
    found: dict[str, None] = {}
    for key in _sounds(word):
        consonants = _consonants(key)
        if len(key) >= SHORTEST_KEY and len(consonants) > 2:
            found[key] = None
        if len(consonants) >= SHORTEST_KEY:
            found[f"-{consonants}"] = None
    return tuple(found)


def pair_keys(one: str, other: str) -> tuple[str, ...]:
    """The keys of two words that follow each other: the consonants of both, joined by `+`; none
    where there are too few."""
    pairs = product(map(_consonants, _sounds(one)), map(_consonants, _sounds(other)))
    keys = (f"{a}+{b}" for a, b in pairs if a and b and len(a) + len(b) >= SHORTEST_PAIR)
    return tuple(dict.fromkeys(keys))


@lru_cache(maxsize=100_000)
def _sounds(word: str) -> tuple[str, ...]:
    """How a word may be read: the sounds that both scripts write, an opening vowel as `a`, the last
    ones left out."""
    plain = folded(word)
    if ARABIC.search(plain):
        plain = folded_arabic(plain).removesuffix("ه").replace("تش", "ش")
        read = [plain.translate(_ARABIC)]
    else:
        for spelling, one in _SPELLINGS:
            plain = plain.replace(spelling, one)
        read = [_read(plain, reading).translate(_LATIN) for reading in _READINGS]
    plainer = (_OPENING.sub("a", _TWICE.sub(r"\1", key)) for key in read)
    return tuple(dict.fromkeys(key.rstrip("aiu") for key in plainer))


def _read(word: str, reading: Iterable[tuple[str, str]]) -> str:
    for spelling, one in reading:
        word = re.sub(spelling, one, word)
    return word


def _consonants(sounds: str) -> str:
    return _TWICE.sub(r"\1", _VOWELS.sub("", sounds))


def phonetic_names(text: str, names: Iterable[Entity], language: str) -> dict[str, float]:
    """The phonetic keys of a text, with weights. Of Arabic, every word that may be a foreign name,
    and every two that follow each other, 1 each. Of others, the names, weighing nearly 1 together:
    the product of the two is the share of the names that the Arabic text has."""
    if language == "ar":
        return dict.fromkeys(_arabic_keys(text[:COMPARED_CHARACTERS]), 1.0)
    weights: dict[str, float] = {}
    total = NAMES_PRIOR
    for name in names:
        times = name.count**0.5
        words = [word for word in WORD.findall(name.name) if word.lower() not in ARABIC_ARTICLES]
        for keys, weight in _name_keys(words, language):
            total += weight * times
            for key in keys:
                weights[key] = weights.get(key, 0.0) + weight * times
    return {key: round(weight / total, 4) for key, weight in weights.items()}


def _name_keys(words: Sequence[str], language: str) -> Iterator[tuple[tuple[str, ...], float]]:
    """The keys of each word of a name that is no ordinary word, and of each two words, with their
    weight."""
    for word in words:
        if _is_own(word, language) and (keys := phonetic_keys(word)):
            yield keys, 1.0
    for one, other in pairwise(words):
        is_own = _is_own(one, language) or _is_own(other, language)
        if is_own and (keys := pair_keys(one, other)):
            yield keys, PAIR_WEIGHT


def _arabic_keys(text: str) -> Iterator[str]:
    """The keys of every word of an Arabic text but stop words, with and without the particle that
    may be written onto it, and of every two that follow each other."""
    stops = stop_words("ar")
    words = WORD.findall(text)
    forms = {word: _forms(word) for word in words if folded_arabic(word) not in stops}
    for some in forms.values():
        for form in some:
            yield from phonetic_keys(form)
    for one, other in dict.fromkeys(pairwise(words)):
        if other in forms:
            for first in forms.get(one, ()):
                yield from pair_keys(first, forms[other][0])


def _forms(word: str) -> tuple[str, ...]:
    """An Arabic word without its article, and, where it may begin with a particle, without that."""
    plain = _ARTICLE.sub("", word)
    return tuple(dict.fromkeys((plain, _PARTICLE.sub("", plain))))


def _is_own(word: str, language: str) -> bool:
    """Whether a word of a name is no ordinary word."""
    rarities = [rarity(stem, language) for stem in content_stems(word, language)]
    return bool(rarities) and max(rarities) >= min(COMMON, rarity("", language))
