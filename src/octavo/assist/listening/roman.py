"""Roman numerals of rulers and of things, as they are said: Charles the Third, Chapter 4."""

import re
from functools import cache

from octavo.assist.listening.tables import any_of, listed_words

ORDINALS = (
    "First Second Third Fourth Fifth Sixth Seventh Eighth Ninth Tenth Eleventh Twelfth Thirteenth"
    " Fourteenth Fifteenth Sixteenth Seventeenth Eighteenth Nineteenth Twentieth Twenty-First"
    " Twenty-Second Twenty-Third"
).split()
"""As far as rulers are counted: popes John."""

_WORTH = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_SHAPE = re.compile(r"(?:C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})$")


def roman_value(numeral: str) -> int:
    """What a Roman numeral is worth, up to 399; 0 where it is none."""
    if not numeral or not _SHAPE.match(numeral):
        return 0
    worth = [_WORTH[letter] for letter in numeral]
    return sum(
        -one if one < after else one for one, after in zip(worth, [*worth[1:], 0], strict=True)
    )


@cache
def _pattern() -> re.Pattern[str]:
    rulers, things = (any_of(listed_words(kind, "en")) for kind in ("rulers", "things"))
    alone = r"I(?=[,.;:)'’”\"]|$| of | was | died | reigned | and )"
    return re.compile(
        rf"\b(?:(?P<ruler>{rulers}) (?P<nth>[VX]?I{{2,3}}|I?[VX]|[VX]I|[IVXL]{{2,6}}|{alone})"
        rf"|(?P<thing>{things}) (?P<number>[IVXLC]{{1,7}}))\b"
    )


def with_numerals(text: str) -> str:
    """The text with what rulers and things are numbered by in words and digits."""
    return _pattern().sub(_said, text)


def _said(found: re.Match[str]) -> str:
    if found["ruler"]:
        nth = roman_value(found["nth"])
        return f"{found['ruler']} the {ORDINALS[nth - 1]}" if 0 < nth <= len(ORDINALS) else found[0]
    number = roman_value(found["number"])
    return f"{found['thing']} {number}" if number else found[0]
