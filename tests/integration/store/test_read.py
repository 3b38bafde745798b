"""What lists and pages are made of: whole at the borders of a page, in one order whatever is equal,
in the reader's language where there is one, without copies, and counted as they are listed."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from articles import place
from octavo.actions import maintenance
from octavo.store import read, site_settings
from octavo.store.models import (
    Article,
    Attempt,
    Body,
    Comment,
    Correction,
    Edition,
    Feed,
    FeedState,
    Hashtag,
    Mark,
    Related,
    Report,
    Revision,
    Source,
    Story,
    StoryFace,
    Tagging,
    User,
)
from octavo.store.read.pages import PAGE, Listing

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def herald(db) -> Source:
    site_settings.forget()
    return Source.objects.create(slug="herald", name="Harbour Herald", host="herald.example")


def _article(source: Source, number: int, **fields: Any) -> Article:
    values: dict[str, Any] = {"published": NOON, "language": "en", "headline": f"Number {number}"}
    return Article.objects.create(
        pk=number, source=source, url=f"https://herald.example/{number}", url_key=f"k{number}",
        **(values | fields),
    )  # fmt: skip


def _story(number: int, hours: float = 0, **fields: Any) -> Story:
    at = NOON + timedelta(hours=hours)
    return Story.objects.create(pk=number, **({"first_at": at, "last_at": at} | fields))


def _face(story: Story, article: Article, language: str = "en", **fields: Any) -> StoryFace:
    values = {"section": "World", "rank": 1.0}
    return StoryFace.objects.create(
        story=story, article=article, language=language, **(values | fields)
    )


def _numbers(rows: Any) -> list[int]:
    return [one.pk for one in rows]


def _whole(page: Any) -> list[list[int]]:
    """The articles of each page, one after the other; `page` takes a cursor."""
    found, cursor = [], ""
    while True:
        here: Listing = page(cursor)
        found.append(_numbers(here.articles))
        cursor = here.cursor
        if not cursor:
            return found


# ---------------------------------------------------------------- pages of lists


@pytest.mark.parametrize("same_moment", [True, False])
@pytest.mark.parametrize(
    ("count", "pages"),
    [(0, [0]), (1, [1]), (29, [29]), (30, [30]), (31, [30, 1]), (60, [30, 30]), (61, [30, 30, 1])],
)
def test_every_list_is_whole_at_the_borders_of_a_page(herald, count, pages, same_moment):
    user = User.objects.create(username="lella")
    tag = Hashtag.objects.create(key="ferry", name="Ferry")
    for n in range(1, count + 1):
        at = NOON if same_moment else NOON + timedelta(minutes=n)
        one = _article(herald, n, published=at)
        place("NO", one)
        Tagging.objects.create(hashtag=tag, article=one, published=at)
        Mark.objects.create(user=user, article=one, read_at=at, saved_at=NOON)
    lists = {
        "source": lambda cursor: read.of_source(herald, cursor),
        "country": lambda cursor: read.of_country("NO", cursor),
        "hashtag": lambda cursor: read.tagged([tag], cursor),
        "saved": lambda cursor: read.saved(user, cursor),
        "history": lambda cursor: read.history(user, cursor),
    }
    assert PAGE == 30
    for name, page in lists.items():
        found = _whole(page)
        assert [len(one) for one in found] == pages, name
        assert [number for one in found for number in one] == list(range(count, 0, -1)), name


def test_stories_of_one_rank_stand_once_each_the_newest_first(herald):
    for n in range(1, 62):
        _face(_story(n), _article(herald, n), rank=0.1 + 0.2)
    first = read.ranked(read.faces("en"))
    second = read.ranked(read.faces("en"), first.cursor)
    third = read.ranked(read.faces("en"), second.cursor)
    every = [face.story_id for page in (first, second, third) for face in page.faces]
    assert every == list(range(61, 0, -1))
    assert third.cursor == ""
    assert [len(one.faces) for one in (first, second, third)] == [30, 30, 1]
    for cursor in ("", "x~y", "1.0", "~"):
        assert read.ranked(read.faces("en"), cursor).faces == first.faces, cursor
    assert read.ranked(read.faces("en"), size=61).cursor == ""


def test_an_article_under_two_hashtags_is_listed_once(herald):
    tags = [Hashtag.objects.create(key=key, name=key) for key in ("northkorea", "dprk")]
    for n in range(1, 41):
        one = _article(herald, n, published=NOON + timedelta(hours=n))
        for tag in tags:
            Tagging.objects.create(hashtag=tag, article=one, published=one.published)
    pages = _whole(lambda cursor: read.tagged(tags, cursor))
    assert [number for one in pages for number in one] == list(range(40, 0, -1))
    assert [len(one) for one in pages] == [30, 10]


def test_days_are_counted_once_an_article_and_from_the_moment_asked_for(herald):
    tags = [Hashtag.objects.create(key=key, name=key) for key in ("ferry", "boat")]
    times = [NOON, NOON - timedelta(hours=13), NOON - timedelta(days=2), NOON + timedelta(hours=11)]
    for n, at in enumerate(times, 1):
        one = _article(herald, n, published=at, duplicate_of_id=None)
        for tag in tags:
            Tagging.objects.create(hashtag=tag, article=one, published=at)
    counted = read.articles_a_day(tags, NOON - timedelta(days=2))
    assert counted == {
        NOON.date(): 2,
        NOON.date() - timedelta(days=1): 1,
        NOON.date() - timedelta(days=2): 1,
    }
    assert NOON.date() - timedelta(days=2) not in read.articles_a_day(
        tags, NOON - timedelta(days=2) + timedelta(seconds=1)
    )


def test_the_hashtags_of_the_day_are_those_of_the_newest_day_most_first_and_none_of_one_article(
    herald,
):
    tags = {key: Hashtag.objects.create(key=key, name=key.title()) for key in "abcd"}
    given = [(0, "ab"), (-11, "ab"), (-13, "cccc"[:1]), (1, "bd")]
    for n, (hours, keys) in enumerate(given, 1):
        at = NOON + timedelta(hours=hours)
        one = _article(herald, n, published=at)
        for key in keys:
            Tagging.objects.create(hashtag=tags[key], article=one, published=at)
    assert read.hashtags_of_today() == [("b", "B", 3), ("a", "A", 2)]
    assert read.hashtags_of_today(limit=1) == [("b", "B", 3)]


def test_hashtags_come_in_the_order_asked_for():
    for key in ("a", "b"):
        Hashtag.objects.create(key=key, name=key)
    assert [tag.key for tag in read.hashtags(["b", "x", "a"])] == ["b", "a"]


# ---------------------------------------------------------------- related, coverage, timelines


def test_related_articles_stand_by_kind_then_nearness_and_copies_not_at_all(herald):
    mine = _article(herald, 1)
    kinds = ["same_subject", "later", "earlier", "same_story", "same_story", "same_story"]
    for n, (kind, score) in enumerate(zip(kinds, (0.99, 0.5, 0.4, 0.1, 0.3, 0.1), strict=True), 2):
        Related.objects.create(article=mine, other=_article(herald, n), kind=kind, score=score)
    copy = _article(herald, 20, duplicate_of_id=2)
    Related.objects.create(article=mine, other=copy, kind="same_story", score=1.0)
    found = read.related(1)
    assert [row.other_id for row in found] == [6, 5, 7, 4, 3, 2]
    assert [row.other_id for row in read.related(1, limit=2)] == [6, 5]


def test_of_many_related_articles_the_nearest_are_kept(herald):
    mine = _article(herald, 1)
    for n in range(2, 52):
        Related.objects.create(
            article=mine, other=_article(herald, n), kind="same_subject", score=n / 100
        )
    assert [row.other_id for row in read.related(1)] == list(range(51, 42, -1))


def test_coverage_is_own_reports_of_the_stories_the_newest_first(herald):
    _story(1), _story(2)
    for n in range(1, 8):
        _article(herald, n, story_id=1, published=NOON + timedelta(hours=n), is_own=n != 7)
    _article(herald, 8, story_id=2, published=NOON + timedelta(days=1))
    assert _numbers(read.coverage([1])) == [6, 5, 4, 3]
    assert _numbers(read.coverage([1, 2], 1)) == [8, 6]
    assert read.coverage([]) == []


def test_the_others_of_a_story_come_oldest_first_copies_too(herald):
    story = _story(1, articles_count=3)
    rows = [
        _article(herald, n, story=story, published=NOON - timedelta(hours=n)) for n in (1, 2, 3)
    ]
    Article.objects.filter(pk=1).update(duplicate_of=2)
    assert _numbers(read.others_of_story(rows[0])) == [3, 2, 1]
    Story.objects.update(articles_count=2)
    assert _numbers(read.others_of_story(Article.objects.get(pk=2))) == [3, 2, 1]
    Story.objects.update(articles_count=1)
    assert read.others_of_story(Article.objects.get(pk=2)) == []
    assert read.others_of_story(_article(herald, 9)) == []


def test_texts_come_in_the_order_of_their_articles(herald):
    rows = [_article(herald, n) for n in (1, 2, 3)]
    for one in rows[:2]:
        Body.objects.create(article=one, text=f"Text {one.pk}", html="")
    assert [body.text for body in read.bodies(rows[::-1])] == ["Text 2", "Text 1"]


# ---------------------------------------------------------------- faces and languages


@pytest.fixture
def twofold(herald) -> Story:
    """A story told in English first and in Arabic."""
    story = _story(1, storyline_id=1)
    _face(story, _article(herald, 2, language="ar", story=story), "ar", is_primary=False, rank=9.0)
    _face(story, _article(herald, 1, story=story), "en", is_primary=True)
    return story


@pytest.mark.parametrize(
    ("language", "told"), [("ar", "ar"), ("en", "en"), ("fr", "en"), ("", "en")]
)
def test_a_story_is_told_in_the_readers_language_or_its_own(twofold, language, told):
    page = read.story_page(1, language)
    assert isinstance(page, read.StoryPage) and page.face is not None
    assert page.face.language == told
    assert [face.language for face in read.storyline(1, language)] == [told]
    primary = read.face(1, "fr")
    assert primary is not None and primary.language == "en"


def test_a_list_of_stories_holds_each_once(twofold):
    assert [face.language for face in read.faces("ar")] == ["ar"]
    assert [face.language for face in read.faces()] == ["en"]
    assert list(read.faces("fr")) == []
    assert list(read.faces("en", "Sport")) == []
    Story.objects.filter(pk=1).update(merged_into=_story(2))
    assert list(read.faces()) == []


def test_a_storyline_is_told_in_the_order_in_which_it_came(herald):
    for number, hours in ((1, 5), (2, 1), (3, 5), (4, 3)):
        story = _story(number, hours, storyline_id=1 if number != 4 else None)
        _face(story, _article(herald, number, story=story))
    assert [face.story_id for face in read.storyline(1, "en")] == [2, 1, 3]
    assert read.storyline(None, "en") == []
    assert read.storyline(99, "en") == []
    page = read.story_page(1, "en")
    assert isinstance(page, read.StoryPage)
    assert [face.story_id for face in page.line] == [2, 3]


def test_a_story_that_was_merged_leads_to_the_other_and_one_without_faces_is_empty(herald):
    there = _story(1)
    _story(2, merged_into=there)
    assert read.story_page(2, "en") == there
    empty = read.story_page(1, "en")
    assert isinstance(empty, read.StoryPage)
    assert (empty.face, empty.articles, empty.later, empty.line) == (None, [], [], [])
    assert read.story_page(3, "en") is None
    assert read.face(1, "fr") is None


def test_a_story_shows_its_articles_oldest_first_and_what_is_near_outside_its_line(herald):
    for number, line in ((1, 1), (2, 1), (3, None)):
        story = _story(number, storyline_id=line)
        _face(story, _article(herald, number, story=story))
    _article(herald, 4, story_id=1, published=NOON - timedelta(hours=1))
    for other in (2, 3, 4):
        Related.objects.create(article_id=1, other_id=other, kind="same_subject", score=0.5)
    page = read.story_page(1, "en")
    assert isinstance(page, read.StoryPage)
    assert _numbers(page.articles) == [4, 1]
    assert [row.other_id for row in page.later] == [3]


def test_at_most_six_stories_are_near(herald):
    for number in range(1, 12):
        story = _story(number)
        _face(story, _article(herald, number, story=story))
        if number > 1:
            Related.objects.create(
                article_id=1, other_id=number, kind="same_subject", score=number / 20
            )
    page = read.story_page(1, "en")
    assert isinstance(page, read.StoryPage)
    assert [row.other_id for row in page.later] == [11, 10, 9, 8, 7, 6]


def test_the_edition_is_the_newest_of_its_language():
    for day, language in (("2026-03-01", "en"), ("2026-03-02", "en"), ("2026-03-03", "ar")):
        Edition.objects.create(day=day, language=language, stories=[], made_at=NOON)
    found = read.edition("en")
    assert found is not None and str(found.day) == "2026-03-02"
    assert read.edition("fr") is None


# ---------------------------------------------------------------- one article


def test_an_article_page_says_whether_there_is_more_to_read(herald):
    one = _article(herald, 1)
    Body.objects.create(article=one, text="New", html="")
    page = read.article_page(1)
    assert page is not None
    assert (page.article.is_revised, page.comments) == (False, [])
    Revision.objects.create(article=one, headline="Old", text="Old", replaced_at=NOON)
    Comment.objects.create(article=one, user=User.objects.create(username="lella"), text="Hm.")
    page = read.article_page(1)
    assert page is not None
    assert (page.article.is_revised, len(page.comments)) == (True, 1)
    assert read.article_page(2) is None


def test_changes_are_told_newest_first_each_against_what_came_after_it(herald):
    one = _article(herald, 1, headline="Third")
    Body.objects.create(article=one, text="same\nthree", html="")
    for hours, headline, text in ((1, "First", "same\none"), (2, "Second", "same\ntwo")):
        Revision.objects.create(
            article=one, headline=headline, text=text, replaced_at=NOON + timedelta(hours=hours)
        )
    new, old = read.differences(Article.objects.select_related("body").get()).changes
    assert (new.headline_before, new.headline_after) == ("Second", "Third")
    assert new.lines == [("-", "two"), ("+", "three")]
    assert (old.headline_before, old.headline_after) == ("First", "Second")
    assert old.lines == [("-", "one"), ("+", "two")]


def test_answers_stand_under_what_they_answer_however_they_came(herald):
    one, user = _article(herald, 1), User.objects.create(username="lella")
    made: dict[str, Comment] = {}
    for minute, text, parent in (
        (0, "a", ""), (1, "b", ""), (2, "a1", "a"), (3, "b1", "b"), (4, "a2", "a"),
        (5, "a11", "a1"),
    ):  # fmt: skip
        made[text] = Comment.objects.create(
            article=one, user=user, text=text, parent=made.get(parent),
            made_at=NOON + timedelta(minutes=minute),
        )  # fmt: skip
    thread = read.thread(one)
    assert [(row.text, row.depth) for row in thread] == [
        ("a", 0), ("a1", 1), ("a11", 2), ("a2", 1), ("b", 0), ("b1", 1),
    ]  # fmt: skip


def test_a_moderator_sees_what_is_held_and_what_is_reported_until_it_is_decided(herald):
    one, user = _article(herald, 1), User.objects.create(username="lella")
    states = ("held", "shown", "shown", "hidden", "shown")
    rows = [Comment.objects.create(article=one, user=user, text="x", state=s) for s in states]
    for row in (rows[1], rows[3], rows[4]):
        Report.objects.create(comment=row, user=user)
    Comment.objects.filter(pk=rows[4].pk).update(decided_at=NOON)
    queue = list(read.comment_queue())
    assert _numbers(queue) == _numbers(rows[:2])
    assert [row.reports_count for row in queue] == [0, 1]


# ---------------------------------------------------------------- for admins


def test_a_correction_is_made_on_originals_with_their_copies_counted(herald):
    story = _story(1)
    for n in (1, 2, 3, 4):
        _article(herald, n, story=story, published=NOON + timedelta(hours=-n))
    Article.objects.filter(pk__in=[2, 3]).update(duplicate_of=1)
    Article.objects.filter(pk=4).update(duplicate_of=_article(herald, 5).pk)
    found = read.story_for_correction(1)
    assert found is not None
    assert [(row.pk, row.copies) for row in found.articles] == [(4, 0), (1, 2)]
    assert read.story_for_correction(2) is None


def test_the_stories_offered_are_the_nearest_each_once(herald):
    for number in range(1, 13):
        story = _story(number)
        _face(story, _article(herald, number, story=story))
    for number in range(2, 13):
        Related.objects.create(article_id=1, other_id=number, kind="later", score=number / 20)
    _article(herald, 20, story_id=2)
    Related.objects.create(article_id=1, other_id=20, kind="later", score=0.99)
    _article(herald, 21, story_id=1)
    Related.objects.create(article_id=1, other_id=21, kind="later", score=1.0)
    found = read.story_for_correction(1)
    assert found is not None
    assert [face.story_id for face in found.near] == [2, 12, 11, 10, 9, 8, 7, 6]


def test_corrections_are_told_latest_first_with_the_headlines_of_their_stories(herald):
    for number in (1, 2):
        story = _story(number)
        _face(story, _article(herald, number, story=story))
    _face(Story.objects.get(pk=1), _article(herald, 3), "ar", is_primary=False)
    for hours, story, other in ((1, 1, 2), (3, 2, None), (2, 1, None)):
        Correction.objects.create(
            kind="merge", story_id=story, other_id=other, made_at=NOON + timedelta(hours=hours)
        )
    told = [(one.story, one.other) for one in read.corrections()]
    assert told == [("Number 2", ""), ("Number 1", ""), ("Number 1", "Number 2")]
    about = read.story_for_correction(2)
    assert about is not None
    assert [(one.story, one.other) for one in about.done] == [
        ("Number 2", ""), ("Number 1", "Number 2"),
    ]  # fmt: skip


def test_feeds_stand_worst_first_and_those_of_imports_not_at_all(herald):
    other = Source.objects.create(slug="a", name="A Paper", host="a.example")
    given = ((herald, 0), (other, 0), (herald, 7), (herald, None))
    for n, (source, failures) in enumerate(given):
        feed = Feed.objects.create(source=source, url=f"https://x.example/{n}")
        if failures is not None:
            FeedState.objects.create(feed=feed, failures=failures)
    Feed.objects.create(source=herald, url="import:", kind="import")
    assert [feed.url[-1] for feed in read.health()] == ["2", "1", "0", "3"]
    assert len(read.health(2)) == 2
    assert read.counts()["feeds"] == 4


def test_causes_are_counted_by_step_since_then_most_first(herald):
    given = [("article", "dns"), ("article", "wall"), ("article", "wall"), ("rule", "x"),
             ("rule", "x"), ("feed", "dns")]  # fmt: skip
    for step, cause in given:
        Attempt.objects.create(step=step, cause=cause, detail=f"rule of {cause}", at=NOON)
    Attempt.objects.create(step="article", cause="old", at=NOON - timedelta(seconds=1))
    assert read.refusals(NOON) == [("wall", 2), ("dns", 1)]
    assert read.missed_rules(NOON) == [("rule of x", 2)]


def test_counts_are_those_of_the_lists(herald):
    other = Source.objects.create(slug="a", name="A Paper", host="a.example", country="NO")
    for n in range(1, 6):
        place("NO" if n < 4 else "SG", _article(herald, n))
    place("NO", _article(herald, 6, is_hidden=True), _article(herald, 7, duplicate_of_id=1))
    _story(1, merged_into=_story(2))
    maintenance.count(NOON)
    assert read.countries() == [("NO", 3), ("SG", 2)]
    assert len(read.of_country("NO").articles) == 3
    assert len(read.of_source(herald).articles) == 6
    found = read.sources()
    assert [(row.name, row.articles_count) for row in found] == [
        ("Harbour Herald", 6), ("A Paper", 0),
    ]  # fmt: skip
    assert read.source("a") == other
    assert read.source("b") is None
    assert read.counts() == {"sources": 2, "feeds": 0, "articles": 7, "stories": 1, "users": 0}


def test_marks_are_a_readers_own(herald):
    lella, noor = (User.objects.create(username=name) for name in ("lella", "noor"))
    rows = [_article(herald, n) for n in (1, 2)]
    Mark.objects.create(user=lella, article=rows[0], saved_at=NOON)
    Mark.objects.create(user=noor, article=rows[1], read_at=NOON)
    assert set(read.marks_on(rows, lella)) == {1}
    assert set(read.marks_on(rows[1:], lella)) == set()
    assert _numbers(read.saved(lella).articles) == [1]
    assert _numbers(read.history(lella).articles) == []


def test_a_copy_that_a_reader_saved_is_theirs_to_keep(herald):
    user = User.objects.create(username="lella")
    _article(herald, 1)
    copy = _article(herald, 2, duplicate_of_id=1)
    Mark.objects.create(user=user, article=copy, saved_at=NOON, read_at=NOON)
    assert _numbers(read.saved(user).articles) == _numbers(read.history(user).articles) == [2]
    assert _numbers(read.visible_articles()) == [1]
    assert read.visible_article(2) == copy
