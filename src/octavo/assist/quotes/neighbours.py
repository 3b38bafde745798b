"""The person whom a sentence beside a quotation is about."""

import re

from octavo.analyse.words.data_files import listed
from octavo.assist.quotes import frames, indirect
from octavo.assist.quotes.words import SpeechWords

_AFTER = re.compile(
    r"(?i)^\s*(?:with (?:that|these|those)|that (?:was|is)|(?:those|these) (?:were|are)|so|"
    r"thus|such (?:was|were|is)|this (?:was|is)|it was)(?!\w)"
)
_NAME = re.compile(r"(?:[^\W\d_a-zа-я][\w’'-]+\s)?[^\W\d_a-zа-я][\w’'-]+")


def leading_person(sentence: str, w: SpeechWords) -> str | None:
    """The phrase of the person at the head of a sentence; None where it has none."""
    said = indirect.reported(sentence, w)
    if said and said.phrase:
        return said.phrase
    return None if w.language == "ar" else frames.head(sentence, w) or None


def following(sentence: str, w: SpeechWords) -> str:
    """The person whom the sentence after a quotation gives it to: `With these words X left`."""
    head = _AFTER.match(sentence)
    if head is None or w.language != "en":
        return ""
    names = [
        one.group() for one in _NAME.finditer(sentence, head.end())
        if one.group().split()[0].lower() not in listed("cues.txt")["weekday"]
    ]  # fmt: skip
    return names[0] if len(names) == 1 else ""
