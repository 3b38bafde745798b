"""Hashtags: what an article is about, as readers would tag it: at most eight, the same for articles
on the same thing.

Names come first (folded through the gazetteer, so `DPRK` is #NorthKorea), weighed by how often
they stand, and more in the headline; then the rarest words that headline and body share.
English is written in camel case, Arabic with underscores.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from octavo.analyse.gazetteer import capital_of, known
from octavo.analyse.shelf import listed
from octavo.analyse.terms import rarity
from octavo.analyse.words import ARABIC, WORD, content_stems, folded, key, stop_words
from octavo.types import Entity

MOST = 8
LONGEST = 32
"""Characters of a hashtag."""

NAMES = 6
"""Of the eight, how many may be names; the rest are topics."""

TOPICS = 3
RARE = 4.5
"""The rarity a topic word has at least."""

COMMON_NAME = 1.0

_KINDS: Mapping[str, float] = {"person": 1.2, "organisation": 1.0, "place": 1.0, "other": 0.7}
_GLUE = re.compile(r"[\s\W_]+")


def hashtags(
    headline: str, body: str, entities: Sequence[Entity], language: str
) -> tuple[str, ...]:
    """The hashtags of an article, without `#`, best first."""
    counts = _counts(body, language)
    names = _names(headline, entities)
    taken = {
        stem for name in names for word in name.split() for stem in content_stems(word, language)
    }
    topics = [
        word for word in _topics(headline, counts, language) if not _held(word, taken, language)
    ]
    tags = (_spelled(words) for words in (*names[:NAMES], *topics[:TOPICS]))
    unique = {folded(tag): tag for tag in reversed([t for t in tags if 2 <= len(t) <= LONGEST])}
    return tuple(reversed(unique.values()))[:MOST]


def _names(headline: str, entities: Sequence[Entity]) -> list[str]:
    title = f" {key(headline)} "
    weighed = []
    countries = {entity.key for entity in entities if entity.kind == "place"}
    for entity in entities:
        if capital_of(entity.key) in countries:
            continue  # `Moscow said` is Russia's tag
        in_title = f" {entity.key} " in title or f" {key(entity.name)} " in title
        last = entity.key.rpartition(" ")[2]
        if entity.kind == "person" and f" {last} " in title:
            in_title = True
        weight = _KINDS[entity.kind] * (entity.count**0.5) * (2 if in_title else 1)
        if (in_title or entity.count > 1) and not _is_generic(entity):
            weighed.append((-weight, entity.key, entity.name))
    return [name for weight, _, name in sorted(weighed) if -weight >= COMMON_NAME]


def _is_generic(entity: Entity) -> bool:
    cues = listed("cues.txt")
    words = entity.key.split()
    if len(words) == 1 and ((entity.kind == "other" and entity.count < 3) or len(words[0]) < 2):
        return True
    return all(word in cues["generic"] or word in cues["weekday"] for word in words)


def _counts(body: str, language: str) -> Counter[str]:
    words = WORD.findall(body[:8000])
    return Counter(stem for word in words for stem in content_stems(word, language))


def _topics(headline: str, counts: Counter[str], language: str) -> Iterator[str]:
    """Words of the headline that the body repeats and few other articles have, rarest first."""
    ranked = []
    for at, word in enumerate(WORD.findall(headline)):
        stems = content_stems(word, language)
        if len(stems) != 1 or not _is_topic(word, language):
            continue
        worth = rarity(stems[0], language)
        if counts[stems[0]] > 1 and worth >= RARE:
            ranked.append((-worth * counts[stems[0]] ** 0.5, at, word))
    yield from (word for _, _, word in sorted(ranked))


def _is_topic(word: str, language: str) -> bool:
    plain = folded(word)
    generic = listed("cues.txt")
    if plain in generic["generic"] or plain in generic["weekday"] or plain in generic["title"]:
        return False
    if known([word]):
        return False
    if ARABIC.search(word) and not plain.startswith("ال"):
        return False
    return (
        len(plain) > 3
        and not plain[0].isdigit()
        and plain not in stop_words(language)
        and not (language == "en" and plain.endswith(("ed", "ing", "ly", "'s")))
    )


def _held(word: str, taken: set[str], language: str) -> bool:
    return any(stem in taken for stem in content_stems(word, language))


def _spelled(name: str) -> str:
    """`north korea` as NorthKorea, `كوريا الشمالية` as كوريا_الشمالية."""
    words = [word for word in _GLUE.split(name.replace("'", "").replace("’", "")) if word]
    if ARABIC.search(name):
        return "_".join(words)
    return "".join(word[:1].upper() + word[1:] for word in words)
