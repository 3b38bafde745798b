"""What a comment says in words: threats, insults, hate and the like, by the table of phrases."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from octavo.analyse.words.words import folded_arabic
from octavo.assist.moderation.words import data_lines, word_lists

_MACROS = {
    "gap": r"(?:[^ .\"]{1,30} ){0,4}",
    "fill": r"(?:(?:a|an|the|all|just|really|so|very|such|total|complete|utter|absolute|bloody|"
    r"little|old|damn|fucking|fat|big|bunch|of|lot|pack|people|guys|are|is|nothing|but|only|own|typical|corrupt|lazy|"
    r"and|{adjective}) ){0,5}",
    "aim": r"\b(?:you|u|ya|ur|your|you're|youre|you are|u r|he is|he's|she is|she's|they are|"
    r"they're|what a|what an|such a|such an|shut up ,|shut up|hey|"
    r"(?:this|that|the) (?:author|writer|journalist|reporter|minister|mayor|president|editor|guy|"
    r"man|woman|paper|columnist|government|judge) is|these (?:people|politicians|journalists) are|"
    r"(?:author|writer|journalist|reporter|minister|mayor|president|editor) is|"
    r"(?:minister|mayor|president|author|editor) ,)",
}


@dataclass(frozen=True, slots=True)
class Phrase:
    """One pattern: what it is a sign of, how strong (1 doubtful to 3 certain), and whether words
    of the headline are no sign."""

    kind: str
    strength: int
    pattern: re.Pattern[str]
    spares_headline: bool


def found_phrases(plain: str) -> Iterator[tuple[Phrase, re.Match[str]]]:
    """Every phrase of the table in a plain text, with the place where it stands."""
    for phrase in phrase_table():
        for match in phrase.pattern.finditer(plain):
            yield phrase, match


@cache
def phrase_table() -> tuple[Phrase, ...]:
    """The phrases of the data file."""
    return tuple(_phrase(line) for line in data_lines("phrases.txt"))


def _phrase(line: str) -> Phrase:
    head, _, pattern = line.partition(": ")
    kind, _, strength = head.partition(" ")
    compiled = re.compile(rf"(?<![^ ])(?:{_filled(pattern)})")
    return Phrase(kind, int(strength[0]), compiled, strength.endswith("~"))


def _filled(pattern: str) -> str:
    """A pattern with the lists in it, its Arabic folded as the text is."""
    for name, macro in _MACROS.items():
        pattern = pattern.replace(f"{{{name}}}", macro)
    for name, words in word_lists().items():
        longest_first = sorted(map(re.escape, words), key=len, reverse=True)
        pattern = pattern.replace(f"{{{name}}}", "|".join(longest_first))
    return folded_arabic(pattern)
