"""What only the eye finds on a page: bylines, the lead picture, captions, bold subheads."""

from datetime import UTC, datetime

import pytest

from octavo.extract.article import article
from octavo.extract.page.pictures import same_file
from octavo.types import Article, Entry, Page
from rows import every_row

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


@every_row(
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


@every_row("name", ["caption", "wp-caption-text", "imageCaption", "image_caption"])
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


@every_row(
    ("lead", "shown"),
    [
        ("/img/2025/03/old-library-1200x630.jpg", "/img/2025/03/old-library-760x380.jpg"),
        ("/img/410384573_fc_16_9_1600.jpeg", "/img/410384573_fc_16_9_1200.jpeg"),
        ("/img/4f19d5abf6434c8e/16x9/original.jpg", "/img/4f19d5abf6434c8e/16x9/640@60.jpg"),
        ("/img/old-library.jpg?w=1200&h=630", "/img/old-library.jpg?w=940"),
        ("/thumb/AS20250113003419_comm.jpg", "/img/ab12/AS20250113003419.jpg"),
        ("/s1200/old-library.jpg", "/s615/old-library.jpg"),
        ("/PICT000329652304-xlarge_trans_ab.jpeg", "/PICT000329652304_trans_cd.jpeg"),
    ],
)
def test_addresses_of_one_picture_at_two_sizes(lead: str, shown: str) -> None:
    assert same_file(f"https://a.example{lead}") == same_file(f"https://b.example{shown}")


@every_row(
    ("one", "other"),
    [
        ("/img/harbour-1/image.jpg", "/img/harbour-2/image.jpg"),
        ("/img/20250304-library.jpg", "/img/20250304-mayor.jpg"),
        ("/img/lexus_100910236_h.jpg", "/img/lexus_100910238_h.jpg"),
        ("/gallery-of-the-fair/1.jpg", "/gallery-of-the-fair/2.jpg"),
        ("/fair/1.jpg", "/harbour/1.jpg"),
        ("/img/7/original.jpg", "/photos/9/original.jpg"),
    ],
)
def test_addresses_of_two_pictures(one: str, other: str) -> None:
    assert same_file(f"https://a.example{one}") != same_file(f"https://a.example{other}")


def test_the_lead_picture_is_shown_once_at_whatever_size() -> None:
    lines = [
        f"<p>{line}</p>" for line in TEXT.removeprefix("<p>").removesuffix("</p>").split("</p><p>")
    ]
    again = '<figure><img src="/i/hall-640x360.jpg" alt=""></figure>'
    other = '<figure><img src="/i/mayor-640x360.jpg" alt=""></figure>'
    text = lines[0] + again + lines[1] + other + "".join(lines[2:]) + other
    head = '<meta property="og:image" content="/i/hall-1200x630.jpg">'
    found = made(text=text, head=head)
    shown = [block.html for block in found.blocks if block.kind == "figure"]
    assert found.picture is not None and found.picture.url.endswith("/i/hall-640x360.jpg")
    assert len(shown) == 1 and "mayor" in shown[0]


def lead(frame: str, told: str = "/i/card.jpg") -> str:
    found = made(text=frame + TEXT, head=f'<meta property="og:image" content="{told}">')
    return found.picture.url.rsplit("/", 1)[-1] if found.picture else ""


HALL = '<img src="/i/hall.jpg" srcset="/i/hall-2x.jpg 2x" alt="">'


def test_a_lead_picture_may_stand_in_the_header_or_below_the_standfirst() -> None:
    assert lead(f"<header><picture>{HALL}</picture></header>") == "hall.jpg"
    dek = "<p>The mayor said on Tuesday that the old library stays open for another ten years.</p>"
    assert lead(f"{dek}<figure>{HALL}</figure>") == "hall.jpg"


def test_a_writers_face_is_no_lead_picture() -> None:
    assert lead(f'<div class="author-box"><picture>{HALL}</picture></div>') == "card.jpg"


def test_a_line_in_a_frame_named_for_its_picture_is_its_caption() -> None:
    words = "The two winners stand before the old library, with the mayor on the left."
    frame = f'<div class="image-widget"><img src="/i/two.jpg"><p>{words}</p></div>'
    assert words not in made(text=TEXT + frame + TEXT.replace("library", "theatre")).text
    assert words in made(text=f'{TEXT}<div class="image-widget"><p>{words}</p></div>').text


@every_row(
    ("told", "shown", "at", "precision"),
    [
        ("2025-03-05T00:00:00+08:00", "5 March 2025", "2025-03-05T00:00:00+00:00", "day"),
        ("2025-03-05T00:00:00+08:00", "5 March 2025, 00:00", "2025-03-04T16:00:00+00:00", "time"),
        ("2025-03-05T00:00:00Z", "", "2025-03-05T00:00:00+00:00", "day"),
        ("2025-03-05T00:10:00+08:00", "5 March 2025", "2025-03-04T16:10:00+00:00", "time"),
        ("2025-03-05T08:00:00+08:00", "5 March 2025", "2025-03-05T00:00:00+00:00", "time"),
    ],
)
def test_midnight_is_a_day_unless_it_is_shown(
    told: str, shown: str, at: str, precision: str
) -> None:
    said = f'{{"@type": "NewsArticle", "datePublished": "{told}"}}'
    head = f'<script type="application/ld+json">{said}</script>'
    found = made(f"<p><time>{shown}</time></p>", head=head)
    assert (found.published.isoformat(), found.date_precision) == (at, precision)


NEXT = "<h1>Old hall to be sold</h1>" + TEXT.replace("ferry", "hall").replace("harbour", "town")


def test_the_articles_that_a_page_goes_on_with_are_not_its_own() -> None:
    html = (
        "<html><head><meta property='article:published_time' content='2025-05-01T10:00:00Z'>"
        "<meta property='og:title' content='Ferry runs aground at Lindqvist'></head><body><main>"
        f"<article><h1>Ferry runs aground at Lindqvist</h1>{TEXT}</article>%s</main></body></html>"
    )
    fetched = datetime(2025, 6, 1, tzinfo=UTC)
    url = "https://www.northernpost.example/a"
    own = article(Page(url, html % "", fetched)).text
    assert article(Page(url, html % f"<article>{NEXT}</article>", fetched)).text == own
    assert article(Page(url, html % f"<div>{NEXT}</div>", fetched)).text == own


def test_a_second_heading_within_the_article_is_part_of_it() -> None:
    head = '<meta property="og:title" content="Ferry runs aground at Lindqvist">'
    found = made(text=f"{TEXT}<h1>What is next</h1>{TEXT.replace('ferry', 'barge')}", head=head)
    assert "barge" in found.text
