"""Explanation: why an article is with the others of its story, as the story is now.

article, the others ──► parts of the similarity
                    ──► words, names, numbers and sounds that both have, strongest first
                    ──► leading names and numbers that are at odds, on either side
"""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from octavo.stories.index.live_story import LiveStory
from octavo.stories.placing.conflicts import conflicting
from octavo.stories.placing.match import match
from octavo.stories.similarity.features import ArticleFeatures
from octavo.stories.similarity.parameters import Parameters
from octavo.stories.similarity.similarity import number_weights

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why an article is with others. `parts` are those of the similarity, 0..1; `words` (stems),
    `names`, `numbers` and `sounds` (phonetic keys, across languages alone) what both have;
    `own_names` and `other_names`, `own_numbers` and `other_numbers` what they lead with that is at
    odds; `gap_hours` the time between it and the middle of the others, None where unknown."""

    parts: Mapping[str, float]
    words: Words = ()
    names: Words = ()
    numbers: Words = ()
    sounds: Words = ()
    own_names: Words = ()
    other_names: Words = ()
    own_numbers: Words = ()
    other_numbers: Words = ()
    gap_hours: float | None = None


def explanation(
    features: ArticleFeatures, others: Sequence[ArticleFeatures], parameters: Parameters
) -> Explanation:
    """Why an article is with these others, at least one."""
    found = match(features, LiveStory(0, list(others)), parameters)
    by, group = found.parts, found.story.sum
    scores = {"words": by.words, "names": by.names, "numbers": by.numbers, "dense": by.dense,
              "sounds": by.phonetic_names or None, "cross": by.cross}  # fmt: skip
    sounds = group.phonetic_names if by.is_foreign else {}
    against = [other for other in others if other.language == features.language]
    names, numbers = conflicting(features, against)
    return Explanation(
        parts={name: round(value, 3) for name, value in scores.items() if value is not None},
        words=_shared(features.terms, group.terms),
        names=_shared(features.entities, group.names),
        numbers=_shared(number_weights(features.numbers), group.numbers),
        sounds=_shared(features.phonetic_names, sounds),
        own_names=_without(_names(features, names), group.names),
        other_names=_distinct(name for other in names for name in _names(other, [features])),
        own_numbers=_numbers(features, others) if numbers else (),
        other_numbers=_distinct(n for other in numbers for n in _numbers(other, [features])),
        gap_hours=None if found.gap_days is None else round(found.gap_days * 24, 1),
    )


def _shared(mine: Mapping[str, float], theirs: Mapping[str, float]) -> Words:
    """What both have, what counts most first."""
    share = {one: weight * theirs[one] for one, weight in mine.items() if one in theirs}
    return tuple(sorted(share, key=lambda one: (-share[one], one)))


def _names(one: ArticleFeatures, others: Sequence[ArticleFeatures]) -> Words:
    """The leading names of an article, as it is at odds with others; none where there are none."""
    return _distinct(_entity(one, key) for key in one.leading_names) if others else ()


def _numbers(one: ArticleFeatures, others: Sequence[ArticleFeatures]) -> Words:
    """The leading numbers of an article that none of the others has; none without others."""
    held = {number for other in others for number in other.numbers | other.leading_numbers}
    return tuple(sorted(one.leading_numbers - held)) if others else ()


def _entity(one: ArticleFeatures, key: str) -> str:
    """The name of an article that a leading name is: that holds its words, and also its stems."""
    words = set(key.split())
    found = (n for n in one.entities if words.issuperset(w for w in n.split() if len(w) > 2))
    return max(found, key=len, default=key)


def _without(mine: Words, theirs: Container[str]) -> Words:
    """What none of the others has: at odds with one of them may be what another agrees with."""
    return tuple(one for one in mine if one not in theirs)


def _distinct(words: Iterable[str]) -> Words:
    return tuple(dict.fromkeys(words))
