"""Spelling: how an article writes what it is compared by, for people to read.

stems, folded names, phonetic keys ──► the words and names of the text
"""

from collections.abc import Iterable, Mapping

from octavo.analyse.names.phonetics import phonetic_names
from octavo.analyse.words.words import WORD, content_stems
from octavo.types import Entity


def spellings(text: str, names: Iterable[Entity], language: str) -> Mapping[str, str]:
    """For each stem, folded name and phonetic key of a text, how it is first written there."""
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(name.key, name.name)
        for key in phonetic_names("", [name], language):
            found.setdefault(key, name.name)
    for word in dict.fromkeys(WORD.findall(text)):
        keys = phonetic_names(word, (), language) if language == "ar" else ()
        for key in (*content_stems(word, language), *keys):
            found.setdefault(key, word)
    return found
