"""Indirect speech: who is said to say that something is so, in a sentence without quotation."""

import re
from dataclasses import dataclass

from octavo.assist.quotes import arabic, frames
from octavo.assist.quotes.phrases import after_verb, before_verb
from octavo.assist.quotes.words import SpeechWords

_THAT = re.compile(r"(?:[^.;:]{0,60}?\s)?(?:that|dass|que|che|dat|att|at|że|что)\s|\s*,?\s*")
_ARABIC_THAT = re.compile(r"(?<!\w)(?:بأن|أن|إن)(?:ه|ها|هم|هما)?(?!\w)|إلى أن")
FEWEST_CHARACTERS = 15
"""Of what is said: less is no statement. Chosen by hand; not measured."""


@dataclass(frozen=True, slots=True)
class Reported:
    """The phrase of a speaker with the gender that its verb shows, and where in its sentence that
    which is said begins and ends."""

    phrase: str
    gender: str
    start: int
    end: int


def reported(sentence: str, w: SpeechWords) -> Reported | None:
    """What a sentence reports that somebody says; None where it reports nothing."""
    found = _arabic(sentence) if w.language == "ar" else _with_verb(sentence, w)
    return found if found and found.end - found.start >= FEWEST_CHARACTERS else None


def _arabic(sentence: str) -> Reported | None:
    verb = arabic.VERB.search(sentence)
    that = _ARABIC_THAT.search(sentence, verb.end()) if verb else None
    if verb is None:
        return None
    found = arabic.before(sentence[: that.start()] if that else sentence)
    if found is None:
        return None
    at = that.end() if that else verb.end()
    return Reported(*found, at, _end(sentence))


def _with_verb(sentence: str, w: SpeechWords) -> Reported | None:
    verb = w.say.search(sentence)
    if verb is None or frames.is_no_speech(sentence[: verb.start()]):
        return _according(sentence, w)
    rest = sentence[verb.end() :]
    trailing = re.match(r"[^,;:]{0,60}\.?$", rest) and sentence[: verb.start()].count(",")
    subject = before_verb(sentence[: verb.start()], w)
    if not subject and trailing:
        subject = after_verb(rest, w)
    if not subject:
        return None
    if trailing:
        return Reported(subject, "", 0, sentence.rfind(",", 0, verb.start()))
    that = _THAT.match(rest)
    return Reported(subject, "", verb.end() + (that.end() if that else 0), _end(sentence))


def _according(sentence: str, w: SpeechWords) -> Reported | None:
    named = w.according.search(sentence)
    phrase = after_verb(sentence[named.end() :], w) if named else ""
    if named is None or not phrase:
        return None
    if named.start() < 3:
        return Reported(phrase, "", sentence.find(",") + 1, _end(sentence))
    return Reported(phrase, "", 0, len(sentence[: named.start()].rstrip(" ,")))


def _end(sentence: str) -> int:
    return len(sentence.rstrip(" .!"))
