"""Stories of hundreds and thousands: what a newcomer costs hardly grows with them."""

import random
import time
from datetime import UTC, datetime, timedelta

from octavo.stories.lineage import Text, families
from octavo.stories.similarity.features import ArticleFeatures
from octavo.stories.window.live_window import Window
from octavo.stories.window.restore import StoredArticle

START = datetime(2026, 3, 2, 8, tzinfo=UTC)


def bare(number: int, hours: float = 0, **terms: float) -> ArticleFeatures:
    """An article of these terms and nothing else."""
    norm = sum(w * w for w in terms.values()) ** 0.5
    terms = {term: weight / norm for term, weight in terms.items()}
    at = START + timedelta(hours=hours)
    return ArticleFeatures(number, number, at, "en", terms=terms, headline_terms=terms)


def test_a_story_of_thousands_takes_hardly_longer_than_one_of_dozens() -> None:
    chance = random.Random(1)
    rows = [
        bare(n, n / 60, subject=3, **{f"o{chance.randrange(10**7)}": 0.05 for _ in range(200)})
        for n in range(2100)
    ]
    seconds = {}
    for size in (60, 2000):
        window = Window()
        window.restore(StoredArticle(one, 1) for one in rows[:size])
        times = []
        for one in rows[size : size + 24]:
            started = time.process_time()
            assert window.place(one).story_id == 1
            times.append(time.process_time() - started)
        seconds[size] = sorted(times)[len(times) // 2]
    assert seconds[2000] < 6 * seconds[60]


def test_a_story_of_hundreds_is_joined_as_one_of_dozens_is() -> None:
    """Beyond the latest, its articles are compared as one; it is still the same story."""
    window = Window()
    for number in range(300):
        window.place(bare(number, number / 100, subject=3, **{f"own{number}": 1}))
    assert {window.story_of(number) for number in range(300)} == {window.story_of(0)}
    here = window.place(bare(999, 3.1, subject=3, own998=1))
    assert here.story_id == window.story_of(0)
    assert not here.is_new


def test_a_thousand_copies_are_followed_in_bounded_time():
    lines = [f"Sentence number {n} of the report says {n * 7} things." for n in range(40)]
    copies = [
        Text(
            n,
            START + timedelta(minutes=n),
            "Port strike ends",
            "\n".join([*lines[: 40 - n % 25], f"Edition {n}."]),
            duplicate_of=1 if n > 1 else None,
        )
        for n in range(1, 1001)
    ]
    started = time.process_time()
    (family,) = families(copies)
    assert time.process_time() - started < 5
    assert len(family.steps) == 1000
    assert all(s.parent is not None for s in family.steps[1:])
