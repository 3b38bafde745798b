"""Who copied whom and who was first, as pages draw it: trees in the order of time, no deeper than
can be read, and nothing of a paper's text that its visitors may not see."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import translation

from octavo.web.reading.lineage import DEEPEST, ITEMISED, Leaf, first, trees
from octavo.web.reading.timeline import RADIUS, ROW, WIDTH, timeline
from rows import every_row

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def _text(number: int, parent: int | None = None, origin: int | None = None, **more: Any) -> Any:
    """An article with its row of a lineage, published at the hour of its number."""
    lineage = SimpleNamespace(
        parent_id=parent, origin_id=origin, agency=more.get("agency", ""),
        added_count=0, cut_count=0, reworded=0, has_own_headline=False,
    )  # fmt: skip
    return SimpleNamespace(
        pk=number,
        published=NOON + timedelta(hours=more.get("hour", number)),
        source=SimpleNamespace(policy=more.get("policy", "full")),
        is_own=parent is None,
        lineage=lineage,
    )


def _drawn(leaves: list[Leaf]) -> list[Any]:
    return [(leaf.article.pk, _drawn(leaf.copies)) for leaf in leaves]


# ---------------------------------------------------------------- trees


def test_copies_hang_below_what_they_were_made_from() -> None:
    rows = [_text(1, origin=1), _text(2, 1, 1), _text(3, 2, 1), _text(4, 1, 1), _text(7, origin=7)]
    one, other = trees(rows, is_visitor=False)
    assert _drawn(one.leaves) == [(1, [(2, [(3, [])]), (4, [])])]
    assert (one.texts, one.is_here) == (4, True)
    assert _drawn(other.leaves) == [(7, [])]
    assert one.leaves[0].parent is None
    assert one.leaves[0].copies[0].parent is rows[0]


def test_the_order_of_the_rows_does_not_matter() -> None:
    rows = [_text(1, origin=1), _text(2, 1, 1), _text(3, 1, 1)]
    assert _drawn(trees(rows[::-1], is_visitor=False)[0].leaves) == [(1, [(2, []), (3, [])])]


def test_an_original_dated_after_its_copy_still_stands_above_it() -> None:
    rows = [_text(1, 2, 2, hour=0), _text(2, origin=2, hour=5)]
    (tree,) = trees(rows, is_visitor=False)
    assert _drawn(tree.leaves) == [(2, [(1, [])])]


def test_an_agency_whose_own_report_is_not_here_has_a_tree() -> None:
    rows = [_text(1, agency="Coast Wire"), _text(2, 1, agency="Coast Wire"), _text(3, agency="Net")]
    wire, net = trees(rows, is_visitor=False)
    assert (wire.agency, wire.is_here, wire.texts) == ("Coast Wire", False, 2)
    assert _drawn(wire.leaves) == [(1, [(2, [])])]
    assert (net.agency, net.texts) == ("Net", 1)


def test_articles_without_a_lineage_are_in_no_tree() -> None:
    assert trees([SimpleNamespace(pk=1, published=NOON)], is_visitor=False) == []
    assert trees([], is_visitor=True) == []


def test_a_long_chain_is_drawn_no_deeper_than_can_be_read() -> None:
    rows = [_text(1, origin=1), *(_text(n, n - 1, 1) for n in range(2, 8))]
    (tree,) = trees(rows, is_visitor=False)
    depth, leaves, drawn = 0, tree.leaves, []
    while leaves:
        depth += 1
        drawn += [leaf.article.pk for leaf in leaves]
        leaves = [copy for leaf in leaves for copy in leaf.copies]
    assert depth == DEEPEST
    assert drawn == [1, 2, 3, 4, 5, 6, 7], "what is further down stands at the last generation"


@every_row(
    ("policy", "parent_policy", "is_visitor", "is_itemised"),
    [
        ("full", "full", True, True),
        ("excerpt", "full", True, False),
        ("full", "excerpt", True, False),
        ("excerpt", "excerpt", False, True),
    ],
)
def test_visitors_read_no_sentence_of_a_paper_that_shows_them_its_beginning_only(
    policy, parent_policy, is_visitor, is_itemised
) -> None:
    rows = [_text(1, origin=1, policy=parent_policy), _text(2, 1, 1, policy=policy)]
    (tree,) = trees(rows, is_visitor=is_visitor)
    assert tree.leaves[0].copies[0].is_itemised is is_itemised


def test_of_a_great_many_copies_the_first_ones_are_itemised() -> None:
    rows = [_text(1, origin=1), *(_text(n, 1, 1) for n in range(2, ITEMISED + 3))]
    (tree,) = trees(rows, is_visitor=False)
    told = [tree.leaves[0].is_itemised, *(leaf.is_itemised for leaf in tree.leaves[0].copies)]
    assert told == [True] * ITEMISED + [False] * 2


# ---------------------------------------------------------------- in words


@every_row(
    ("counts", "own_headline", "words"),
    [
        ((0, 0, 0), False, "word for word"),
        ((0, 0, 0), True, "word for word, under a headline of its own"),
        ((1, 0, 0), False, "1 sentence added"),
        ((2, 3, 1), True, "2 sentences added, 3 left out, 1 worded anew, "
         "under a headline of its own"),
        ((0, 1, 0), False, "1 left out"),
    ],
)  # fmt: skip
def test_what_became_of_a_text_is_said_in_words(counts, own_headline, words) -> None:
    one = _text(2, 1, 1)
    by = one.lineage
    by.added_count, by.cut_count, by.reworded = counts
    by.has_own_headline = own_headline
    assert Leaf(one, by, None, is_itemised=True).changes == words
    with translation.override("ar"):
        arabic = Leaf(one, by, None, is_itemised=True).changes
    assert "," not in arabic
    assert not set(arabic) & set("0123456789")


# ---------------------------------------------------------------- who was first


def test_the_first_report_is_its_own_or_an_agencys() -> None:
    own, copy, plain = _text(1, origin=1, agency="Own"), _text(2, agency="Coast Wire"), _text(3)
    del plain.lineage
    assert first([own, copy]) == (own, "")
    assert first([copy, own]) == (copy, "Coast Wire")
    assert first([plain]) == (plain, "")
    assert first([]) is None


# ---------------------------------------------------------------- the timeline


def test_one_report_is_no_timeline() -> None:
    assert timeline([]) is None
    assert timeline([_text(1)]) is None


def test_dots_stand_where_their_hour_is() -> None:
    rows = [_text(0), _text(5), _text(10, 1)]
    drawn = timeline(rows)
    assert drawn is not None
    assert [dot.x for dot in drawn.dots] == [RADIUS, WIDTH / 2, WIDTH - RADIUS]
    assert [dot.is_copy for dot in drawn.dots] == [False, False, True]
    assert [dot.article for dot in drawn.dots] == rows
    assert (drawn.first, drawn.last) == (rows[0].published, rows[2].published)
    assert {drawn.height - dot.y for dot in drawn.dots} == {RADIUS}


def test_dots_of_one_moment_are_stacked_and_stay_inside() -> None:
    drawn = timeline([_text(n, hour=1) for n in range(30)])
    assert drawn is not None
    rows = [(drawn.height - RADIUS - dot.y) / ROW for dot in drawn.dots]
    assert rows[:10] == list(range(10))
    assert set(rows[10:]) == {9}
    assert all(RADIUS <= dot.y <= drawn.height - RADIUS for dot in drawn.dots)
    assert {dot.x for dot in drawn.dots} == {RADIUS}


def test_dots_that_only_touch_share_a_row() -> None:
    apart = 2 * RADIUS / (WIDTH - 2 * RADIUS)
    beside = timeline([_text(0), _text(1, hour=apart * 100), _text(2, hour=100)])
    over = timeline([_text(0), _text(1, hour=apart * 90), _text(2, hour=100)])
    assert beside is not None and over is not None
    assert beside.dots[0].y == beside.dots[1].y
    assert over.dots[0].y - over.dots[1].y == ROW
