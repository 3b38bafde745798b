"""What a text sounds like: numbers, money, units, abbreviations, dates, signs and addresses in
words that any voice reads alike. Words are never left out; signs that nobody says are.

    $4.7bn ─► 4.7 billion dollars      10 km/h ─► 10 kilometres per hour      3–5 ─► 3 to 5
    د. سامي ─► الدكتور سامي             ٪١٢ ─► 12 بالمئة
"""

from octavo.assist.listening.arabic import arabic
from octavo.assist.listening.english import english
from octavo.assist.listening.signs import (
    cleaned,
    tidied,
    with_pauses,
    without_addresses,
    without_signs,
)

PIECE_CHARACTERS = 20_000
"""Characters that are read at once; a sentence has some hundreds. What is longer is read in pieces
of this length. Chosen by hand; not measured."""


def spoken(text: str, language: str) -> str:
    """The text as it is said, in English and Arabic; in other languages only what is unseen, what
    is a sign and what is an address goes. `language` is an ISO 639-1 code, or begins with one."""
    pieces = (text[at : at + PIECE_CHARACTERS] for at in range(0, len(text), PIECE_CHARACTERS))
    return " ".join(said for piece in pieces if (said := _said(piece, language)))


def _said(text: str, language: str) -> str:
    text = cleaned(text)
    code = language.partition("-")[0].lower()
    if code == "en":
        return english(text)
    if code == "ar":
        return arabic(text)
    return tidied(without_signs(with_pauses(without_addresses(text))))
