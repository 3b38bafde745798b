"""Whatever comes in, an article or a named refusal comes out, inert, in bounded time."""

import multiprocessing
import resource
import time
from datetime import UTC, datetime
from html.parser import HTMLParser
from multiprocessing.connection import Connection

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from octavo.errors import NoArticle
from octavo.extract.article import article
from octavo.extract.sanitise import safe_html
from octavo.types import Entry, Page

FETCHED = datetime(2025, 6, 1, tzinfo=UTC)
URL = "https://www.northernpost.example/a-story"
LONG = "The harbour was closed for a second day after a ferry ran aground in fog on Tuesday. " * 4

TAGS = st.sampled_from(
    "p div h1 h2 ul li table tr td blockquote figure figcaption img a b script style svg math iframe "
    "template noscript form article time meta br pre code amp-img font title base".split()
)
NAMES = st.sampled_from(
    [
        "href",
        "src",
        "class",
        "style",
        "onclick",
        "srcset",
        "content",
        "property",
        "lang",
        "datetime",
    ]
)
VALUES = st.sampled_from(
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "https://x.example/a?utm_source=b",
        "//[",
        "og:title",
        "x" * 50,
        "2025-01-01",
        '"><script>',
    ]
)
WORDS = st.sampled_from(
    [
        LONG,
        "x",
        "<!--",
        "]]>",
        "&lt;script&gt;",
        "&#0;",
        "\x00",
        "‮",
        "日本語。",
        "عربي",
        "{}",
        "By A",
    ]
)


@st.composite
def markup(draw: st.DrawFn) -> str:
    parts = []
    for _ in range(draw(st.integers(0, 12))):
        tag, close = draw(TAGS), draw(st.booleans())
        attributes = "".join(
            f' {draw(NAMES)}="{draw(VALUES)}"' for _ in range(draw(st.integers(0, 2)))
        )
        parts.append(f"<{tag}{attributes}>{draw(WORDS)}" + (f"</{tag}>" if close else ""))
    return "".join(parts)


def outcome(page: Page) -> str:
    try:
        return article(page).html
    except NoArticle as refusal:
        assert refusal.code not in {"", "unreadable"}, refusal.detail
        return ""


ACTIVE = {
    "script",
    "iframe",
    "style",
    "svg",
    "math",
    "form",
    "base",
    "meta",
    "object",
    "template",
    "input",
}
KEPT = {
    "lang",
    "href",
    "src",
    "alt",
    "title",
    "rel",
    "width",
    "height",
    "colspan",
    "rowspan",
    "scope",
    "start",
    "datetime",
}


class Reader(HTMLParser):
    """A second opinion on what the markup holds, by another parser than the one under test."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag not in ACTIVE
        for name, value in attrs:
            assert name in KEPT
            if name in {"href", "src"}:
                assert (
                    not (value or "")
                    .strip()
                    .lower()
                    .startswith(("javascript:", "data:", "vbscript:"))
                )


def assert_inert(html: str) -> None:
    Reader().feed(html)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(markup())
def test_any_markup_gives_an_inert_article_or_a_refusal(html: str) -> None:
    assert_inert(
        outcome(
            Page(
                URL,
                f"<h1>A ferry story</h1><time datetime=2025-01-02></time><p>{LONG}</p>{html}",
                FETCHED,
            )
        )
    )


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.one_of(st.text(max_size=300), st.binary(max_size=300).map(lambda b: b.decode("latin-1"))))
def test_any_text_gives_an_article_or_a_refusal(html: str) -> None:
    outcome(
        Page(
            html[:20],
            html,
            FETCHED,
            Entry(1, "k", html[:20], html[:30], html, html, published=FETCHED),
        )
    )


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(markup())
@example("<h2>A harbour <div>was closed <p>for a day")
def test_safe_html_is_inert_and_stable(html: str) -> None:
    once = safe_html(html)
    assert_inert(once)
    assert safe_html(once) == once


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
    "wide table": "<table>" + "<tr><td>1<td>2</tr>" * 10_000 + "</table>",
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_hostile_pages_are_done_with_quickly(name: str) -> None:
    started = time.process_time()
    outcome(
        Page(
            URL, f"<h1>A ferry story</h1><time datetime=2025-01-02></time>{HOSTILE[name]}", FETCHED
        )
    )
    assert time.process_time() - started < 2


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


SENTENCES = st.sampled_from(
    [
        "The harbour of Lindqvist was closed for a second day after a ferry ran aground in fog.",
        "Nobody was hurt, the harbour master said, and the ship would be towed away before night.",
        "The council will meet on Friday to hear what the new lights on the pier would cost.",
        "Two fishermen had warned of the sandbank in a letter, which the council never answered.",
        "The company that owns the ferry promised to pay for whatever had been lost on board.",
    ]
)


@st.composite
def report(draw: st.DrawFn) -> str:
    """A plain report: paragraphs, now and then a subhead before or a list or a quote behind."""
    parts = []
    for number in range(draw(st.integers(4, 9))):
        text = f"{draw(SENTENCES)} {draw(SENTENCES)} That was entry {number} of the log."
        parts.append(f"<p>{text}</p>")
        extra = draw(st.sampled_from(["", "", "h2", "ul", "blockquote"]))
        if extra == "h2":
            parts.append(
                f"<h2>What the log of day {number} says</h2><p>{draw(SENTENCES)} ({number})</p>"
            )
        elif extra:
            item = f"{draw(SENTENCES)} (Entry {number})"
            parts.append(
                f"<ul><li>{item}</li><li>And {item}</li></ul>"
                if extra == "ul"
                else f"<blockquote><p>{item}</p></blockquote>"
            )
    return "".join(parts)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(report())
def test_extracting_an_article_again_changes_nothing(inner: str) -> None:
    head = '<meta property="article:published_time" content="2025-01-02T10:00:00Z">'
    shell = (
        f"<html><head>{head}</head><body><article><h1>A ferry story</h1>%s</article></body></html>"
    )
    once = article(Page(URL, shell % inner, FETCHED))
    again = article(Page(URL, shell % once.html, FETCHED))
    assert (again.text, again.html) == (once.text, once.html)
