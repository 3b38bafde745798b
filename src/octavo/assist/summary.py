"""Summaries: of an article, what its analysis chose; of a story, sentences of its independent
members, each with the article it stands in."""

from collections.abc import Sequence
from dataclasses import dataclass

from octavo.analyse.terms import likeness, terms
from octavo.analyse.words import content
from octavo.types import Analysis

STORY = 5
"""Sentences of a story's summary."""

ALIKE = 0.5
"""Cosine from which two sentences say the same."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A verbatim sentence and the article that holds it."""

    article_id: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Text:
    """An article to be read for a story: its key points, in its own order, its language, and
    whether it is own reporting (not a copy, not an agency's)."""

    article_id: int
    sentences: tuple[str, ...]
    language: str = "en"
    is_own: bool = True


def article_summary(analysis: Analysis) -> tuple[str, ...]:
    """The summary of an article: verbatim sentences, in its order."""
    return analysis.summary


def key_points(analysis: Analysis) -> tuple[str, ...]:
    """The key points of an article: verbatim sentences, in its order."""
    return analysis.key_points


def story_summary(members: Sequence[Text], most: int = STORY) -> tuple[Cited, ...]:
    """The summary of a story: at most `most` sentences that say different things, taken in turns
    from its members, own reports first, each with its article; in the language of most members."""
    if not members:
        return ()
    language = _language(members)
    turns = sorted((m for m in members if m.language == language), key=lambda m: not m.is_own)
    chosen: list[Cited] = []
    said: list[dict[str, float]] = []
    for round_ in range(max((len(m.sentences) for m in turns), default=0)):
        for member in turns:
            if len(chosen) >= most or round_ >= len(member.sentences):
                continue
            sentence = member.sentences[round_]
            bag = terms(content(sentence, language), language)
            if not bag or any(likeness(bag, other) >= ALIKE for other in said):
                continue
            said.append(bag)
            chosen.append(Cited(member.article_id, sentence))
    return tuple(chosen)


def _language(members: Sequence[Text]) -> str:
    languages = [m.language for m in members]
    return max(dict.fromkeys(languages), key=languages.count)
