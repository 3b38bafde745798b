"""Server time and queries of the pages of a site of many articles: for visitors, and signed in.

python -m bench.serving.pages [ARTICLES] [--tiny]          (make bench-pages)

Each kind of page is asked for in a hundred and more different ways. Time is from the request's
arrival in Django to the whole answer, compressed, all middleware included; queries are counted in
rounds of their own. With DATABASE_URL the site is made there instead of in SQLite; the database
must be an empty one.
"""

import sys
import time
from collections.abc import Iterator
from random import Random
from typing import Any
from urllib.parse import quote

from bench.ground import Figure, hand_over, is_tiny, site, sizes

ARTICLES, TINY = 100_000, 300
P50, P99, QUERIES = 15, 60, 5
ROUNDS, WARM = 12 if is_tiny() else 100, 12 if is_tiny() else 20
SIGNED_IN_QUERIES = 10
"""The account, the marks, and writing down that an article was opened."""
LISTS = ["feed.atom", "section/World/feed.json", "source/outlet7/feed.atom"]
ASKED = ("front", "article", "story", "search")


def paths(count: int, stories: int) -> dict[str, list[str]]:
    """For each kind of page, ROUNDS addresses of it."""
    from bench.serving.synthetic_site import COUNTRIES, SOURCES, Writer

    lot, writer = Random(7), Writer()
    words = writer.words["en"]
    some = [lot.randrange(count) + 1 for _ in range(ROUNDS)]
    return {
        "front": [("", "?lang=all", "?lang=ar", "ar/")[n % 4] for n in range(ROUNDS)],
        "article": [f"article/{number}" for number in some],
        "story": [f"story/{lot.randrange(stories) + 1}" for _ in range(ROUNDS)],
        "search": [f"search?q={quote(_asked(words, lot, n))}" for n in range(ROUNDS)],
        "section": [f"section/{('World', 'Sport', 'Business')[n % 3]}" for n in range(ROUNDS)],
        "source": [f"source/outlet{lot.randrange(SOURCES)}" for _ in range(ROUNDS)],
        "hashtag": [f"hashtag/{lot.choice(writer.tags).casefold()}" for _ in range(ROUNDS)],
        "country": [f"country/{lot.choice(COUNTRIES).lower()}" for _ in range(ROUNDS)],
        "countries": ["countries"] * ROUNDS,
        "sources": ["sources"] * ROUNDS,
        "eight": ["eight", "ar/eight"] * (ROUNDS // 2),
        "feed": (LISTS * ROUNDS)[:ROUNDS],
    }


OWN = {"saved": ["saved"] * ROUNDS, "history": ["history"] * ROUNDS, "me": ["me"] * ROUNDS}
"""Pages that only somebody signed in has."""


def _asked(words: list[str], lot: Random, n: int) -> str:
    """A query: the commonest words, middling ones, rare ones, two together, a phrase, filters."""
    common, middling, rare = (lot.choice(words[a:b]) for a, b in ((0, 20), (200, 900), (9000, -1)))
    forms = (common, middling, rare, f"{common} {middling}", f'"{common} {words[n % 9]}"',
             f"{middling} -{common}", f"intitle:{middling}", f"{middling} lang:en source:outlet7",
             f"{common} date:30d", f"{rare} OR {middling}")  # fmt: skip
    return forms[n % len(forms)]


Measured = tuple[list[float], list[float], int]


def measured(client: Any, addresses: list[str]) -> Measured:
    """The milliseconds of every request by the clock and by the processor, each sorted, and the
    most queries one took."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    most, times, own = 0, [], []
    for address in addresses[:WARM]:
        with CaptureQueriesContext(connection) as caught:
            response = client.get(f"/{address}")
        assert response.status_code == 200, (address, response.status_code)
        most = max(most, len(caught))
    for address in addresses:
        started, at = time.perf_counter(), time.thread_time()
        client.get(f"/{address}", HTTP_ACCEPT_ENCODING="gzip")
        times.append(1000 * (time.perf_counter() - started))
        own.append(1000 * (time.thread_time() - at))
    return sorted(times), sorted(own), most


def figures(count: int) -> Iterator[Figure]:
    """The figures of every kind of page."""
    from django.test import Client

    from octavo import run
    from octavo.store.models import Story, User

    run.leave_the_loaded_alone()  # as the server does
    visitor, reader = Client(), Client()
    reader.force_login(User.objects.get(username="lella"))
    kinds = paths(count, Story.objects.count())
    for who, client, some in (
        ("visitor", visitor, kinds),
        ("signed in", reader, {k: kinds[k] for k in ASKED} | OWN),
    ):
        for kind, addresses in some.items():
            found = measured(client, addresses)
            yield from _figures(f"Pages at {count:,} articles, {who}", kind, found)


def _figures(part: str, kind: str, found: Measured) -> Iterator[Figure]:
    budget = SIGNED_IN_QUERIES if "signed" in part else QUERIES
    times, own, queries = found
    for name, share, goal in (("p50", 0.5, P50), ("p99", 0.99, P99)):
        note = f"{own[int(len(own) * share)]:.1f} ms of processor"
        value = times[int(len(times) * share)]
        yield Figure(part, f"{kind}, {name}", value, "ms", goal, at_most=True, note=note)
    yield Figure(part, f"{kind}, queries", queries, "", budget, at_most=True)


def main() -> None:
    """Fill a site and print the figures."""
    (count,) = sizes([ARTICLES], [TINY])
    with site(OCTAVO_WORKERS="0"):
        from django.conf import settings

        from bench.serving import synthetic_site

        settings.ALLOWED_HOSTS = ["testserver"]
        started = time.perf_counter()
        for done in synthetic_site.fill(count):
            print(f"\r{done:,} articles", end="", file=sys.stderr, flush=True)
        print(f" in {time.perf_counter() - started:.0f} s", file=sys.stderr)
        count_all()
        hand_over(list(figures(done)))


def count_all() -> None:
    """Let the database and the site count what is there, as after a walk."""
    from datetime import UTC, datetime

    from django.db import connection

    from octavo.actions import maintenance

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    maintenance.count(datetime.now(UTC))


if __name__ == "__main__":
    main()
