"""Acceptance checks: a wall before the page is no article, unless enough of the article stands
before it too."""

from datetime import UTC, datetime, timedelta

import pytest

from octavo.errors import NoArticle
from octavo.extract.clean.acceptance import check_acceptance, check_times
from octavo.types import Article, Block

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


@pytest.mark.parametrize(("count", "passes"), [(0, False), (1, False), (2, False), (3, True)])
def test_a_wall_is_forgiven_where_three_paragraphs_stand_beside_it(count, passes):
    made = _article(WALL, *(LINE.format(n) for n in range(count)))
    if passes:
        check_acceptance(made, NOW)
        return
    with pytest.raises(NoArticle) as refused:
        check_acceptance(made, NOW)
    assert refused.value.code == ("wall" if count else refused.value.code)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"date_precision": ""}, "undated"),
        ({"published": NOW + timedelta(days=3)}, "future"),
    ],
)
def test_times_that_cannot_be_are_refused(fields, code):
    with pytest.raises(NoArticle) as refused:
        check_times(_article(LINE, **fields), NOW)
    assert refused.value.code == code


def test_an_hour_ahead_is_a_zone_and_no_future():
    check_times(_article(LINE, published=NOW + timedelta(hours=14)), NOW)
