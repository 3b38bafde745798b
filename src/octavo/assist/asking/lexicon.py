"""Other words for a word: synonyms, families of verb and noun, roots, spellings of a name."""

import re
from functools import cache, lru_cache

from octavo.analyse.names.gazetteer import acronyms, names
from octavo.analyse.words.words import WORD, content, folded
from octavo.assist.asking.lists import list_lines

SHARED_BEGINNING = 5
"""Letters that two stems of one family begin with (`explod`, `explos`). Chosen by hand; not
measured."""

_ENDINGS = frozenset(
    ["", *"e d t s v i y er or ed en al ic at iv ion ment anc enc ant ent ist ism ous iti".split(),
     *"ur ation ition sion tion ator ier ary age abl ibl ful less ness ship uct".split()]
)  # fmt: skip
"""What may stand behind it in a stem of the family."""

_ROOT_PREFIX = re.compile(r"^(?:است|ان|م|ت|ي|ا|ن|س)")
_WEAK = re.compile("[اويىءئؤ]")


@cache
def synonyms(language: str) -> dict[str, frozenset[str]]:
    """For each stem, its synonyms' stems."""
    found: dict[str, frozenset[str]] = {}
    for line in list_lines("synonyms.txt"):
        code, _, words = line.partition(": ")
        if code == language:
            group = frozenset(content(words, language)) | frozenset(map(folded, words.split()))
            found.update({stem: found.get(stem, frozenset()) | group for stem in group})
    return found


@cache
def converses(language: str) -> dict[str, frozenset[str]]:
    """For each stem, those that say the same from the other side: who was beaten lost."""
    found: dict[str, frozenset[str]] = {}
    for line in list_lines("synonyms.txt"):
        code, _, words = line.partition(": ")
        if code == f"{language}<":
            mine, theirs = (frozenset(content(part, language)) for part in words.split("|"))
            found.update({stem: found.get(stem, frozenset()) | theirs for stem in mine})
    return found


@lru_cache(100_000)
def is_family(one: str, other: str, language: str) -> bool:
    """Whether two stems are of one family: verb and noun, a word and its compound (`bridge`,
    `footbridge`), or in Arabic the letters of one root."""
    if one == other:
        return True
    if language == "ar":
        root = _root(one)
        bare = _bare(one)
        return (len(root) > 2 and root == _root(other)) or (len(bare) > 2 and bare == _bare(other))
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) >= SHARED_BEGINNING and longer.endswith(shorter):
        return True
    shared = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        shared += 1
    return shared >= SHARED_BEGINNING and {one[shared:], other[shared:]} <= _ENDINGS


@lru_cache(100_000)
def _bare(stem: str) -> str:
    """An Arabic stem without the particles before it and the ending of its verb."""
    return re.sub(r"(?:وا|و|ت)$", "", re.sub(r"^(?:ب|ل|ك|ف|و)(?=\w{3})", "", stem))


@lru_cache(100_000)
def _root(stem: str) -> str:
    """The strong letters of an Arabic stem, without the prefixes of its forms."""
    bare = _ROOT_PREFIX.sub("", stem) if len(stem) > 3 else stem
    return _WEAK.sub("", bare)


@cache
def _spellings() -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase, entry in names().items():
        found.setdefault(entry.key, []).append(phrase)
    for acronym, entry in acronyms().items():
        found.setdefault(entry.key, []).append(tuple(WORD.findall(acronym)))
    return {key: tuple(phrases) for key, phrases in found.items()}


def spellings(key: str) -> tuple[tuple[str, ...], ...]:
    """The spellings of a name of the gazetteer in any language, each as its folded words."""
    return tuple(tuple(map(folded, phrase)) for phrase in _spellings().get(key, ()))
