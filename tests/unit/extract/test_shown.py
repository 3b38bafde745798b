"""What only the eye finds on a page: bylines, the lead picture, captions, bold subheads."""

from datetime import UTC, datetime

import pytest

from octavo.extract.article import article
from octavo.types import Article, Entry, Page

PROSE = "The harbour of Lindqvist was closed for a second day after a ferry ran aground in fog. "
TEXT = "".join(
    f"<p>{PROSE}Nobody was hurt, the harbour master said on day {n}.</p>" for n in range(5)
)


def made(above: str = "", text: str = TEXT, head: str = "") -> Article:
    html = (
        f'<html><head><meta property="article:published_time" content="2025-05-01T10:00:00Z">{head}</head>'
        f"<body><main><article><h1>Ferry runs aground at Lindqvist</h1>{above}<div class=article-body>{text}"
        "</div></article></main></body></html>"
    )
    return article(
        Page("https://www.northernpost.example/a", html, datetime(2025, 6, 1, tzinfo=UTC))
    )


@pytest.mark.parametrize(
    ("byline", "people"),
    [
        ("<p class=byline>By Ada Holm 05/01/2025 10:00 AM</p>", ("Ada Holm",)),
        ("<p class=byline>By Ada Holm and Tom Field | May 1, 2025</p>", ("Ada Holm", "Tom Field")),
        ("<div class=author>By</div><div class=author>Ada Holm</div>", ("Ada Holm",)),
        ("<p>By <a href=/staff/ada-holm>Ada Holm</a>, Post staff writer</p>", ("Ada Holm",)),
        ("<p class=byline>Ada Holm, harbour reporter</p>", ("Ada Holm",)),
        ("<p class=byline>By staff</p>", ()),
    ],
)
def test_a_byline_that_is_only_seen(byline: str, people: tuple[str, ...]) -> None:
    assert made(byline).authors == people


def test_the_picture_of_the_page_is_taken_before_the_one_for_sharing() -> None:
    figure = "<figure><img src=/ferry.jpg><figcaption>The ferry on Thursday. Photo: Ada Holm</figcaption></figure>"
    picture = made(
        figure, head='<meta property="og:image" content="https://x.example/card.jpg">'
    ).picture
    assert picture is not None
    assert picture.url == "https://www.northernpost.example/ferry.jpg"
    assert (picture.caption, picture.credit) == ("The ferry on Thursday.", "Ada Holm")


def test_the_picture_for_sharing_is_taken_where_the_page_shows_none() -> None:
    avatar = "<img src=/ada.jpg width=48>"
    picture = made(
        avatar, head='<meta property="og:image" content="https://x.example/card.jpg">'
    ).picture
    assert picture is not None and picture.url == "https://x.example/card.jpg"


@pytest.mark.parametrize("name", ["caption", "wp-caption-text", "imageCaption", "image_caption"])
def test_a_line_that_is_called_a_caption_is_no_body(name: str) -> None:
    found = made(
        text=f"{TEXT}<div><img src=/b.jpg><p class={name}>The pier, seen from the sea.</p></div>{TEXT[:200]}"
    )
    assert "seen from the sea" not in found.text


def test_a_bold_line_is_a_subhead_and_a_bold_sentence_is_none() -> None:
    bold = (
        "<p><strong>What happens next</strong></p>" + TEXT + "<p><b>Nobody was hurt.</b></p>" + TEXT
    )
    kinds = {
        block.text: block.kind for block in made(text=TEXT.replace("day", "night") + bold).blocks
    }
    assert kinds["What happens next"] == "subhead"
    assert kinds.get("Nobody was hurt.", "paragraph") == "paragraph"


def test_the_feed_speaks_where_no_line_of_the_page_is_sure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("octavo.extract.article.DOUBTFUL", 1.1)
    html = f"<html><body><h1>Ferry runs aground</h1>{TEXT}</body></html>"
    when = datetime(2025, 5, 1, tzinfo=UTC)
    summary = "A ferry ran aground at Lindqvist on Thursday; nobody was hurt."
    entry = Entry(
        1, "k", "https://www.northernpost.example/a", "Ferry runs aground", summary, published=when
    )
    page = Page("https://www.northernpost.example/a", html, datetime(2025, 6, 1, tzinfo=UTC), entry)
    found = article(page)
    assert (found.text, found.partial) == (summary, "summary")


def test_a_clear_page_is_taken_surely() -> None:
    assert made().confidence > 0.8
