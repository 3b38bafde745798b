"""A site of a hundred thousand articles in two minutes, for measuring pages: made of words of our
own, its rows filled by the functions that the walk fills them by, but placed by lot instead of by
similarity.

Words are syllables that stemmers leave alone; how often each occurs follows Zipf's law, so that a
search meets common, middling and rare words as it does in a language.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random

import numpy as np

from octavo.actions import article_rows
from octavo.actions.article_rows import Reading
from octavo.actions.stories import editions
from octavo.store import bulk, codec, search
from octavo.store.models import (
    Article,
    ArticleCountry,
    Body,
    Comment,
    Hashtag,
    Knowledge,
    Mark,
    Related,
    Source,
    Story,
    StoryFace,
    Tagging,
    User,
)
from octavo.store.read import SECTIONS
from octavo.types import Analysis, Block, Entity, Link, Picture, Placement
from octavo.types import Article as Clean

SOURCES, TAGS, WORDS, DAYS = 400, 4_000, 30_000, 90
BATCH = 2_000
SENTENCES, LENGTH = 16, 16
COUNTRIES = ["SG", "MY", "IN", "AE", "EG", "GB", "US", "FR", "DE", "BR", "KE", "JP"]
SYLLABLES = {
    "en": [c + v for c in "bdfgklmnprtvz" for v in ("a", "e", "i", "o", "u", "ai", "ou")],
    "ar": [c + v for c in "بتجحدرزسشصطعفقكلمنهو" for v in ("", "ا", "و", "ي")],
}
ENDINGS = {"en": "o", "ar": "ب"}
Row = tuple[int, Reading, Placement]


def vocabulary(language: str, lot: Random) -> list[str]:
    """WORDS different words of a language, the most used first."""
    found: dict[str, None] = {}
    while len(found) < WORDS:
        parts = lot.choices(SYLLABLES[language], k=lot.choice((1, 2, 2, 3)))
        found["".join(parts) + ENDINGS[language]] = None
    return list(found)


class Writer:
    """Writes articles by lot."""

    def __init__(self, seed: int = 1) -> None:
        self.lot = Random(seed)
        self.numbers = np.random.default_rng(seed)
        self.words = {language: vocabulary(language, self.lot) for language in SYLLABLES}
        weights = 1 / np.arange(1, WORDS + 1)
        self.weights = np.cumsum(weights / weights.sum())
        self.tags = [f"{self.words['en'][n].title()}{n}" for n in range(TAGS)]

    def sentences(self, language: str) -> list[str]:
        """SENTENCES sentences."""
        drawn = np.searchsorted(self.weights, self.numbers.random(SENTENCES * LENGTH))
        words = self.words[language]
        return [
            " ".join(words[i] for i in drawn[start : start + LENGTH]).capitalize() + "."
            for start in range(0, len(drawn), LENGTH)
        ]

    def reading(self, number: int, published: datetime, language: str, section: str) -> Reading:
        """One article as it comes out of the walk."""
        lines = self.sentences(language)
        headline = lines[0].rstrip(".")[:90]
        blocks = tuple(
            Block("paragraph", text, f"<p>{text}</p>")
            for text in (" ".join(lines[n : n + 2]) for n in range(0, SENTENCES, 2))
        )
        clean = Clean(
            url=f"https://outlet{number % SOURCES}.example/{number}",
            headline=headline,
            blocks=blocks,
            published=published,
            dek=lines[1],
            authors=("Marta Okafor",),
            language=language,
            picture=Picture(f"https://outlet{number % SOURCES}.example/{number}.jpg", lines[2]),
        )
        return Reading(number % SOURCES + 1, clean, self._analysis(lines, language, section))

    def _analysis(self, lines: list[str], language: str, section: str) -> Analysis:
        text = " ".join(lines).lower().replace(".", "")
        names = [word.title() for word in lines[3].split()[:8]]
        return Analysis(
            language=language,
            terms={},
            headline_terms={},
            entities=tuple(Entity(name, "person", 2, name.lower()) for name in names),
            hashtags=tuple(dict.fromkeys(self.tags[self._nth(TAGS)] for _ in range(5))),
            category=section,
            countries=(self.lot.choice(COUNTRIES),),
            vector=bytes(768),
            fingerprint=bytes(200),
            search_headline=lines[0].lower().replace(".", ""),
            search_text=text,
            summary=tuple(lines[4:7]),
            key_points=tuple(lines[7:10]),
            words=SENTENCES * LENGTH,
            seconds=70,
        )

    def _nth(self, limit: int) -> int:
        return min(int(limit ** self.lot.random()), limit) - 1

    def story_size(self) -> int:
        """How many articles a story has: two in three stories one, a few very many."""
        return min(int(self.lot.paretovariate(1.1)), 60)


def fill(count: int) -> Iterator[int]:
    """Fill an empty site with `count` articles; yields how many are there."""
    writer = Writer()
    bulk.insert(
        Source(pk=n + 1, slug=f"outlet{n}", name=f"Outlet {n}", host=f"outlet{n}.example",
               country=COUNTRIES[n % len(COUNTRIES)], language="en")
        for n in range(SOURCES)
    )  # fmt: skip
    bulk.insert(
        Hashtag(pk=n + 1, key=name.casefold(), name=name) for n, name in enumerate(writer.tags)
    )
    now = datetime.now(UTC)
    rows: list[Row] = []
    story = done = 0
    while done < count:
        story += 1
        told = _story(writer, story, done, now - timedelta(days=DAYS) * (1 - done / count))
        rows, done = rows + told, done + len(told)
        if len(rows) >= BATCH or done >= count:
            _write(writer, rows, now)
            rows = []
            yield done
    _people(writer, done, now)
    for language in SYLLABLES:
        editions.make_edition(language, now)


def _story(writer: Writer, story: int, done: int, at: datetime) -> list[Row]:
    """The articles of one story, each related to some before it."""
    language = "ar" if writer.lot.random() < 0.2 else "en"
    section = writer.lot.choice(SECTIONS)
    rows = []
    for nth in range(writer.story_size()):
        number = done + nth + 1
        reading = writer.reading(number, at + timedelta(minutes=7 * nth), language, section)
        links = [
            Link(other, "same_story" if other > done else "earlier", 0.7, {"names": ["Vareno"]})
            for other in {number - step for step in (1, 2, 3, 40, 700)}
            if other > 0
        ]
        copy_of = done + 1 if nth and writer.lot.random() < 0.1 else None
        rows.append((number, reading, Placement(number, story, nth == 0, copy_of, tuple(links))))
    return rows


def _write(writer: Writer, rows: list[Row], now: datetime) -> None:
    from django.db import transaction

    with transaction.atomic():
        stories: dict[int, list[Row]] = {}
        for row in rows:
            stories.setdefault(row[2].story_id, []).append(row)
        bulk.insert(_counted(number, members, now) for number, members in stories.items())
        bulk.insert(_article(*row, now) for row in rows)
        bulk.insert(
            Body(article_id=i, **article_rows.text_fields(r.article, r.analysis))
            for i, r, _ in rows
        )
        bulk.insert(_knowledge(i, r) for i, r, _ in rows)
        bulk.insert(_face(number, members) for number, members in stories.items())
        keys = {name: n + 1 for n, name in enumerate(writer.tags)}
        bulk.insert(
            Tagging(hashtag_id=keys[tag], article_id=i, published=r.article.published)
            for i, r, _ in rows
            for tag in r.analysis.hashtags
        )
        bulk.insert(
            ArticleCountry(article_id=i, country=code, place=at, published=r.article.published)
            for i, r, _ in rows
            for at, code in enumerate(r.analysis.countries)
        )
        bulk.insert(_related(rows), unique=["article", "other"])
        search.index([(i, r.analysis.search_headline, r.analysis.search_text) for i, r, _ in rows])


def _article(number: int, reading: Reading, placement: Placement, now: datetime) -> Article:
    clean = reading.article
    return Article(
        pk=number, source_id=reading.source_id, url=clean.url, url_key=codec.url_key(clean.url),
        published=clean.published, fetched=now, story_id=placement.story_id,
        duplicate_of_id=placement.duplicate_of, **article_rows.face_fields(clean, reading.analysis),
    )  # fmt: skip


def _related(rows: list[Row]) -> Iterator[Related]:
    """The links of articles, both ways."""
    for number, _, placement in rows:
        for link in placement.related:
            for one, other in ((number, link.article_id), (link.article_id, number)):
                yield Related(
                    article_id=one, other_id=other, kind=link.kind, score=link.score,
                    reason=dict(link.reason),
                )  # fmt: skip


def _counted(number: int, members: list[Row], now: datetime) -> Story:
    own = sum(placement.duplicate_of is None for _, _, placement in members)
    times = [reading.article.published for _, reading, _ in members]
    return Story(
        pk=number, first_at=times[0], last_at=times[-1], articles_count=len(members), made_at=now,
        outlets=len(members), independents=own, languages=[members[0][1].article.language],
    )  # fmt: skip


def _face(number: int, members: list[Row]) -> StoryFace:
    first, reading, _ = members[0]
    lines = [{"text": t, "article": first, "source": "Outlet"} for t in reading.analysis.summary]
    days = reading.article.published.timestamp() / 86_400
    return StoryFace(
        story_id=number, language=reading.article.language, article_id=first,
        section=reading.analysis.category, rank=days + len(members) ** 0.5, summary=lines,
        why={"outlets": len(members)},
    )  # fmt: skip


def _knowledge(number: int, reading: Reading) -> Knowledge:
    analysis = reading.analysis
    known = codec.packed_json({"terms": dict.fromkeys(analysis.search_text.split()[:60], 0.1)})
    return Knowledge(
        article_id=number, published=reading.article.published, known=known,
        vector=analysis.vector, fingerprint=analysis.fingerprint, text_hash=str(number),
    )  # fmt: skip


def _people(writer: Writer, count: int, now: datetime) -> None:
    """A reader with two thousand marks, and five thousand comments on a thousand articles."""
    reader = User.objects.create(username="lella")
    opened = writer.lot.sample(range(1, count + 1), min(2_000, count))
    bulk.insert(
        Mark(user=reader, article_id=number, read_at=now - timedelta(minutes=nth),
             saved_at=now if nth % 5 == 0 else None)
        for nth, number in enumerate(opened)
    )  # fmt: skip
    bulk.insert(
        Comment(article_id=opened[nth % min(1_000, len(opened))], user=reader, made_at=now,
                text="The ferry was late again, and nobody said why.")
        for nth in range(5_000)
    )  # fmt: skip
