"""Live blogs: each post keeps its time, and pages that are none are left alone."""

import json
from datetime import UTC, datetime

import pytest

from octavo.extract.article import article
from octavo.types import Article, Page

POSTS = (
    ("2025-03-04T21:25:00+01:00", "The ferry is off the rocks", "Two tugs pulled the ferry free at high water on Tuesday evening, the harbour master said."),
    ("2025-03-04T20:10:00+01:00", "Passengers brought ashore", "All ninety passengers were brought to the town hall of Lindqvist, where soup was waiting for them."),
    ("2025-03-03T23:50:00+01:00", "A ferry runs aground in fog", "The evening ferry ran aground on the Holm rocks in thick fog, and nobody was hurt, the coast guard said."),
)  # fmt: skip
INTRO = "<p>What we know of the ferry that ran aground off Lindqvist on Monday night, as it happens.</p>"


def made(posts: str, head: str = "") -> Article:
    html = (
        f"<html><head><meta property='article:published_time' content='2025-03-03T23:50:00+01:00'>{head}"
        f"</head><body><main><article><h1>Ferry aground: as it happens</h1>{INTRO}{posts}</article></main></body></html>"
    )
    return article(Page("https://www.northernpost.example/live", html, datetime(2025, 6, 1, tzinfo=UTC)))  # fmt: skip


def marked(time: str, name: str, text: str) -> str:
    clock = f"<time datetime='{time}'>{time[11:16]}</time>"
    return f"<section class=post><div>{clock}</div><h2>{name}</h2><p>{text}</p></section>"


def stamps(found: Article) -> list[str]:
    return [b.html.split("</p>")[0] for b in found.blocks if "<time" in b.html]


SHOWN = [
    '<p><time datetime="2025-03-04T20:25:00+00:00">21:25</time>',
    '<p><time datetime="2025-03-04T19:10:00+00:00">20:10</time>',
    '<p><time datetime="2025-03-03T22:50:00+00:00">2025-03-03 23:50</time>',
]


def test_posts_marked_on_the_page_keep_their_times() -> None:
    found = made("".join(marked(*post) for post in POSTS))
    assert stamps(found) == SHOWN
    assert [b.text for b in found.blocks if "<time" in b.html] == [name for _, name, _ in POSTS]
    assert "21:25" not in found.text


def test_posts_told_in_json_keep_their_times() -> None:
    told = [{"datePublished": t, "headline": n, "articleBody": b} for t, n, b in POSTS]
    node = {"@type": "LiveBlogPosting", "headline": "Ferry aground", "liveBlogUpdate": told}
    head = f"<script type='application/ld+json'>{json.dumps(node)}</script>"
    found = made("".join(f"<h2>{name}</h2><p>{text}</p>" for _, name, text in POSTS), head)
    assert stamps(found) == SHOWN


@pytest.mark.parametrize("order", [(0, 2, 1), (0, 1)])
def test_times_out_of_order_or_too_few_are_no_posts(order: tuple[int, ...]) -> None:
    assert stamps(made("".join(marked(*POSTS[at]) for at in order))) == []


def test_reading_a_live_blog_again_changes_no_word() -> None:
    first = made("".join(marked(*post) for post in POSTS))
    again = made(first.html.replace(INTRO, ""))
    assert again.text == first.text
