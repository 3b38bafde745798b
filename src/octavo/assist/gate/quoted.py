"""The quotations of a sentence: each is a quotation of the passage, word for word."""

import re

from octavo.analyse.words.words import WORD
from octavo.assist.gate.cues import cue_pattern
from octavo.formats.folding import folded

CUT = 4
"""Words before and after a part of a quotation in which a `not` changes what it says. Chosen by
hand; not measured."""

_QUOTED = re.compile(
    r"“([^”“]*)[”\"]|\"([^\"]*)\"|«([^»«]*)»|„([^“”\"]*)[“”\"]|「([^」]*)」|『([^』]*)』|‹([^›]*)›|"
    r"(?<![\w])‘((?:[^’‘]|’(?=\w))*)’(?!\w)|(?<![\w])'((?:[^']|'(?=\w))*)'(?!\w)"
)
_LEFT_OUT = re.compile(r"\[?\s?(?:\.\.\.|…)\s?\]?")


def quotations(text: str) -> list[tuple[int, int]]:
    """The spans of what a text has in quotation marks, the marks apart."""
    found = []
    for match in _QUOTED.finditer(text):
        group = next(at for at, part in enumerate(match.groups(), 1) if part is not None)
        if WORD.search(match.group(group)):
            found.append(match.span(group))
    return found


def missing_quotation(sentence: str, passage: str, language: str = "en") -> str:
    """The first quotation of a sentence that is none of the passage's; or empty. What stands
    between `…` is looked for by itself; a name in quotation marks may stand without them."""
    given = " ¶ ".join(_words(passage[a:b]) for a, b in quotations(passage))
    joined = given.replace(" ¶ ", " ")
    for start, end in quotations(sentence):
        quoted = sentence[start:end]
        for part in _LEFT_OUT.split(quoted):
            words = f" {_words(part)} "
            is_there = words in f" {given} " or words in f" {joined} " or _is_named(part, passage)
            if words.strip() and not is_there:
                return quoted
        if _drops_negation(quoted, f" {given} ", language):
            return quoted
    return ""


def _drops_negation(quoted: str, given: str, language: str) -> bool:
    """Whether a quotation is cut so that a `not` of it is left out."""
    parts = [f" {_words(part)} " for part in _LEFT_OUT.split(quoted) if _words(part)]
    pattern = cue_pattern(language, "not")
    start = given.find(parts[0]) if parts else -1
    end = given.find(parts[-1], start) if start >= 0 else -1
    if not pattern or end < 0:
        return False
    head = given[:start].rpartition("¶")[2].split()[-CUT:]
    tail = given[end + len(parts[-1]) :].partition("¶")[0].split()[:CUT]
    whole = " ".join([*head, given[start : end + len(parts[-1])], *tail])
    return len(pattern.findall(whole)) > len(pattern.findall(_words(quoted)))


def without_quotations(text: str) -> str:
    """A text with blanks in place of what it quotes, as long as before."""
    for start, end in quotations(text):
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _words(text: str) -> str:
    return " ".join(folded(word) for word in WORD.findall(text))


def _is_named(quoted: str, passage: str) -> bool:
    """Whether it is a title or a name: in capitals, and so in the passage."""
    words = [word for word in WORD.findall(quoted) if len(word) > 3]
    is_name = bool(words) and all(word[0].isupper() for word in words)
    return is_name and f" {_words(quoted)} " in f" {_words(passage)} "
