"""The window: the same stories whatever the hash seed, the batch or a restart between."""

import gc
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from weakref import ref

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from octavo.analyse.article import analysis
from octavo.stories.similarity.features import ArticleFeatures
from octavo.stories.similarity.local_density import packed_nearest
from octavo.stories.window import restore
from octavo.stories.window.live_window import Window
from octavo.stories.window.restore import StoredArticle
from octavo.types import Article, Block, Placement

START = datetime(2026, 3, 2, 8, tzinfo=UTC)

STRIKE = (
    "Fishermen in Norway began a strike over cod quotas on Monday, and 4,200 boats stayed in "
    "harbour after talks in Oslo broke down, their union said. Union leader Kari Nordby said no "
    "boat would sail until the quotas were raised, which the fisheries ministry refused."
)
STRIKE_TOO = (
    "Some 4,200 fishing boats are idle in Norwegian harbours as a strike over cod quotas begins. "
    "Kari Nordby, who leads the fishermen's union, said talks with the fisheries ministry in Oslo "
    "had failed and that the quotas must be raised."
)
DAM = (
    "Engineers in Kenya drained a reservoir near Kisumu after cracks were seen in the dam wall. "
    "About 900 people were moved from two villages, the water authority said, and schools "
    "were closed."
)


def features(
    number: int, headline: str, text: str, hours: float = 0, **more: object
) -> ArticleFeatures:
    at = START + timedelta(hours=hours)
    article = Article("u", headline, (Block("paragraph", text, ""),), at, language="en")
    return replace(ArticleFeatures.of(number, number, article, analysis(article)), **more)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def day() -> list[ArticleFeatures]:
    return [
        features(1, "Norway's fishermen strike over cod quotas", STRIKE),
        features(2, "Cracked dam drained in Kenya", DAM, 1),
        features(3, "Cod quota strike idles Norwegian fishing boats", STRIKE_TOO, 2),
        features(4, "Fishermen strike over cod quotas in Norway", "OSLO (Wire) - " + STRIKE, 3),
        features(5, "Dam drained", DAM + " More follows.", 4),
    ]


def placed(window: Window, articles: list[ArticleFeatures]) -> list[Placement]:
    return [window.place(article) for article in articles]


def test_one_event_is_one_story_and_another_is_not(day: list[ArticleFeatures]) -> None:
    strike, dam, too, copy, dam_copy = placed(Window(), day)
    assert strike.is_new and dam.is_new and not too.is_new
    assert strike.story_id == too.story_id == copy.story_id != dam.story_id
    assert (copy.duplicate_of, dam_copy.duplicate_of) == (1, 2)


def test_a_join_explains_itself(day: list[ArticleFeatures]) -> None:
    reason = placed(Window(), day)[2].reason
    assert "cod" in reason["shared"]
    assert reason["numbers"] == ["4200"]
    assert reason["gap_hours"] == 2.0
    assert reason["parts"]["words"] > 0


def test_stories_are_numbered_from_where_the_store_left_off(day: list[ArticleFeatures]) -> None:
    assert placed(Window(next_story_id=500), day)[0].story_id == 500


def test_placing_again_changes_nothing(day: list[ArticleFeatures]) -> None:
    window = Window()
    first = placed(window, day)
    assert [p.story_id for p in placed(window, day)] == [p.story_id for p in first]
    assert len(window) == len(day)


@pytest.mark.parametrize("cut", range(6))
def test_a_restart_changes_no_later_decision(day: list[ArticleFeatures], cut: int) -> None:
    whole = placed(Window(), day)
    again = Window()
    rows = (
        StoredArticle(k, p.story_id, p.duplicate_of, packed_nearest(p.near))
        for k, p in zip(day, whole, strict=True)
    )
    again.restore(list(rows)[:cut])
    assert placed(again, day[cut:]) == whole[cut:]


def test_an_earlier_text_that_comes_late_becomes_the_original(day: list[ArticleFeatures]) -> None:
    window = Window()
    placed(window, day[:4])
    late = window.place(features(9, "Strike", STRIKE + " Reporting by the wire.", -5))
    assert late.duplicate_of is None
    assert sorted(late.reason["now_copies"]) == [(1, 9), (4, 9)]
    assert window.original_of(4) == 9
    assert window.story_of(9) == window.story_of(1)


def test_a_large_window_is_spared_by_the_collector_and_freed_without_it(
    day: list[ArticleFeatures], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A window that is filled anew, as after an editor's correction, leaves nothing behind."""
    monkeypatch.setattr(restore, "FROZEN", len(day))
    before = gc.get_freeze_count()
    window = Window()
    window.restore(StoredArticle(features, features.article_id) for features in day)
    assert gc.get_freeze_count() > before
    gc.unfreeze()
    gc.disable()
    try:
        stories = ref(window.state.stories)
        del window
        assert stories() is None
    finally:
        gc.enable()


def test_few_that_are_caught_up_with_are_left_to_the_collector(day: list[ArticleFeatures]) -> None:
    before = gc.get_freeze_count()
    Window().restore(StoredArticle(features, features.article_id) for features in day)
    assert gc.get_freeze_count() == before


def test_forgetting_leaves_only_what_is_young(day: list[ArticleFeatures]) -> None:
    window = Window()
    placements = placed(window, day)
    assert window.forget(START + timedelta(hours=1.5)) == 2
    assert window.story_of(1) is None
    assert window.story_of(3) == placements[2].story_id
    assert window.place(
        features(20, "Cod strike goes on", STRIKE_TOO.replace("begins", "goes on"), 5)
    )


def test_a_new_article_may_show_that_two_stories_are_one(day: list[ArticleFeatures]) -> None:
    window = Window()
    window.restore([StoredArticle(day[0], 7), StoredArticle(day[2], 8)])
    last = window.place(
        features(6, "Norway cod quota strike: 4,200 boats idle", STRIKE_TOO[:90] + STRIKE[90:], 3)
    )
    assert last.merged == ((8, 7),)
    assert {window.story_of(1), window.story_of(3), last.story_id} == {7}


def test_articles_without_a_time_are_placed(day: list[ArticleFeatures]) -> None:
    window = Window()
    undated = [replace(article, published=None) for article in day]
    assert placed(window, undated)[2].story_id == 1


def test_far_apart_in_time_is_another_story(day: list[ArticleFeatures]) -> None:
    window = Window()
    placed(window, day[:1])
    later = replace(day[2], published=START + timedelta(days=40))
    assert window.place(later).is_new


def test_a_thousand_copies_cost_little(day: list[ArticleFeatures]) -> None:
    window = Window()
    numbers = [replace(day[0], article_id=i, source_id=i) for i in range(1000)]
    found = placed(window, numbers)
    assert {p.duplicate_of for p in found[1:]} == {0}
    assert len({p.story_id for p in found}) == 1


def fragments() -> Iterator[str]:
    yield from (STRIKE, STRIKE_TOO, DAM, "", "cod cod cod", STRIKE[:120], DAM[40:])


TEXTS = tuple(fragments())
POOL = tuple(features(i, text[:30], text) for i, text in enumerate(TEXTS))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(POOL), st.integers(-90, 90) | st.none()), max_size=12))
def test_any_order_and_any_times(picks: list[tuple[ArticleFeatures, int | None]]) -> None:
    articles = [
        replace(k, article_id=i, published=None if d is None else START + timedelta(days=d))
        for i, (k, d) in enumerate(picks)
    ]
    window = Window()
    found = placed(window, articles)
    assert found == placed(Window(), articles)
    for placement in found:
        assert window.story(window.story_of(placement.article_id) or 0) is not None
        assert window.original_of(placement.article_id) != placement.article_id


STRIKE_AR = (
    "قالت كاري نوردبي، رئيسة اتحاد الصيادين في النرويج، إن 4200 قارب بقيت في الموانئ بعد فشل "
    "المحادثات في أوسلو حول حصص سمك القد، فيما بدأ الصيادون إضراباً مفتوحاً."
)
MATCH_AR = "فاز الفريق الضيف بهدفين دون رد في المباراة التي أقيمت مساء أمس أمام جمهور كبير."


def test_an_arabic_report_joins_the_story_by_names_and_numbers(day: list[ArticleFeatures]) -> None:
    window = Window()
    strike = window.place(day[0])
    told = Article("u", "إضراب الصيادين في النرويج", (Block("paragraph", STRIKE_AR, ""),), START,
                   language="ar")  # fmt: skip
    arabic = window.place(ArticleFeatures.of(9, 9, told, analysis(told)))
    assert arabic.story_id == strike.story_id
    assert arabic.reason["parts"]["sounds"] > 0
    assert arabic.reason["numbers"] == ["4200"]
    other = Article("u", "فوز الفريق الضيف", (Block("paragraph", MATCH_AR, ""),), START,
                    language="ar")  # fmt: skip
    assert window.place(ArticleFeatures.of(10, 9, other, analysis(other))).is_new


def _bare(number: int, hours: float = 0, **terms: float) -> ArticleFeatures:
    at = START + timedelta(hours=hours)
    return ArticleFeatures(number, number, at, "en", terms=terms, headline_terms=terms)


def test_a_newcomer_draws_an_article_out_of_a_story_it_fits_less() -> None:
    """2 is put with 1, to which it is just near enough; others show where each belongs."""
    window = Window()
    window.place(_bare(1, a=0.9, b=0.4359))
    window.place(_bare(2, 1, b=0.7, c=0.7141))
    first = window.story_of(2)
    assert first == window.story_of(1)
    later = [window.place(_bare(number, 1.5, a=1.0)) for number in (5, 6, 7)]
    later.append(window.place(_bare(3, 2, c=0.98, b=0.199)))
    assert [number for placement in later for number in placement.moved] == [2]
    assert window.story_of(2) == window.story_of(3) != window.story_of(1)
    assert not any(placement.merged for placement in later)


def test_what_is_old_is_not_drawn_any_more() -> None:
    window = Window()
    window.place(_bare(1, a=0.9, b=0.4359))
    window.place(_bare(2, 1, b=0.7, c=0.7141))
    for number in (5, 6, 7):
        assert window.place(_bare(number, 24 * 6, a=1.0)).moved == ()
    assert window.place(_bare(3, 24 * 6, c=0.98, b=0.199)).moved == ()


def test_a_restart_after_a_move_changes_no_later_decision() -> None:
    articles = [
        _bare(1, a=0.9, b=0.4359),
        _bare(2, 1, b=0.7, c=0.7141),
        *(_bare(number, 1.5, a=1.0) for number in (5, 6, 7)),
        _bare(8, 2, c=0.98, b=0.199),
    ]
    window, again = Window(), Window()
    told = [packed_nearest(p.near) for p in placed(window, articles)]
    again.restore(
        StoredArticle(k, window.story_of(k.article_id) or 0, near=near)
        for k, near in zip(articles, told, strict=True)
    )
    last = _bare(9, 3, b=0.9, c=0.4359)
    assert window.place(last) == again.place(last)


def test_a_story_keeps_the_weights_of_its_first_article_apart_from_the_articles() -> None:
    window = Window()
    first = _bare(1, a=0.9, b=0.4359)
    window.place(first)
    window.place(_bare(2, 1, a=0.9, b=0.4359))
    story = window.story(1)
    assert story is not None and len(story.members) == 2
    assert story.sum.terms["a"] == pytest.approx(1.8)
    assert first.terms["a"] == 0.9


def test_a_copy_of_a_long_text_is_found_by_few_of_its_shingles() -> None:
    texts = [" ".join(f"w{n}x{i}" for i in range(400)) for n in range(3)]
    window = Window()
    for number, text in enumerate(texts):
        window.place(features(number, f"Piece {number}", text, number))
    cut = window.place(features(9, "Piece", texts[1][: len(texts[1]) // 2], 5))
    assert cut.duplicate_of == 1
