"""Saved pages of our own writing, each beside the article expected of it."""

import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from octavo.errors import NoArticle
from octavo.extract.article import article
from octavo.types import Article, Page
from rows import every_row

HERE = Path(__file__).resolve().parents[2] / "data" / "extract"
FETCHED = datetime(2025, 6, 1, tzinfo=UTC)
NAMES = sorted(path.stem for path in HERE.glob("*.json"))
FIELDS = (
    "url", "headline", "authors", "date_precision", "language", "section", "tags", "wire", "dateline",
    "source_name", "source_logo", "partial", "corrections",
)  # fmt: skip


def saved(name: str) -> tuple[Page, dict[str, Any]]:
    expected = json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))
    html = (HERE / f"{name}.html").read_text(encoding="utf-8")
    url = expected.get("url", f"https://www.northernpost.example/news/{name}")
    return Page(url, html, FETCHED), expected


@cache
def read(name: str) -> Article:
    return article(saved(name)[0])


@every_row("name", [name for name in NAMES if not name.startswith("refused")])
def test_fields_of_the_article(name: str) -> None:
    made, expected = read(name), saved(name)[1]
    found = {field: getattr(made, field) for field in FIELDS if field in expected}
    found = {
        field: list(value) if isinstance(value, tuple) else value for field, value in found.items()
    }
    assert found == {field: expected[field] for field in FIELDS if field in expected}
    assert made.published.isoformat() == expected["published"]
    if "modified" in expected:
        assert made.modified is not None and made.modified.isoformat() == expected["modified"]
    if "picture" in expected:
        assert made.picture is not None
        assert {"caption": made.picture.caption, "credit": made.picture.credit} == expected[
            "picture"
        ]


@every_row("name", [name for name in NAMES if not name.startswith("refused")])
def test_body_of_the_article(name: str) -> None:
    made, expected = read(name), saved(name)[1]
    assert made.text.startswith(expected["opens"])
    assert made.text.endswith(expected.get("closes", ""))
    if "kinds" in expected:
        assert [block.kind for block in made.blocks] == expected["kinds"]
    for line in expected.get("absent", []):
        assert line not in made.text
    for markup in expected.get("present", []):
        assert markup in made.html
    assert_inert(made)


@every_row("name", [name for name in NAMES if name.startswith("refused")])
def test_refusals_name_their_reason(name: str) -> None:
    page, expected = saved(name)
    with pytest.raises(NoArticle) as refusal:
        article(page)
    assert refusal.value.code == expected["refused"]
    assert refusal.value.detail


@every_row("name", [name for name in NAMES if not name.startswith("refused")])
def test_extracting_the_article_again_changes_nothing(name: str) -> None:
    made = read(name)
    head = f'<meta property="article:published_time" content="{made.published.isoformat()}">'
    html = f"<html><head>{head}</head><body><article><h1>{made.headline}</h1>{made.html}</article></body></html>"
    again = article(Page(made.url, html, FETCHED))
    assert again.text == made.text


def assert_inert(made: Article) -> None:
    lowered = made.html.lower()
    for active in (
        "<script",
        "<iframe",
        "<style",
        "onclick",
        "onerror",
        "javascript:",
        "style=",
        "class=",
    ):
        assert active not in lowered
