"""Acceptance checks: a wall before the page is no article, unless enough of the article stands
before it too."""

from datetime import UTC, datetime, timedelta

import pytest

from octavo.errors import NoArticle
from octavo.extract.clean.acceptance import check_acceptance, timed
from octavo.types import Article, Block, Entry
from rows import every_row

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
WALL = (
    "We value your privacy. Accept all cookies to go on reading, or manage your preferences here."
)
LINE = (
    "The ferry left the harbour at nine with a hundred and twenty people on board, and number {} "
    "of them said that the sea had been calm on the way out."
)


def _article(*lines: str, **fields: object) -> Article:
    blocks = tuple(Block("paragraph", line, f"<p>{line}</p>") for line in lines)
    values: dict[str, object] = {
        "url": "https://herald.example/news/a-ferry-at-nine-2026",
        "headline": "A ferry at nine",
        "blocks": blocks,
        "published": NOW,
        "date_precision": "time",
    }
    return Article(**(values | fields))  # type: ignore[arg-type]


@every_row(("count", "passes"), [(0, False), (1, False), (2, False), (3, True)])
def test_a_wall_is_forgiven_where_three_paragraphs_stand_beside_it(count, passes):
    made = _article(WALL, *(LINE.format(n) for n in range(count)))
    if passes:
        check_acceptance(made)
        return
    with pytest.raises(NoArticle) as refused:
        check_acceptance(made)
    assert refused.value.code == ("wall" if count else refused.value.code)


ITEM = Entry(1, "k", "https://news.example/1", "Ferry aground")
SITEMAP = Entry(1, "k", "https://news.example/1", "")
UNTIMED = [({"date_precision": ""}, "undated"), ({"published": NOW + timedelta(days=3)}, "future")]


@pytest.mark.parametrize("entry", [None, SITEMAP])
@pytest.mark.parametrize(("fields", "code"), UNTIMED)
def test_a_page_of_no_time_that_can_be_is_refused(fields, code, entry):
    with pytest.raises(NoArticle) as refused:
        timed(_article(LINE, entry=entry, **fields), NOW)
    assert refused.value.code == code


@pytest.mark.parametrize(("fields", "code"), UNTIMED)
def test_an_item_of_a_feed_is_of_the_time_it_was_first_seen(fields, code):
    made = timed(_article(LINE, entry=ITEM, **fields), NOW)
    assert (made.published, made.date_precision) == (NOW, "seen")


def test_nothing_of_a_feed_is_hours_ahead_and_clocks_may_differ_a_little():
    ahead = _article(LINE, entry=ITEM, published=NOW + timedelta(hours=3))
    assert timed(ahead, NOW).published == NOW
    skewed = _article(LINE, entry=ITEM, published=NOW + timedelta(minutes=50))
    assert timed(skewed, NOW) == skewed


def test_an_hour_ahead_is_a_zone_and_no_future():
    page = _article(LINE, published=NOW + timedelta(hours=14))
    assert timed(page, NOW) == page
