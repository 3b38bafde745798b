"""Questions that an article answers: made of its figures and quotations, each asked and kept only
where the answer is the sentence that it was made of."""

import re
from collections.abc import Iterator
from functools import lru_cache

from octavo.assist.ask import Source, answer
from octavo.assist.asking.lists import listed_phrases
from octavo.assist.figures.figures import text_figures
from octavo.assist.quotes.quotes import text_quotes

MOST_SUGGESTIONS = 4
"""Questions that are suggested. Chosen by hand; not measured."""

MOST_TRIED = 12
"""Questions that are tried: bounds the cost, some 3 ms each."""

LONGEST_TEXT = 12_000
"""Characters of an article of which questions are made: bounds the cost. Chosen by hand; not
measured."""

_COUNTED = re.compile(r"([a-z][\w’'-]*(?:s|people|children|men|women|staff))(?: (\w+))?")
_ACCUSATIVE = re.compile(r"\w{3,}(?:ا|اً|ة)")
"""What Arabic counts after `كم` is a singular in the accusative."""
_FULL_NAME = re.compile(r"[A-Z][\w’'-]+(?: (?:[A-Z][\w’'.-]*|al-\w+|de|van|von|bin))+")
Suggestion = tuple[str, int]
"""A question and where the sentence begins that answers it."""


@lru_cache(512)
def suggestions(source: Source) -> tuple[str, ...]:
    """At most MOST_SUGGESTIONS questions, each answered first by the sentence it was made of; of
    English and Arabic articles."""
    found: list[str] = []
    for question, start in list(_made(source))[:MOST_TRIED]:
        if (
            len(found) < MOST_SUGGESTIONS
            and question not in found
            and _is_answered(question, start, source)
        ):
            found.append(question)
    return tuple(found)


def _is_answered(question: str, start: int, source: Source) -> bool:
    passages = answer(question, [source]).passages
    return bool(passages) and passages[0].start <= start < passages[0].end


def _made(source: Source) -> Iterator[Suggestion]:
    """Questions in turn: of a figure, of a quotation, of who somebody is."""
    text = source.text[:LONGEST_TEXT]
    made = {"en": (_english_counts, _english_quotes), "ar": (_arabic_counts, _arabic_quotes)}
    lists = [list(make(text)) for make in made.get(source.language, ())]
    for turn in range(max(map(len, lists), default=0)):
        yield from (one[turn] for one in lists if turn < len(one))


def _english_counts(text: str) -> Iterator[Suggestion]:
    for one in text_figures(text, "en"):
        match = _COUNTED.fullmatch(one.counts) if not one.unit else None
        if match and match.group(1) not in listed_phrases("time_unit"):
            place = one.start + one.sentence.find(match.group(1))
            yield f"How many {match.group(1)}{_became(match.group(2), one.sentence)}?", place


def _became(outcome: str | None, sentence: str) -> str:
    """What became of those who are counted, as the sentence says it: ` were killed`."""
    verb = re.search(rf"(?:were|was|are|is) {outcome}\b", sentence) if outcome else None
    return f" {verb.group().replace('was ', 'were ').replace('is ', 'are ')}" if verb else ""


def _english_quotes(text: str) -> Iterator[Suggestion]:
    seen: set[str] = set()
    for one in text_quotes(text, "en"):
        if _FULL_NAME.fullmatch(one.speaker) and one.speaker not in seen:
            seen.add(one.speaker)
            yield f"What did {one.speaker} say?", one.start
            yield f"Who is {one.speaker}?", one.start


def _arabic_counts(text: str) -> Iterator[Suggestion]:
    for one in text_figures(text, "ar"):
        if not one.unit and _ACCUSATIVE.fullmatch(one.counts):
            yield f"كم {one.counts}؟", one.start + one.sentence.find(one.counts)


def _arabic_quotes(text: str) -> Iterator[Suggestion]:
    speakers = dict.fromkeys(one.speaker for one in text_quotes(text, "ar") if one.speaker)
    for speaker in speakers:
        start = next(one.start for one in text_quotes(text, "ar") if one.speaker == speaker)
        yield f"ماذا قال {speaker}؟", start
