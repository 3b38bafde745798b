"""Whatever comes in, an article or a named refusal comes out, inert."""

from datetime import UTC, datetime
from html.parser import HTMLParser

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from octavo.errors import NoArticle
from octavo.extract.article import article
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
        "\x0b\ufffe",
        "&#1;",
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
