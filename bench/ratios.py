"""The gate of speeds: figures beside a yardstick of the same run may not fall by over a quarter.

    python -m bench.ratios [NAME …] [--accept] [--tiny]          (make ratios)

    feeds cold, feeds unchanged   `reader`'s processor seconds for the same feeds, over ours
    walk                          pages walked in the processor time of one yardstick, no encoder
    pages                         pages served in that time, of a site of SITE articles
    placing                       articles placed in that time, in a window of WINDOW stories

Work and yardstick take turns in one process, ROUNDS times; each round is one ratio, and the figure
is the median. Whatever else the machine does slows both. Only this process's seconds count, so the
publisher beside it does not. The encoder is left out of the walk: how fast a processor multiplies
bytes says nothing of this code. A figure that has fallen is measured once more before it fails.
`--accept` measures three times and writes the middle one into ratios.json where it is higher (one
measurement alone can be lucky by a fifth); `--tiny` takes two rounds and holds nothing.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median, quantiles

from bench import yardstick
from bench.ground import is_tiny, site

HELD = Path(__file__).with_name("ratios.json")
ALLOWED = 0.75
"""The share of a figure that must still be reached."""
ROUNDS = {"feeds": 6, "walk": 7, "pages": 9, "placing": 9}
FEEDS, POLLS = 40, 9
WALKED, SITE = 2, 1_500
WINDOW, PLACED = 1_000, 300

Ratios = dict[str, list[float]]


def feeds(rounds: int) -> Ratios:
    """Octavo and `reader` poll the same feeds, new ones each round: cold, then unchanged."""
    from bench.serving.polling import by_octavo, by_reader
    from bench.serving.publisher import publisher

    found: Ratios = {"feeds cold": [], "feeds unchanged": []}
    with publisher() as address, site(OCTAVO_WORKERS="0", OCTAVO_FETCH_HOST_GAP="0"):
        for nth in range(rounds + 1):
            urls = [address(nth * FEEDS + n) for n in range(FEEDS)]
            ours, theirs = by_octavo(urls, POLLS), by_reader(urls, POLLS)
            if nth:  # the first round loads what is loaded once
                found["feeds cold"].append(theirs[0].cpu / ours[0].cpu)
                again = sum(one.cpu for one in theirs[1:]) / sum(one.cpu for one in ours[1:])
                found["feeds unchanged"].append(again)
    return found


def walk(rounds: int) -> Ratios:
    """The feeds of the bench's publisher are walked, new ones each round."""
    from bench.serving.publisher import ITEMS, publisher
    from bench.serving.walking import walked_here

    with publisher() as address, site(OCTAVO_WORKERS="0", OCTAVO_FETCH_HOST_GAP="0"):
        turns = iter(range(rounds + 1))

        def work() -> int:
            nth = next(turns)
            pages = walked_here([address(nth * WALKED + n) for n in range(WALKED)])
            assert pages == WALKED * ITEMS, pages
            return pages

        return {"walk": in_turn(work, rounds)}


def pages(rounds: int) -> Ratios:
    """A visitor asks for pages of every kind."""
    with site(OCTAVO_WORKERS="0"):
        from django.conf import settings
        from django.test import Client

        from bench.serving import synthetic_site
        from bench.serving.pages import count_all, paths
        from octavo import run
        from octavo.store.models import Story

        settings.ALLOWED_HOSTS = ["testserver"]
        count = list(synthetic_site.fill(SITE))[-1]
        count_all()
        run.leave_the_loaded_alone()
        kinds = paths(count, Story.objects.count())
        some = [address for addresses in kinds.values() for address in addresses[:8]]
        client = Client()

        def work() -> int:
            for address in some:
                assert client.get(f"/{address}", HTTP_ACCEPT_ENCODING="gzip").status_code == 200
            return len(some)

        return {"pages": in_turn(work, rounds)}


def placing(rounds: int) -> Ratios:
    """Articles are placed into a window, other ones each round, half of them of its stories."""
    from bench.clustering.growth import article, subject
    from octavo.stories.corpus import PLAIN
    from octavo.stories.window.live_window import Window
    from octavo.stories.window.restore import StoredArticle

    stories = [article(n, subject(n)) for n in range(WINDOW)]
    window = Window(PLAIN)
    window.restore(StoredArticle(one, one.article_id + 1) for one in stories)
    fresh = iter(range(WINDOW, WINDOW + PLACED * (rounds + 1)))
    probes = [article(n, subject(n % WINDOW if n % 2 else n), n) for n in fresh]
    batches = iter([probes[at : at + PLACED] for at in range(0, len(probes), PLACED)])

    def work() -> int:
        return sum(window.place(probe).article_id >= 0 for probe in next(batches))

    return {"placing": in_turn(work, rounds)}


def in_turn(work: Callable[[], int], rounds: int) -> list[float]:
    """What the work comes to in the processor time of a yardstick, one ratio a round; the yardstick
    is taken before and after."""
    work()
    before, found = yardstick.seconds(), []
    for _ in range(rounds):
        started = time.process_time()
        done = work()
        spent = time.process_time() - started
        after = yardstick.seconds()
        found.append(done * (before + after) / 2 / spent)
        before = after
    return found


MEASURED: dict[str, Callable[[int], Ratios]] = {
    "feeds": feeds,
    "walk": walk,
    "pages": pages,
    "placing": placing,
}


def measured(name: str) -> Ratios:
    """The ratios of one kind, measured in a process of its own."""
    rounds = 2 if is_tiny() else ROUNDS[name]
    command = [sys.executable, "-m", "bench.ratios", "--measure", name, str(rounds)]
    out = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
    found: Ratios = json.loads(out.splitlines()[-1])
    return found


def lines(found: Ratios, held: dict[str, float]) -> Iterator[str]:
    """Each figure with its spread over the rounds, and what it is held to."""
    for name, values in found.items():
        low, _, high = quantiles(values, n=4)
        yield (
            f"{name:<16} {median(values):8.2f}   rounds {low:.2f} to {high:.2f}"
            f"   held at {held.get(name, 0):.2f}"
        )


def fallen(found: Ratios, held: dict[str, float]) -> list[str]:
    """The figures that are below what they are held to."""
    return [n for n, values in found.items() if median(values) < ALLOWED * held.get(n, 0)]


def accept(held: dict[str, float], times: list[Ratios]) -> None:
    """Hold the code to the middle one of several measurements where that is higher."""
    for name in times[0]:
        middle = median(median(found[name]) for found in times)
        held[name] = max(held.get(name, 0), round(middle, 2))
    HELD.write_text(json.dumps(held, indent=1, sort_keys=True) + "\n", "utf-8")


def main() -> int:
    """Print every figure; 1 where one has fallen twice."""
    held: dict[str, float] = json.loads(HELD.read_text("utf-8")) if HELD.exists() else {}
    names = [word for word in sys.argv[1:] if word in MEASURED] or list(MEASURED)
    lost: list[str] = []
    for name in names:
        found = measured(name)
        print(*lines(found, held), sep="\n", flush=True)
        if fallen(found, held) and not is_tiny():
            found = measured(name)
            print("once more:", *lines(found, held), sep="\n", flush=True)
            lost += fallen(found, held)
        if "--accept" in sys.argv:
            accept(held, [found, measured(name), measured(name)])
    print(f"FALLEN by more than a quarter: {', '.join(lost)}" if lost else "No speed has fallen.")
    return int(bool(lost))


if __name__ == "__main__":
    if "--measure" in sys.argv:
        print(json.dumps(MEASURED[sys.argv[-2]](int(sys.argv[-1]))))
    else:
        sys.exit(main())
