"""The face of a story: its lead article in each language, its coverage, its rank.

All of it follows from the members alone and changes only when they do, so that it is computed in
the walk and a page only reads it.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from octavo.analyse.category import DEFAULT
from octavo.analyse.words.words import WORD, content
from octavo.stories.headlines import FEWEST_WORDS, objection

HALF_LIFE_HOURS = 8.0
"""After so long a story needs twice the independent reports to rank where a new one ranks. Chosen
by hand; not measured."""

CHANGE_HOURS = 6.0
"""Reports so long before the newest count as what is new of a story. Chosen by hand; not
measured."""

AGENCY_WEIGHT = 1.0
"""What an agency's headline counts, as much as being no copy: it is written for papers of every
kind. Chosen by hand; not measured."""

TOLD_WEIGHT = 5.0
"""What a headline counts whose words stand in every report's opening: it says what happened, as all
tell it. On development data (2,131 stories of three headlines and a neutral one) 3 to 8 differ by
less than .4 of ROUGE-1."""

WORD_WEIGHT = 0.1
"""What each word counts against a headline: a plain one says little else. On the same data .05 to
.15 are as good."""

EPOCH = 1_577_836_800
"""2020-01-01 UTC, in seconds: where rank scores count from."""


@dataclass(frozen=True, slots=True)
class Member:
    """An article of a story. `duplicate_of` is the article it is a copy of; `wire` the
    agency whose copy it is, empty for own reporting; `agency` the news agency that published it
    itself; `opening` the first passage of its summary; `confidence` how clean the text is, 0..1.
    `is_dated` says that its publisher told when: else `published` is when we saw it, which makes
    nothing new."""

    article_id: int
    source_id: int
    published: datetime
    language: str = ""
    headline: str = ""
    opening: str = ""
    category: str = DEFAULT
    countries: tuple[str, ...] = ()
    hashtags: tuple[str, ...] = ()
    words: int = 0
    wire: str = ""
    agency: str = ""
    duplicate_of: int | None = None
    has_picture: bool = False
    confidence: float = 1.0
    is_dated: bool = True

    @property
    def ranked_at(self) -> datetime:
        """The time that it is new by: of what bears none, the beginning of its day (UTC), below all
        that is dated that day."""
        if self.is_dated:
            return self.published
        return self.published.replace(hour=0, minute=0, second=0, microsecond=0)


@dataclass(frozen=True, slots=True)
class StoryFace:
    """What a page needs of a story. `headlines` is the lead article in each language, the
    languages with most articles first; `own` are the articles that are nobody's copy, `independent`
    counts own reports and agencies once each; `rank` is the score it is ordered by (see `rank`),
    the same whenever it is asked."""

    lead: int
    headlines: Mapping[str, int]
    own: frozenset[int]
    independent: int
    sources: int
    articles: int
    first_at: datetime
    last_at: datetime
    category: str = DEFAULT
    countries: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    hashtags: tuple[str, ...] = ()
    rank: float = 0.0
    why: Mapping[str, float] = field(default_factory=dict)


def face(members: Sequence[Member]) -> StoryFace:
    """The face of a story. ValueError when it has no members."""
    if not members:
        raise ValueError("a story has members")
    ordered = sorted(members, key=lambda m: (m.published, m.article_id))
    languages = tuple(name for name, _ in _ranked(m.language for m in ordered))
    headlines = {name: _lead(ordered, name) for name in languages}
    independent = independent_reports(ordered)
    score, why = rank(independent, ordered)
    return StoryFace(
        lead=headlines[languages[0]],
        headlines=headlines,
        own=own_reports(ordered),
        independent=independent,
        sources=len({m.source_id for m in ordered}),
        articles=len(ordered),
        first_at=ordered[0].published,
        last_at=ordered[-1].published,
        category=_category(ordered),
        countries=_most(ordered, "countries", 4),
        languages=languages,
        hashtags=_most(ordered, "hashtags", 8),
        rank=score,
        why=why,
    )


def _ranked(values: Iterable[str]) -> list[tuple[str, int]]:
    counts = Counter(values)
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def independent_reports(members: Sequence[Member]) -> int:
    """How many reports stand on their own: each source's own once, each agency once, whether it is
    there itself or only credited, copies never. At least 1."""
    own = own_reports(members)
    voices = {
        (m.agency or m.wire).casefold() or m.source_id for m in members if m.article_id in own
    }
    return max(1, len(voices))


def own_reports(members: Sequence[Member]) -> frozenset[int]:
    """The articles that are nobody's copy: of an agency's copy only the first is, and that only
    while the agency's own article is not there."""
    ordered = sorted(members, key=lambda m: (m.published, m.article_id))
    originals = [m for m in ordered if m.duplicate_of is None]
    wires = {m.agency.casefold() for m in originals if m.agency}
    own = set()
    for member in originals:
        wire = "" if member.agency else member.wire.casefold()
        if wire not in wires:
            own.add(member.article_id)
        if wire:
            wires.add(wire)
    return frozenset(own)


def _lead(members: Sequence[Member], language: str) -> int:
    """The lead article of a story in a language: whole, with a short plain headline that holds the
    words of the others and of their openings, an agency's, own, printed by others too, substantial,
    recent and illustrated; the earlier of equals."""
    last = members[-1].published
    candidates = [m for m in members if m.language == language]
    headlines = [frozenset(content(m.headline, language)) for m in candidates]
    openings = [frozenset(content(m.opening, language)) for m in candidates if m.opening]
    copies = Counter(m.duplicate_of for m in members)
    shared = {
        m.article_id: 2.0 * agreed + TOLD_WEIGHT * told
        for m, agreed, told in zip(
            candidates, _agreement(headlines), _told(headlines, openings), strict=True
        )
    }

    def score_of(member: Member) -> tuple[float, float, int]:
        hours = (last - member.published).total_seconds() / 3600
        score = (
            2.0 * member.confidence
            + shared[member.article_id]
            - WORD_WEIGHT * len(WORD.findall(member.headline))
            + 1.0 * (member.duplicate_of is None)
            + 0.5 * (not member.wire)
            + 0.5 * math.log2(1 + copies[member.article_id])
            + AGENCY_WEIGHT * bool(member.agency)
            - objection(member.headline)
            + 0.3 * member.has_picture
            + 0.5 * min(member.words, 600) / 600
            - 0.5 * (1 - math.exp(-hours / 24))
        )
        return round(score, 6), -member.published.timestamp(), -member.article_id

    return max(candidates, key=score_of).article_id


def _agreement(headlines: Sequence[frozenset[str]]) -> list[float]:
    """For each headline, the mean over the others of how many of its words they hold, 0..1. A
    headline printed again unchanged, as agency copy is, counts once."""
    different = Counter(word for words in dict.fromkeys(headlines) for word in words)
    others = len(set(headlines)) - 1
    if others < 1:
        return [0.0] * len(headlines)
    return [
        sum(different[word] - 1 for word in words) / (others * max(1, len(words)))
        for words in headlines
    ]


def _told(headlines: Sequence[frozenset[str]], openings: Sequence[frozenset[str]]) -> list[float]:
    """For each headline, the mean over the openings of how many of its words they hold, 0..1, as if
    it had FEWEST_WORDS at least. An opening printed again counts once."""
    different = Counter(word for words in set(openings) for word in words)
    most = len(set(openings)) or 1
    return [
        sum(different[word] for word in words) / (most * max(FEWEST_WORDS, len(words)))
        for words in headlines
    ]


def _category(members: Sequence[Member]) -> str:
    """The section that most members stand in, copies too: their outlets chose where to print them.
    Of as many, that of the earliest report that is nobody's copy; General only where all are."""
    named = [m for m in members if m.category != DEFAULT]
    votes = Counter(m.category for m in named)
    first = sorted(named, key=lambda m: m.duplicate_of is not None)
    return max((m.category for m in first), key=lambda name: votes[name], default=DEFAULT)


def _most(members: Sequence[Member], name: str, most: int) -> tuple[str, ...]:
    """What the members list under `name`, by how many list it and how early."""
    votes: Counter[str] = Counter()
    for member in members:
        for place, value in enumerate(getattr(member, name)):
            votes[value] += 100 - min(place, 50)
    floor = 100 if len(members) < 4 else 100 * len(members) / 4
    ranked = sorted(votes, key=lambda value: (-votes[value], value))
    return tuple(v for v in ranked if votes[v] >= min(floor, votes[ranked[0]]) * 0.5)[:most]


def rank(independent: int, members: Sequence[Member]) -> tuple[float, Mapping[str, float]]:
    """The score stories are ordered by, and its parts:

        log2(1 + independent) + ¼ log2(1 + sources) + ½ log2(1 + new) + (last − 2020) / half-life

    `new` are the independent reports of the last CHANGE_HOURS before the newest: how much has
    changed. Time adds instead of decaying, so the order of two stories never changes while their
    members do not, and nothing is recomputed: eight hours later is worth twice the reports."""
    last = max(m.ranked_at for m in members)
    recent = [m for m in members if last - m.ranked_at <= timedelta(hours=CHANGE_HOURS)]
    parts = {
        "independent": round(math.log2(1 + independent), 4),
        "sources": round(0.25 * math.log2(1 + len({m.source_id for m in members})), 4),
        "change": round(0.5 * math.log2(1 + independent_reports(recent)), 4),
        "fresh": round((last.timestamp() - EPOCH) / (HALF_LIFE_HOURS * 3600), 4),
    }
    return round(sum(parts.values()), 4), parts
