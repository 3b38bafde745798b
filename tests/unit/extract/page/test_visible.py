"""What only a screen reader hears is no text; what a reader sees stays, wherever bad markup put it."""

from datetime import UTC, datetime
from json import dumps

import pytest

from octavo.extract.article import article
from octavo.types import Article, Page
from rows import every_row

FETCHED = datetime(2025, 3, 5, tzinfo=UTC)
PARAGRAPHS = (
    "The council voted on Monday to keep the old library open for another year, after a debate of four hours.",
    "Opponents said the money would be better spent on the school next door, whose roof has leaked since spring.",
    "A final decision on the building is expected before the summer recess, the mayor told reporters afterwards.",
    "Friends of the library had gathered nine thousand names against the closure in little more than a month.",
)


def page(inner: str, head: str = "", title: str = "Old library stays open") -> Page:
    html = (
        f'<html lang="en"><head><title>{title}</title><meta property="og:type" content="article">'
        f'<meta property="article:published_time" content="2025-03-04T10:30:00Z">{head}</head>'
        f"<body>{inner}</body></html>"
    )
    return Page("https://www.northernpost.example/news/old-library-stays-open", html, FETCHED)


def made(first: str, above: str = "", below: str = "") -> Article:
    body = "".join(f"<p>{line}</p>" for line in (first, *PARAGRAPHS[1:]))
    return article(page(f"{above}<article><h1>Old library stays open</h1>{body}</article>{below}"))


@every_row(
    "hidden",
    [
        '<span class="sr-only">(opens in a new window)</span>',
        '<span class="c-link__visually-hidden">External link</span>',
        '<span class="VisuallyHidden">External link</span>',
        '<span class="screen-reader-text">External link</span>',
        '<span class="post-screen-reader-only">External link</span>',
        '<span class="a11y">External link</span>',
        '<span style="display: none">External link</span>',
        "<span hidden>External link</span>",
        '<span class="is-hidden">External link</span>',
        '<span aria-hidden="true">→</span>',
        '<span class="Link_more__x7">(öffnet in einem neuen Fenster)</span>',
        '<span class="Link_more__x7"> (s’ouvre dans un nouvel onglet)</span>',
    ],
)
def test_a_label_that_is_not_seen_is_not_read(hidden: str) -> None:
    link = f'<a href="https://council.example/vote">voted on Monday{hidden}</a>'
    text = made(PARAGRAPHS[0].replace("voted on Monday", link)).blocks[0].text
    assert text == PARAGRAPHS[0]


@every_row(
    "shown",
    [
        '<span aria-hidden="true">four</span>',
        '<span class="not-sr-only">four</span>',
        '<span class="hidden md:inline">four</span>',
        '<span class="hidden-gem">four</span>',
        '<span class="reader">four</span>',
    ],
)
def test_a_word_that_is_seen_stays(shown: str) -> None:
    assert made(PARAGRAPHS[0].replace("four", shown)).blocks[0].text == PARAGRAPHS[0]


def test_a_long_text_is_no_label_whatever_it_is_called() -> None:
    inner = "".join(f"<p>{line}</p>" for line in PARAGRAPHS)
    told = f'<h1>Old library stays open</h1><article class="a11y">{inner}</article>'
    assert article(page(told)).text == "\n".join(PARAGRAPHS)


def test_a_colon_for_the_ear_keeps_kicker_and_headline_apart() -> None:
    title = 'Town hall<span class="sr-only">: </span>Old library stays open'
    body = "".join(f"<p>{line}</p>" for line in PARAGRAPHS)
    shown = article(page(f"<article><h1>{title}</h1>{body}</article>"))
    assert shown.headline == "Town hall: Old library stays open"


@pytest.mark.parametrize("shut", ["nav", "button"])
def test_an_article_in_a_control_that_was_never_closed_is_read(shut: str) -> None:
    body = "".join(f"<p>{line}</p>" for line in PARAGRAPHS)
    inner = f"<header><{shut}><div>Menu</div><main><article><h1>Old library stays open</h1>{body}"
    assert article(page(f"{inner}</article></main></header>")).text == "\n".join(PARAGRAPHS)


def test_an_article_teased_in_a_menu_is_not_read() -> None:
    menu = "<nav><article><h3>Bridge closed</h3><p>The bridge will be closed all week.</p></article></nav>"
    assert "bridge" not in made(PARAGRAPHS[0], menu).text


@every_row(
    "loose",
    [
        f"<br>{PARAGRAPHS[0]}<br><br>",
        f"&nbsp;{PARAGRAPHS[0]}&nbsp;<br>",
        f"<strong><br></strong>{PARAGRAPHS[0]}<em> <br></em>",
        f"<span><br>{PARAGRAPHS[0]}<br></span>",
    ],
)
def test_a_paragraph_has_no_gap_of_its_own(loose: str) -> None:
    blocks = made(loose).blocks
    assert blocks[0].html == f"<p>{PARAGRAPHS[0]}</p>"
    assert [b.text for b in blocks] == list(PARAGRAPHS)


def test_empty_paragraphs_go() -> None:
    empty = "<p>&nbsp;</p><p><br></p><p><strong> </strong></p><p>\u200b</p>"
    blocks = made(f"{PARAGRAPHS[0]}</p>{empty}<p>And the doors stay open until nine.").blocks
    assert all(block.text.strip() for block in blocks)


def test_of_two_headlines_the_one_that_says_more_is_taken() -> None:
    body = "".join(f"<p>{line}</p>" for line in PARAGRAPHS)
    told = "地震速報 東の村で震度五、海沿いの町に注意を呼びかけ"
    inner = f"<h1></h1><h1>地震速報</h1><h1>{told}</h1><article>{body}</article>"
    head = f'<meta property="og:title" content="{told}">'
    assert article(page(inner, head, told)).headline == told


def _pushed(inner: str, wrapping: int) -> str:
    text = inner
    for _ in range(wrapping):
        text = dumps({"kind": "report", "content": text}).replace("<", "\\u003c")
    return f"<script>self.data.push([1,{dumps(text)}])</script>"


@pytest.mark.parametrize("wrapping", [0, 1, 2])
def test_a_text_that_a_script_holds_is_read(wrapping: int) -> None:
    inner = "".join(f"<p>{line}</p>$$AD_BREAK$$" for line in PARAGRAPHS)
    shell = "<div id=app></div>" + _pushed(inner, wrapping)
    found = article(page(shell, '<meta property="og:title" content="Old library stays open">'))
    assert found.text == "\n".join(PARAGRAPHS)
    assert found.headline == "Old library stays open"


def test_a_script_is_not_asked_where_the_page_has_its_text() -> None:
    other = "".join(
        f"<p>The harbour report of day {n} has nothing to do with it.</p>" for n in range(20)
    )
    assert made(PARAGRAPHS[0], below=_pushed(other, 1)).text == "\n".join(PARAGRAPHS)
