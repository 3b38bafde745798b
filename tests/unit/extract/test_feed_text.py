"""The article as the feed has it: its own causes, its own titles, its own address."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from octavo.errors import NoArticle
from octavo.extract.article import article
from octavo.extract.feed_text import LONGEST_TITLE, first_words
from octavo.types import Entry, Page

NOW = datetime(2026, 7, 1, tzinfo=UTC)
URL = "https://news.example/log#e2"
LINE = "The harbour was closed for a second day after a ferry ran aground in fog. "
ENTRY = Entry(1, "e2", URL, "Ferry aground", LINE, f"<p>{LINE * 12}</p>", NOW, is_pageless=True)


def page(entry: Entry) -> Page:
    return Page(entry.url, "", NOW, entry)


def test_an_item_without_a_page_has_the_feed_s_words_and_its_place() -> None:
    made = article(page(ENTRY))
    assert (made.headline, made.url, made.partial) == ("Ferry aground", URL, "")
    assert made.text.startswith("The harbour was closed")


@pytest.mark.parametrize(
    ("fields", "cause"),
    [
        ({"content_html": "", "summary": ""}, "empty_body"),
        ({"content_html": "", "summary": "Too short."}, "too_short"),
    ],
)
def test_a_feed_item_is_refused_with_a_cause_of_its_own(
    fields: dict[str, object], cause: str
) -> None:
    with pytest.raises(NoArticle) as refusal:
        article(page(replace(ENTRY, **fields)))  # type: ignore[arg-type]
    assert refusal.value.code == cause


def test_an_item_without_a_title_is_called_by_its_first_words() -> None:
    assert article(page(replace(ENTRY, title=""))).headline == LINE.strip()


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Rain. More rain.", "Rain."),
        ("one two " * 40, ("one two " * 11).strip() + "…"),
        ("雨" * 200, "雨" * LONGEST_TITLE + "…"),
    ],
)
def test_first_words_are_short(text: str, title: str) -> None:
    assert first_words(text) == title


def test_a_short_item_is_kept_and_called_so() -> None:
    post = replace(ENTRY, title="", summary="Fog again at the harbour.", content_html="")
    made = article(page(post))
    assert (made.text, made.headline, made.partial) == (post.summary, post.summary, "short")
    notes = "<ul><li>Fix crash at start</li><li>Drop Python 3.9</li></ul>"
    html = f"<html><body><article><h1>v2.3.1</h1>{notes}</article></body></html>"
    release = replace(ENTRY, title="v2.3.1", summary="", content_html=notes, is_pageless=False)
    made = article(Page(URL, html, NOW, release))
    assert (made.headline, made.partial) == ("v2.3.1", "short")
    assert made.text.split("\n") == ["Fix crash at start", "Drop Python 3.9"]


@pytest.mark.parametrize("html", ["", "<html><h1>404</h1><p>Page not found</p></html>"])
def test_a_page_that_cannot_be_had_is_no_short_item(html: str) -> None:
    gone = replace(ENTRY, summary="Fog again, hm", content_html="", is_pageless=False)
    with pytest.raises(NoArticle):
        article(Page(URL, html, NOW, gone))
