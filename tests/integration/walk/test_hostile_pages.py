"""Pages made to be slow or large end in bounded time and memory."""

import multiprocessing
import resource
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection

import pytest

from octavo.types import Page
from scale.extract.test_robust import FETCHED, LONG, URL, outcome

HOSTILE = {
    "nested blocks": "<div>" * 50_000 + LONG,
    "nested inline": "<p>" + "<b>" * 50_000 + LONG,
    "crowded tag": "<p " + " ".join(f"a{i}=1" for i in range(50_000)) + f">{LONG}",
    "open quotes": '<a b="' * 100_000,
    "many paragraphs": "<p>x</p>" * 30_000,
    "one long word": "<p>" + "a" * 1_000_000,
    "one long line of capitals": "<p>" + "AB 'CD' " * 20_000,
    "a long byline": f"<p>{LONG}</p><p>By " + "a " * 40 + "!</p>",
    "dots": "<p>" + ". " * 100_000 + "</p>",
    "nested lists": "<ul><li>" * 5_000 + LONG,
    "nested tables": "<table><tr><td>" * 3_000 + LONG,
    "broken data": '<script type="application/ld+json">' + "[" * 100_000 + "</script>",
    "entities": "<p>" + "&amp;" * 200_000,
    "unclosed tags": "<a" * 1_000_000,
    "brackets": "<" * 1_000_000,
    "values without quotes": "<a b=c" * 500_000,
    "100,000 attributes": "<html " + " ".join(f"a{i}=1" for i in range(100_000)) + f"><p>{LONG}",
    "one giant text": "<p>" + "word and more. " * 330_000,
    "a giant text inside": f"<p>{LONG}</p><p>x<b>y</b>" + "word " * 1_000_000,
    "five megabytes of news": f"<div><p>{LONG} <a href=/x>more</a></p><img src=/a.jpg></div>"
    * 13_000,
    "five megabytes of emphasis": "<p>" + "<b>word</b> " * 400_000,
    "five megabytes of pictures": f"<p>{LONG}</p><figure><img src=/a.jpg></figure>" * 14_000,
    "control characters": f"<p>{LONG}"
    + "\x01\x0b&#1;&#xFFFE;<span class=sr-only>x</span>" * 12_000,
    "wide table": "<table>" + "<tr><td>1<td>2</tr>" * 10_000 + "</table>",
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_hostile_pages_are_done_with_quickly(name: str) -> None:
    html = f"<h1>A ferry story</h1><time datetime=2025-01-02></time>{HOSTILE[name]}"
    with untraced():
        started = time.process_time()
        outcome(Page(URL, html, FETCHED))
        spent = time.process_time() - started
    assert spent < 2


@contextmanager
def untraced() -> Iterator[None]:
    """The time of our code alone: what measures coverage would double it."""
    tracer = sys.gettrace()
    sys.settrace(None)
    try:
        yield
    finally:
        sys.settrace(tracer)


@pytest.mark.parametrize(
    "name", ["five megabytes of news", "five megabytes of emphasis", "one giant text"]
)
def test_hostile_pages_take_bounded_memory(name: str) -> None:
    """In a process of its own, since the peak of this one is anyone's."""
    reader, writer = multiprocessing.Pipe(duplex=False)
    child = multiprocessing.get_context("fork").Process(target=_peak, args=(HOSTILE[name], writer))
    child.start()
    before, after = reader.recv()
    child.join()
    assert after - before < 150_000, "KiB"


def _peak(html: str, writer: Connection) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    outcome(Page(URL, f"<h1>A ferry story</h1><time datetime=2025-01-02></time>{html}", FETCHED))
    writer.send((before, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss))
