"""Questions that go on from another: `and when?`, `what about the harbour?`, `how many?`."""

import re

from octavo.analyse.words.words import WORD, content_stems, folded
from octavo.assist.asking.kind_asked import asked_kind
from octavo.assist.asking.lists import phrase_pattern
from octavo.assist.asking.question import question
from octavo.assist.asking.terms import Term

FEWEST_TERMS = 2
"""Words and names of a question that stands alone. Chosen by hand; not measured."""

_GOES_ON = re.compile(
    r"(?i)^(?:(?:and|but|so|or|what about|how about|ماذا عن)(?!\w)|"
    r"و(?:ماذا|متى|أين|كم|لماذا|من|كيف)(?!\w))"
)
_ABOUT = re.compile(r"(?i)^(?:and|so|but)?\s*(?:what|how) about\s+|^(?:و)?ماذا عن\s+")


def in_context(text: str, former: str) -> str:
    """A question as it is asked after a former one: itself where it stands alone, else with what
    the former one asked about, or but its names where it says enough itself; with `what about X?`
    the former question, asked of X."""
    if not former.strip() or not _leans(text):
        return text
    about = _ABOUT.sub("", text).strip(" ?؟.!")
    if _ABOUT.match(text.strip()):
        return f"{_without_names(former, about)} {about}?"
    if len(_own_terms(text)) >= FEWEST_TERMS:
        rest = " ".join(word for word in former.split() if word[:1].isupper())
        return f"{text.strip(' ?؟.!')} {_without_asking(rest)}".strip() + "?"
    rest = former.strip()[asked_kind(former)[2] :].strip(" ?؟.!")
    return f"{text.strip(' ?؟.!')} {rest}?"


def _leans(text: str) -> bool:
    if _GOES_ON.match(text.strip()):
        return True
    return len(_own_terms(text)) < FEWEST_TERMS or bool(phrase_pattern("pronoun").search(text))


def _own_terms(text: str) -> list[Term]:
    return [term for term in question(text).terms if not term.is_soft]


def _without_asking(words: str) -> str:
    """Names without the word that the question began with."""
    return words[asked_kind(words)[2] :].strip(" ?؟.!")


def _without_names(former: str, about: str) -> str:
    """The former question; without its names where another is asked about."""
    if not any(word[0].isupper() for word in WORD.findall(about)):
        return former.strip(" ?؟.!")
    asked = question(former)
    names = {term.stem for term in asked.terms if term.is_name and term.word}
    spelled = {word for term in asked.terms for words in term.spellings for word in words}
    words = (
        word
        for word in former.strip(" ?؟.!").split()
        if folded(word) not in spelled
        and names.isdisjoint(
            s for w in WORD.findall(word) for s in content_stems(w, asked.language)
        )
    )
    return " ".join(words)
