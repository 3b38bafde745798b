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
        ({"published": None}, "undated"),
        ({"content_html": "", "summary": ""}, "empty_body"),
        ({"content_html": "", "summary": "Too short."}, "too_short"),
        ({"published": datetime(2027, 1, 1, tzinfo=UTC)}, "future"),
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
