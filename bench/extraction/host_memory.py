"""Does memory across a host's pages make them cleaner? Pages of one host are streamed in order.

Each page is read twice: without a memory, and with that of the pages before it. Printed are the
stray lines (words of the body that the gold text has not) and the words missed of a host's first
pages and of its last, for the hosts of the development sets that have enough pages, by the model
that never saw the host; and the stray lines of a made-up host from its first page to its tenth.
"""

import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from octavo.extract.article import unchecked_article
from octavo.extract.body.forest import Model
from octavo.extract.body.host_memory import (
    Memory,
    packed_memory,
    unpacked_observations,
    updated_memory,
)
from octavo.formats.urls import site
from octavo.types import Article, Page

FETCHED = datetime(2100, 1, 1, tzinfo=UTC)
SETS = ("fundus_eval", "fundus_tests", "naeb", "zyte")
ENOUGH, LATE = 5, 3
Told = tuple[Page, str]


def streamed(pages: Sequence[Page], by: Model | None) -> Iterator[tuple[Article, Article]]:
    """Each page read alone, and with the memory of those before it."""
    memory = Memory()
    for page in pages:
        alone = unchecked_article(page, by)
        yield alone, unchecked_article(replace(page, memory=packed_memory(memory)), by)
        lesson = unpacked_observations(alone.observations)
        memory = updated_memory(memory, lesson) if lesson else memory


def hosts(data: Path) -> dict[str, list[Told]]:
    """The pages with a gold text of each host that has enough, oldest first."""
    found: dict[str, dict[str, tuple[str, Told]]] = defaultdict(dict)
    for name in SETS:
        for line in (data / name / "docs.jsonl").read_text("utf-8").splitlines():
            doc = json.loads(line)
            if doc.get("text") and doc.get("url"):
                path = data / name / "html" / f"{doc['id']}.html.gz"
                html = gzip.decompress(path.read_bytes()).decode("utf-8", "replace")
                told = Page(doc["url"], html, FETCHED), doc["text"]
                found[site(doc["url"])][doc["url"]] = (str(doc.get("date")), told)
    return {
        host: [told for _, told in sorted(docs.values(), key=lambda one: one[0])]
        for host, docs in found.items()
        if len(docs) >= ENOUGH
    }


def wrong(text: str, gold: str) -> tuple[int, int]:
    """Words of the text that the gold has not, and words of the gold that the text has not."""
    got, true = Counter(text.split()), Counter(gold.split())
    return (got - true).total(), (true - got).total()


def real(data: Path, model_of: Callable[[str], Model | None]) -> list[str]:
    """One line for all hosts of the sets: words wrong on pages after the first three."""
    sums = [[0, 0], [0, 0]]
    count = 0
    for host, told in hosts(data).items():
        pairs = list(streamed([page for page, _ in told], model_of(host)))
        for (_, gold), pair in list(zip(told, pairs, strict=True))[LATE:]:
            count += 1
            for side, made in enumerate(pair):
                stray, missed = wrong(made.text, gold)
                sums[side][0] += stray
                sums[side][1] += missed
    return [
        f"memory, {count} later pages of {len(hosts(data))} hosts: "
        f"stray words {sums[0][0]} alone, {sums[1][0]} with memory; "
        f"missed {sums[0][1]} alone, {sums[1][1]} with memory"
    ]


def made_up(count: int = 12) -> list[Told]:
    """Pages of a paper that never was, whose furniture reads like its reports and stands among
    them."""
    return [
        (Page(f"https://www.gazette.example/{n}", _html(n), FETCHED), _gold(n))
        for n in range(count)
    ]


_TOWNS = "Lindqvist Harrow Ostby Merrin Callow Vell Tarn Ickley Brandt Sorrel Pike Ulm".split()
_MATTERS = "harbour school bridge library market tramway orchard quarry theatre canal mill".split()
STRAY = (
    "The Gazette has been printed on the same street since 1871 and belongs to those who write it.",
    "Every Saturday our reporters walk an old road of the county and tell what they found on it.",
    "Letters of up to two hundred words reach the editor by Wednesday, and the best is framed.",
)


def _report(n: int) -> list[str]:
    town, matter = _TOWNS[n % len(_TOWNS)], _MATTERS[(n * 5) % len(_MATTERS)]
    return [
        f"The council of {town} voted on Monday to keep the old {matter} open for another year.",
        f"Opponents in {town} would rather spend the money on roads, of which {n + 3} are closed.",
        f"“The {matter} has stood {90 + n} years and will stand as many more,” they said.",
        f"A decision on the {matter} is expected before the summer recess, they say in {town}.",
    ]


def _gold(n: int) -> str:
    return "\n".join(_report(n))


def _html(n: int) -> str:
    lines = _report(n)
    mixed = [lines[0], lines[1], STRAY[0], lines[2], STRAY[1], lines[3], STRAY[2]]
    title = f"{_TOWNS[n % len(_TOWNS)]} keeps its {_MATTERS[(n * 5) % len(_MATTERS)]}"
    body = "".join(f"<p>{line}</p>" for line in mixed)
    told = f'<meta property="article:published_time" content="2025-03-{n + 1:02}T10:00:00Z">'
    return (
        f"<html><head><title>{title}</title>{told}</head>"
        f"<body><main><article><h1>{title}</h1>{body}</article></main></body></html>"
    )


def stray_lines(told: Sequence[Told]) -> list[int]:
    """Of each page of a host in order, read with memory: lines that are not its own."""
    pairs = streamed([page for page, _ in told], None)
    return [
        len(set(made.text.split("\n")) - set(gold.split("\n")))
        for (_, made), (_, gold) in zip(pairs, told, strict=True)
    ]


def lines(data: Path, model_of: Callable[[str], Model | None]) -> list[str]:
    """The lines to print."""
    stray = stray_lines(made_up())
    made = (
        f"memory, a made-up host: {stray[0]} stray lines on the first page, {stray[9]} on the tenth"
    )
    return [*real(data, model_of), made]
