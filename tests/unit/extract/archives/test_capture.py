"""Saved aggregator pages become their articles, with none of the page's furniture."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from octavo.errors import UsageError
from octavo.extract.archives.capture import articles
from octavo.types import Article
from rows import every_row

DATA = Path(__file__).resolve().parents[3] / "data" / "capture"
SHARED = Path(__file__).resolve().parents[5] / "shared" / "captures" / "daily8-article.txt"
NOON = datetime(2025, 3, 5, 12, tzinfo=UTC)
FURNITURE = (
    "Try Our AI", "Comments", "No comments", "Related Articles", "Orange background", "Daily8", "logo", "•", "ago",
    "app-store", "DOWNLOAD", "Get Started", "Telegram", "nid", "Europe News", "#", "التعليقات", "ذات صلة",
    "حمل التطبيق", "تليغرام", "خلفية", "منذ",
)  # fmt: skip


def captured(name: str) -> tuple[Article, ...]:
    return articles((DATA / name).read_text(encoding="utf-8"), NOON)


@pytest.fixture(scope="module")
def english() -> tuple[Article, ...]:
    return captured("english.txt")


def test_every_article_with_its_source_and_time(english: tuple[Article, ...]) -> None:
    assert [(a.source_name, a.headline, a.published, a.date_precision) for a in english] == [
        (
            "Northern Post",
            "Ferry aground closes Lindqvist harbour",
            datetime(2025, 3, 4, tzinfo=UTC),
            "day",
        ),
        (
            "The Harbour Gazette",
            "Fishermen of the north ask for help after the storm",
            NOON - timedelta(minutes=25),
            "time",
        ),
        ("AsiaTwo", "Bridge over the Sund to open in May", datetime(2025, 3, 4, tzinfo=UTC), "day"),
        (
            "Kulturblatt",
            "Museum shows the first map of the coast",
            datetime(2025, 3, 2, tzinfo=UTC),
            "day",
        ),
    ]


def test_arabic_pages_are_read_the_same_way() -> None:
    found = captured("arabic.txt")
    assert [(a.source_name, a.published, a.date_precision) for a in found] == [
        ("صحيفة المرفأ", datetime(2025, 3, 4, tzinfo=UTC), "day"),
        ("أخبار الساحل", NOON - timedelta(hours=5), "time"),
        ("المدينة اليوم", datetime(2025, 3, 3, tzinfo=UTC), "day"),
    ]
    assert (found[0].wire, found[0].dateline) == ("WAM", "دبي")


@pytest.mark.parametrize("name", ["english.txt", "arabic.txt"])
def test_none_of_the_furniture_survives(name: str) -> None:
    for article in captured(name):
        assert not [word for word in FURNITURE if word in article.text]
        assert article.headline not in article.text


def test_a_run_on_body_is_paragraphs_again(english: tuple[Article, ...]) -> None:
    body = english[1]
    assert [block.kind for block in body.blocks] == [
        "paragraph",
        "paragraph",
        "subhead",
        "paragraph",
        "paragraph",
    ]
    assert body.text.startswith("SUND, North - Fishermen")
    assert body.blocks[1].text.startswith(
        '"We have nothing left. What should we do?" said Olaf Nyman'
    )
    assert body.blocks[2].text == "EMPTY NETS"
    assert body.text.endswith("'But we have seen longer ones.'")


def test_captions_credits_wire_and_dateline_are_fields(english: tuple[Article, ...]) -> None:
    body = english[1]
    assert body.picture is not None
    assert body.picture.caption == "Boats lie on the beach of Sund after the storm, March 3, 2025."
    assert body.picture.credit == "REUTERS/Anna Berg"
    assert (body.wire, body.dateline) == ("Reuters", "SUND, North")
    assert english[3].picture is not None and english[3].picture.credit == "City Museum"


def test_hashtags_become_tags_and_capitals_a_subhead(english: tuple[Article, ...]) -> None:
    assert english[0].tags == ("Lindqvist", "Ferries")
    assert [b.text for b in english[0].blocks if b.kind == "subhead"] == ["WAITING FOR THE TIDE"]


def test_the_same_article_has_the_same_address_in_a_later_capture(
    english: tuple[Article, ...],
) -> None:
    text = (
        (DATA / "english.txt").read_text(encoding="utf-8").replace("25 minutes ago", "2 days ago")
    )
    later = articles(text.replace("\n", "\r\n"), NOON + timedelta(days=2))
    assert [a.url for a in later] == [a.url for a in english]
    assert all(a.url.startswith("urn:octavo:capture:") for a in later)


@every_row(
    ("shown", "ago"),
    [
        ("time5 hours ago", timedelta(hours=5)),
        ("an hour ago", timedelta(hours=1)),
        ("time1 minute ago", timedelta(minutes=1)),
        ("timeJust now", timedelta()),
        ("3h ago", timedelta(hours=3)),
        ("منذ ٣ ساعات", timedelta(hours=3)),
        ("منذ ساعة", timedelta(hours=1)),
        ("منذ ساعتين", timedelta(hours=2)),
        ("منذ 20 دقيقة", timedelta(minutes=20)),
        ("قبل 4 ساعات", timedelta(hours=4)),
    ],
)
def test_relative_times_count_from_the_capture(shown: str, ago: timedelta) -> None:
    (made,) = articles(one(shown), NOON.astimezone(timezone(timedelta(hours=4))))
    assert (made.published, made.date_precision) == (NOON - ago, "time")


@every_row(
    ("shown", "day"),
    [
        ("timeYesterday", 4),
        ("timea day ago", 4),
        ("2 days ago", 3),
        ("أمس", 4),
        ("منذ يومين", 3),
        ("01-03-2025", 1),
        ("today", 5),
    ],
)
def test_days_are_days(shown: str, day: int) -> None:
    (made,) = articles(one(shown), NOON)
    assert (made.published, made.date_precision) == (datetime(2025, 3, day, tzinfo=UTC), "day")


def one(shown: str) -> str:
    title = "A bridge is opened over the river"
    return f"{title}\n{title}\n\nThe Post\n\n{shown}\n\n  • The Post\n\n{title}\n\nThe bridge was opened on Monday by the mayor.\n"


def test_pages_with_sections_missing_are_read() -> None:
    text = (DATA / "english.txt").read_text(encoding="utf-8")
    alone = text[: text.index("Orange background")]
    assert [a.source_name for a in articles(alone, NOON)] == ["Northern Post"]
    rest = text[text.index("Related Articles") :]
    assert len(articles(rest, NOON)) == 3


@every_row(
    "text",
    ["", "Hello", "\n\n\n", "Comments\nNo comments yet...\nRelated Articles", "A line.\n" * 500],
)
def test_what_is_no_capture_is_said_plainly(text: str) -> None:
    with pytest.raises(UsageError, match="headline"):
        articles(text, NOON)


def test_a_capture_time_without_a_zone_is_refused() -> None:
    with pytest.raises(UsageError, match="zone"):
        articles(one("today"), NOON.replace(tzinfo=None))


LINES = st.sampled_from(
    [
        "time5 hours ago",
        "CNA30-04-2025",
        "• A",
        "A headline of five words",
        "PHOTO: AFP",
        "",
        "x" * 700,
        "'A. B' ",
        "منذ",
    ]
)


@settings(max_examples=50, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(LINES, max_size=30).map("\n".join)))
def test_any_text_gives_articles_or_a_plain_refusal(text: str) -> None:
    try:
        found = articles(text, NOON)
    except UsageError:
        return
    assert all(a.headline and a.text and a.source_name for a in found)


@pytest.mark.skipif(not SHARED.exists(), reason="needs the shared capture beside the checkout")
def test_the_real_capture() -> None:
    found = articles(SHARED.read_text(encoding="utf-8"), datetime(2025, 6, 13, 10, tzinfo=UTC))
    assert [a.source_name for a in found] == ["CNA", "Straits Times", "Straits Times", "AsiaOne"]
    assert [a.published.hour for a in found] == [0, 5, 3, 23]
    assert [a.wire for a in found] == ["", "Reuters", "Reuters", ""]
    assert [len([b for b in a.blocks if b.kind == "paragraph"]) >= 4 for a in found] == [True] * 4
    assert found[3].headline.endswith("more to be built")
    assert not [
        word
        for a in found
        for word in FURNITURE
        if word in a.text and word not in {"logo", "ago", "#"}
    ]
