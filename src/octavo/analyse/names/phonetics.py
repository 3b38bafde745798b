"""Phonetic keys: names by their sounds, so that one written in Arabic matches Latin letters.

    Vareno ─► farinu ─► farin, frn            فارينو ─► farinu ─► farin, frn

Both scripts are folded to the few sounds that both can write (Arabic has no p, v, e or o, and
leaves short vowels out); then a name has two keys: with its vowels, and without.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

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

COMMON = 7.0
"""The rarity under which a word of a name is an ordinary word, in a language whose words are known
well enough; elsewhere every word that is counted at all is one. Chosen by hand; not measured."""

NAMES_PRIOR = 2.0
"""Names added to the total (additive smoothing): one name alone is no proof. Chosen by hand; not
measured."""

_ARABIC = str.maketrans(
    {
        **dict.fromkeys("اآأإٱ", "a"), "ب": "b", "پ": "b", **dict.fromkeys("تطثة", "t"),
        **dict.fromkeys("جغگ", "g"), **dict.fromkeys("حه", "h"), "خ": "x",
        **dict.fromkeys("دضذ", "d"), "ر": "r", **dict.fromkeys("زظ", "z"),
        **dict.fromkeys("سص", "s"), **dict.fromkeys("شچ", "S"), **dict.fromkeys("قكک", "k"),
        **dict.fromkeys("فڤ", "f"), "ل": "l", "م": "m", "ن": "n", **dict.fromkeys("وؤ", "u"),
        **dict.fromkeys("يىئی", "i"), "ع": "", "ء": "",
    }
)  # fmt: skip
_LATIN = str.maketrans("pvqcjyeow", "bfkkgiiuu")
_SPELLINGS = (
    ("sch", "S"), ("tch", "S"), ("sh", "S"), ("ch", "S"), ("kh", "x"), ("gh", "g"), ("ph", "f"),
    ("th", "t"), ("ck", "k"), ("qu", "k"), ("x", "ks"), ("ce", "se"), ("ci", "si"), ("cy", "si"),
    ("ee", "i"), ("oo", "u"), ("ou", "u"),
)  # fmt: skip
_TWICE = re.compile(r"(.)\1+")
_OPENING = re.compile(r"^a(?=[iu])")
_ARTICLES = re.compile(r"^(?:[وفبكل]?ال|لل|[وبلف](?=\w{4}))")


@lru_cache(maxsize=100_000)
def phonetic_keys(word: str) -> tuple[str, ...]:
    """The keys of a word: its sounds with vowels (but the last) and, after `-`, without them;
    none for a word too short to be told from others."""
    plain = folded(word)
    if ARABIC.search(plain):
        plain = folded_arabic(plain).removesuffix("ه").replace("تش", "ش")
        key = _OPENING.sub("", plain.translate(_ARABIC))
    else:
        for spelling, one in _SPELLINGS:
            plain = plain.replace(spelling, one)
        key = plain.translate(_LATIN)
    key = _TWICE.sub(r"\1", key).rstrip("aiu")
    consonants = _TWICE.sub(r"\1", re.sub("[aiu]", "", key))
    found = [key] if len(key) >= SHORTEST_KEY and len(consonants) > 2 else []
    return tuple([*found, f"-{consonants}"] if len(consonants) >= SHORTEST_KEY else found)


def phonetic_names(text: str, names: Iterable[Entity], language: str) -> dict[str, float]:
    """The phonetic keys of a text, with weights. Of Arabic, every word that may be a foreign name,
    1 each. Of others, the names, weighing nearly 1 together: the product of the two is the share of
    the names that the Arabic text has."""
    if language == "ar":
        return dict.fromkeys(_words(text[:COMPARED_CHARACTERS]), 1.0)
    weights: dict[str, float] = {}
    for name in names:
        for word in name.name.split():
            if _is_own(word, language):
                for key in phonetic_keys(word):
                    weights[key] = weights.get(key, 0.0) + name.count**0.5
    total = sum(weights.values()) + NAMES_PRIOR
    return {key: round(weight / total, 4) for key, weight in weights.items()}


def _words(text: str) -> Iterator[str]:
    stops = stop_words("ar")
    for word in dict.fromkeys(WORD.findall(text)):
        if folded_arabic(word) not in stops:
            yield from phonetic_keys(_ARTICLES.sub("", folded_arabic(word)))


def _is_own(word: str, language: str) -> bool:
    """Whether a word of a name is no ordinary word."""
    rarities = [rarity(stem, language) for stem in content_stems(word, language)]
    return bool(rarities) and max(rarities) >= min(COMMON, rarity("", language))
