"""What is done where the choice is doubtful: who else is asked, and what the feed says."""

from datetime import UTC, datetime

import pytest

from octavo.extract import article as room
from octavo.extract.article import draft
from octavo.extract.body import article_body as door
from octavo.extract.body.article_body import UNSURE, Body, body
from octavo.extract.metadata.page_metadata import Metadata
from octavo.extract.page.tree import tree
from octavo.types import Entry, Page

URL = "https://www.northernpost.example/a"
LINES = [
    "The harbour was closed for a second day after a ferry ran aground in fog on Tuesday.",
    "Nobody was hurt, the harbour master said, and the ship will be towed before the weekend.",
    "Crews had worked through the night to free her, without success, in wind and rain.",
]
HTML = (
    "<html><body><article>"
    + "".join(f"<p>{line}</p>" for line in LINES)
    + "</article></body></html>"
)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses of the pages on which the second voice was asked, the first one being unsure."""
    calls: list[str] = []

    def paragraphs(_: object, url: str) -> list[str]:
        calls.append(url)
        return LINES[:2]

    monkeypatch.setattr(door, "paragraphs", paragraphs)
    monkeypatch.setattr(door, "confidence", lambda made: UNSURE - 0.01)
    return calls


def found(told: Metadata) -> Body:
    root = tree(HTML)
    assert root is not None
    return body(root, URL, told)


def test_an_unsure_choice_has_a_second_voice(asked: list[str]) -> None:
    made = found(Metadata(URL))
    assert asked == [URL]
    assert made.confidence >= UNSURE - 0.01


def test_no_second_voice_is_asked_where_the_page_tells_the_same_text(asked: list[str]) -> None:
    made = found(Metadata(URL, body_text=" ".join(LINES)))
    assert asked == []
    assert made.confidence > 0.95
    assert [block.text for block in made.blocks] == LINES


def test_a_second_voice_is_asked_where_the_page_tells_another_text(asked: list[str]) -> None:
    found(Metadata(URL, body_text=LINES[1]))
    assert asked == [URL]


def told_of(monkeypatch: pytest.MonkeyPatch, head: str, summary: str) -> Metadata:
    """What the choice of lines is told of a page that a feed's entry led to."""
    seen: list[Metadata] = []

    def spy(root: object, url: str, told: Metadata, *rest: object) -> Body:
        seen.append(told)
        return Body((), 0.9)

    monkeypatch.setattr(room, "body", spy)
    entry = Entry(1, "a", URL, "Ferry runs aground", summary=summary)
    html = HTML.replace("<body>", f"<head>{head}</head><body>")
    draft(Page(URL, html, datetime(2026, 3, 1, tzinfo=UTC), entry=entry))
    return seen[0]


def test_the_feeds_summary_speaks_where_the_page_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert told_of(monkeypatch, "", "A ferry is stuck  in fog.").dek == "A ferry is stuck in fog."


def test_the_pages_own_summary_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    own = '<meta name="description" content="The harbour stays closed, its master said.">'
    dek = told_of(monkeypatch, own, "A ferry is stuck in fog.").dek
    assert dek == "The harbour stays closed, its master said."
