"""Sounds: names as they are heard, so that one written in Arabic is known in Latin letters.

    Vareno ─► farinu ─► farin, frn            فارينو ─► farinu ─► farin, frn

Both scripts are folded to the few sounds that both can write (Arabic has no p, v, e or o, and
leaves short vowels out); then a name is heard twice: with its vowels, and without.
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

READ = 6000
"""Characters of an Arabic text that are listened to."""

SHORTEST = 4
"""Sounds below which a name may be any word."""

COMMON = 7.0
"""The rarity under which a word of a name is an ordinary word, in a language whose words are known
well enough; elsewhere every word that is counted at all is one."""

FEW = 2.0
"""So many names more are taken to be there: one name alone is no proof."""

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
def heard(word: str) -> tuple[str, ...]:
    """How a word sounds: with its vowels (but the last) and without them; nothing for one that is
    too short to be told from others."""
    plain = folded(word)
    if ARABIC.search(plain):
        plain = folded_arabic(plain).removesuffix("ه").replace("تش", "ش")
        sound = _OPENING.sub("", plain.translate(_ARABIC))
    else:
        for spelling, one in _SPELLINGS:
            plain = plain.replace(spelling, one)
        sound = plain.translate(_LATIN)
    sound = _TWICE.sub(r"\1", sound).rstrip("aiu")
    bones = _TWICE.sub(r"\1", re.sub("[aiu]", "", sound))
    found = [sound] if len(sound) >= SHORTEST and len(bones) > 2 else []
    return tuple([*found, f"-{bones}"] if len(bones) >= SHORTEST else found)


def sounds(text: str, names: Iterable[Entity], language: str) -> dict[str, float]:
    """What is heard in a text. Of Arabic, every word that may be a foreign name, 1 each. Of others,
    the names, weighing nearly 1 together: the product of the two is the share of the names that the
    Arabic text has."""
    if language == "ar":
        return dict.fromkeys(_words(text[:READ]), 1.0)
    weights: dict[str, float] = {}
    for name in names:
        for word in name.name.split():
            if _is_own(word, language):
                for sound in heard(word):
                    weights[sound] = weights.get(sound, 0.0) + name.count**0.5
    total = sum(weights.values()) + FEW
    return {sound: round(weight / total, 4) for sound, weight in weights.items()}


def _words(text: str) -> Iterator[str]:
    stops = stop_words("ar")
    for word in dict.fromkeys(WORD.findall(text)):
        if folded_arabic(word) not in stops:
            yield from heard(_ARTICLES.sub("", folded_arabic(word)))


def _is_own(word: str, language: str) -> bool:
    """Whether a word of a name is no ordinary word."""
    known = [rarity(stem, language) for stem in content_stems(word, language)]
    return bool(known) and max(known) >= min(COMMON, rarity("", language))
