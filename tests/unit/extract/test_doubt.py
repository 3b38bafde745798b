"""What is done where the choice is doubtful: the second extractor, and the feed's summary."""

from datetime import UTC, datetime

import pytest

from octavo.extract.article import unchecked_article
from octavo.extract.body import article_body
from octavo.extract.body.article_body import SECOND_EXTRACTOR_BELOW, Body, body, expected_f1
from octavo.extract.metadata.page_metadata import Metadata
from octavo.extract.page.tree import tree
from octavo.extract.stages import choose_body
from octavo.types import Entry, Page
from rows import every_row

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
    """The addresses of the pages on which the second extractor was asked, the classifier being unsure."""
    calls: list[str] = []

    def second(_: object, url: str) -> list[str]:
        calls.append(url)
        return LINES[:2]

    monkeypatch.setattr(article_body, "trafilatura_body", second)
    monkeypatch.setattr(article_body, "confidence", lambda made: SECOND_EXTRACTOR_BELOW - 0.01)
    return calls


def found(metadata: Metadata) -> Body:
    root = tree(HTML)
    assert root is not None
    return body(root, URL, metadata)


def test_an_unsure_choice_asks_the_second_extractor(asked: list[str]) -> None:
    made = found(Metadata(URL))
    assert asked == [URL]
    assert made.confidence >= SECOND_EXTRACTOR_BELOW - 0.01


def test_the_second_extractor_is_not_asked_where_the_metadata_hold_the_same_text(
    asked: list[str],
) -> None:
    made = found(Metadata(URL, body_text=" ".join(LINES)))
    assert asked == []
    assert made.confidence > 0.95
    assert [block.text for block in made.blocks] == LINES


def test_the_second_extractor_is_asked_where_the_metadata_hold_another_text(
    asked: list[str],
) -> None:
    found(Metadata(URL, body_text=LINES[1]))
    assert asked == [URL]


def metadata_for(monkeypatch: pytest.MonkeyPatch, head: str, summary: str) -> Metadata:
    """What the choice of the body knows of a page that a feed's entry led to."""
    given: list[Metadata] = []

    def spy(root: object, url: str, metadata: Metadata, *rest: object) -> Body:
        given.append(metadata)
        return Body((), 0.9)

    monkeypatch.setattr(choose_body, "body", spy)
    entry = Entry(1, "a", URL, "Ferry runs aground", summary=summary)
    html = HTML.replace("<body>", f"<head>{head}</head><body>")
    unchecked_article(Page(URL, html, datetime(2026, 3, 1, tzinfo=UTC), entry=entry))
    return given[0]


def test_the_feeds_summary_speaks_where_the_page_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (
        metadata_for(monkeypatch, "", "A ferry is stuck  in fog.").dek == "A ferry is stuck in fog."
    )


def test_the_pages_own_summary_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    own = '<meta name="description" content="The harbour stays closed, its master said.">'
    dek = metadata_for(monkeypatch, own, "A ferry is stuck in fog.").dek
    assert dek == "The harbour stays closed, its master said."


@every_row("sure", [0.0, 0.2, 0.5, 0.74, 0.76, 0.93, 1.0, 1.3])
def test_confidence_is_a_share_and_rises_with_how_sure_the_choice_is(sure: float) -> None:
    assert 0 <= expected_f1(sure) <= 1
    assert expected_f1(sure) >= expected_f1(sure / 2)
