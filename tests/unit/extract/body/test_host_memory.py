"""A host's pages teach: what stands on many is furniture, and it can be told, bounded and forgotten."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from random import Random

from octavo.extract.article import article
from octavo.extract.body import host_memory as remembering
from octavo.extract.body.classify import explained
from octavo.extract.body.host_memory import (
    FALLEN_CONFIDENCE,
    MAX_LINES,
    MAX_PLACES,
    MIN_PAGES,
    Memory,
    PageObservations,
    packed_memory,
    packed_observations,
    unpacked_memory,
    unpacked_observations,
    updated_memory,
)
from octavo.extract.metadata.page_metadata import page_metadata
from octavo.extract.page.text_blocks import text_blocks
from octavo.extract.page.tree import tree
from octavo.types import Page

FETCHED = datetime(2025, 6, 1, tzinfo=UTC)
TOWNS = (
    "Lindqvist",
    "Harrow",
    "Ostby",
    "Merrin",
    "Callow",
    "Vell",
    "Tarn",
    "Ickley",
    "Brandt",
    "Sorrel",
)
STRAY = (
    "Every Saturday our reporters walk an old road of the county and tell what they found on it."
)
LABEL = "What it means"


def report(n: int) -> list[str]:
    town = TOWNS[n % len(TOWNS)]
    return [
        f"The council of {town} voted on Monday to keep the old library open for another year.",
        f"Opponents in {town} would rather spend the money on roads, of which {n + 3} are closed.",
        f"“It has stood for {90 + n} years and will stand as many more,” the mayor of {town} said.",
        f"A decision is expected before the summer recess, two officials in {town} told reporters.",
    ]


def page(n: int, stray: Sequence[str] = (STRAY,), held: bytes = b"", url: str = "") -> Page:
    lines = report(n)
    inner = "".join(f"<p>{line}</p>" for line in [*lines[:2], *stray, *lines[2:]])
    html = (
        f"<html><head><title>{TOWNS[n % len(TOWNS)]} keeps its library</title>"
        f'<meta property="article:published_time" content="2025-03-{n + 1:02}T10:00:00Z"></head>'
        f"<body><main><article><h1>{TOWNS[n % len(TOWNS)]} keeps its library</h1>{inner}</article></main>"
    )
    return Page(url or f"https://www.gazette.example/{n}", html, FETCHED, memory=held)


def page_observations(n: int, *lines: str, confidence: float = 0.9) -> PageObservations:
    return PageObservations("gazette.example", f"page {n}", lines, {}, confidence)


def taught(*observed: PageObservations) -> Memory:
    memory = Memory()
    for one in observed:
        memory = updated_memory(memory, one)
    return memory


def streamed(count: int, stray: Sequence[str] = (STRAY,)) -> tuple[Memory, list[str]]:
    """What so many pages teach, and the texts they were read as."""
    memory, texts = Memory(), []
    for n in range(count):
        made = article(page(n, stray, packed_memory(memory)))
        one = unpacked_observations(made.observations)
        assert one is not None
        memory = updated_memory(memory, one)
        texts.append(made.text)
    return memory, texts


def test_the_tenth_page_is_cleaner_than_the_first() -> None:
    memory, texts = streamed(10)
    assert texts[0].split("\n") == [*report(0)[:2], STRAY, *report(0)[2:]]
    assert texts[MIN_PAGES].split("\n") == report(MIN_PAGES)
    assert texts[9].split("\n") == report(9)
    assert (memory.pages, memory.relearned) == (10, 0)


def test_an_outlets_own_label_stays() -> None:
    _, texts = streamed(6, [f"<b>{LABEL}</b>"])
    assert all(LABEL in text for text in texts)


def test_a_line_in_the_pages_own_account_of_its_text_stays() -> None:
    memory, _ = streamed(6)
    claimed = STRAY + " " + " ".join(report(7))
    shown = page(7, held=packed_memory(memory))
    said = f'<script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": "{claimed}"}}</script>'
    html = shown.html.replace("</head>", said + "</head>")
    assert STRAY in article(replace(shown, html=html)).text


def test_a_report_at_several_addresses_stays_whole() -> None:
    memory = Memory()
    for n in range(6):
        shown = page(1, held=packed_memory(memory), url=f"https://www.gazette.example/copy-{n}")
        made = article(shown)
        one = unpacked_observations(made.observations)
        assert one is not None
        memory = updated_memory(memory, one)
        assert made.text.split("\n") == [*report(1)[:2], STRAY, *report(1)[2:]]


def test_what_another_host_taught_is_not_held_against_a_page_led_elsewhere() -> None:
    memory, _ = streamed(6)
    shown = page(7, held=packed_memory(memory))
    assert STRAY not in article(shown).text
    assert STRAY in article(replace(shown, final_url="https://www.tribune.example/7")).text


def test_what_is_held_against_a_line_is_said() -> None:
    memory, _ = streamed(6)
    shown = page(7)
    root = tree(shown.html)
    assert root is not None
    made = explained(text_blocks(root), page_metadata(root, shown), memory=memory)
    stray = next(choice for choice in made if choice.text_block.text == STRAY)
    assert stray.reasons[-1] == "-stood on 6 of 6 pages of the host"
    assert not stray.is_body
    assert stray.is_repeated


def test_a_line_is_furniture_from_its_third_page_and_only_if_it_keeps_coming() -> None:
    assert not taught(*(page_observations(n, "a") for n in range(MIN_PAGES - 1))).is_boilerplate(
        "a", "story"
    )
    assert taught(*(page_observations(n, "a") for n in range(MIN_PAGES))).is_boilerplate(
        "a", "story"
    )
    rare = taught(*(page_observations(n, *("a" if n < MIN_PAGES else "")) for n in range(40)))
    assert not rare.is_boilerplate("a", "story")


def test_what_two_reports_in_three_say_in_the_same_words_is_theirs() -> None:
    memory = taught(*(page_observations(n, "story", *(["a"] if n % 3 else [])) for n in range(30)))
    assert not memory.is_boilerplate("a", "story")


def test_a_line_is_counted_among_pages_that_have_its_place() -> None:
    opinion = [page_observations(n, "column", "a") for n in range(5)]
    news = [page_observations(n, "story") for n in range(5, 30)]
    assert taught(*news, *opinion).is_boilerplate("a", "column")


def test_a_page_read_again_teaches_once() -> None:
    once = taught(page_observations(1, "a"))
    assert updated_memory(once, page_observations(1, "a", "b")) == once


def test_a_place_is_known_by_what_it_keeps_holding() -> None:
    holds = {"story": (200, 2), "box": (3, 200), "mixed": (100, 100), "small": (20, 0)}
    memory = taught(*(replace(page_observations(n), places=holds) for n in range(MIN_PAGES)))
    assert [memory.holds_body(name) for name in holds] == [True, False, None, None]
    assert memory.holds_body("never seen") is None


def test_a_new_template_is_noticed_and_learned_anew() -> None:
    old = [page_observations(n, "old") for n in range(8)]
    new = [page_observations(n, "new", confidence=0.85 - FALLEN_CONFIDENCE) for n in range(8, 14)]
    memory = taught(*old, *new)
    assert memory.relearned == 1
    assert not memory.is_boilerplate("old", "story")
    assert memory.is_boilerplate("new", "story")


def test_a_single_odd_page_changes_nothing() -> None:
    odd = page_observations(8, "odd", confidence=0.1)
    memory = taught(*(page_observations(n, "old") for n in range(8)), odd)
    assert memory.relearned == 0
    assert memory.is_boilerplate("old", "story")


def test_a_memory_stays_small_and_keeps_what_recurs() -> None:
    lot, memory = Random(7), Memory()
    for n in range(500):
        lines = ("always", *(f"{lot.getrandbits(48):012x}" for _ in range(80)))
        spots = {f"{lot.getrandbits(48):012x}": (5, 5), "story": (300, 1)}
        memory = updated_memory(memory, replace(page_observations(n, *lines), places=spots))
    assert memory.is_boilerplate("always", "story")
    assert memory.holds_body("story")
    assert len(memory.lines) <= MAX_LINES
    assert len(memory.places) <= MAX_PLACES
    assert len(packed_memory(memory)) < 12_000


def test_memory_and_lesson_cross_as_bytes() -> None:
    memory = taught(
        replace(page_observations(1, "a", "b"), places={"story": (5, 1)}), page_observations(2, "a")
    )
    assert unpacked_memory(packed_memory(memory)) == memory
    assert unpacked_observations(
        packed_observations(page_observations(1, "a"))
    ) == page_observations(1, "a")
    assert unpacked_memory(b"") == Memory()
    assert unpacked_observations(b"") is None


def test_what_another_version_wrote_is_forgotten(monkeypatch) -> None:
    held = packed_memory(taught(page_observations(1, "a")))
    monkeypatch.setattr(remembering, "MEMORY_VERSION", remembering.MEMORY_VERSION + 1)
    assert unpacked_memory(held) == Memory()
