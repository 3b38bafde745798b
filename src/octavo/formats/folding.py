"""Words as they are compared: without what people leave out or write in two ways."""

import re
import unicodedata
from functools import lru_cache

_MARKS = re.compile(
    "[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0640\u200c-\u200f]"
)
"""Diacritics, which people leave out; not the vowel signs of Indic and Thai letters."""


@lru_cache(8_192)
def folded(word: str) -> str:
    """Returns a word in lower case without diacritics, dots at its ends and typographic marks."""
    plain = unicodedata.normalize("NFKD", word.casefold().replace("ı", "i").replace("’", "'"))
    return unicodedata.normalize("NFC", _MARKS.sub("", plain)).strip(". ")
