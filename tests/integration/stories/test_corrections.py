"""An editor joins, parts and moves: it is kept, obeyed by the walk, undone, and never contradicts
itself."""

import pytest

from articles import MEASLES, REWRITTEN, STRIKE, article, reading
from desk import AGAIN, BOATS, NOW
from octavo.actions import ingest
from octavo.actions.stories import corrections
from octavo.actions.stories.live_window import LiveWindow
from octavo.errors import Contradiction, UsageError
from octavo.store.models import Article, Correction, Related, Story, StoryFace

pytestmark = pytest.mark.django_db


def _stories(*articles: Article) -> list[int]:
    rows = dict(Article.objects.values_list("pk", "story_id"))
    return [rows[one.pk] for one in articles]


def test_a_split_makes_a_story_with_a_number_of_its_own(editor, desk, strike):
    story = strike[0].story_id
    correction = corrections.split(editor, story, [strike[2].pk])
    assert _stories(*strike) == [story, story, correction.other_id]
    assert Story.objects.get(pk=correction.other_id).articles_count == 1
    assert Story.objects.get(pk=story).articles_count == 2
    assert StoryFace.objects.get(story=correction.other_id).article == strike[2]
    assert (correction.made_by, correction.why, correction.kind) == (
        editor.user,
        "two events",
        "split",
    )


@pytest.mark.parametrize("restarted", [False, True])
def test_the_walk_does_not_join_again_what_was_parted(editor, desk, strike, restarted):
    """Reports that speak for both keep coming, to the same process and to a new one."""
    story = strike[0].story_id
    corrections.split(editor, story, [strike[2].pk])
    if restarted:
        desk.window = LiveWindow(14)
    for n, lines in enumerate((STRIKE[:2] + AGAIN[1:], REWRITTEN[:2] + AGAIN[:1], AGAIN + STRIKE)):
        desk.take(f"Port strike in Vareno ends, part {n}", lines, 3 + n)
    one, two, three = _stories(*strike)
    assert one == two == story != three
    assert Story.objects.get(pk=three).merged_into is None


def test_without_the_split_the_same_reports_stay_together(desk, strike):
    """What the test above would see if corrections were not obeyed."""
    desk.take("Port strike in Vareno ends", AGAIN + STRIKE, 3)
    assert len(set(_stories(*strike))) == 1


def test_a_merge_keeps_the_older_number_and_sends_the_other_on(editor, desk, strike, client):
    boats = desk.take("Measles drive by postal boat", MEASLES)
    assert boats.story_id != strike[0].story_id
    correction = corrections.merge(editor, boats.story_id, strike[0].story_id)
    kept, gone = strike[0].story_id, boats.story_id
    assert (correction.story_id, correction.other_id) == (kept, gone)
    assert set(_stories(*strike, boats)) == {kept}
    answer = client.get(f"/story/{gone}")
    assert (answer.status_code, answer.url) == (301, f"/story/{kept}")
    assert Story.objects.get(pk=kept).articles_count == 4
    assert not StoryFace.objects.filter(story=gone).exists()


def test_what_was_joined_is_not_drawn_apart_by_what_comes_later(editor, desk, strike):
    boats = desk.take("Measles drive by postal boat", MEASLES)
    correction = corrections.merge(editor, boats.story_id, strike[0].story_id)
    desk.window = LiveWindow(14)
    later = desk.take("Nurses vaccinate islands against measles", BOATS, 3)
    assert _stories(boats) == [correction.story_id]
    assert _stories(later) == [correction.story_id], "a newcomer joins what it is like"


def test_a_move_takes_an_article_and_its_copies_to_another_story(editor, desk, strike):
    long = desk.take("Measles drive by postal boat", MEASLES + BOATS)
    copy = desk.take("Boats bring vaccine", MEASLES + BOATS, 1)
    assert copy.duplicate_of == long
    own = "The nurses of Skerra slept two nights in the school's library."
    other = desk.take("Island nurses at work in Skerra", (own, *BOATS[::-1]), 2)
    assert not other.duplicate_of
    assert _stories(other) == _stories(long)
    target = strike[0].story_id
    corrections.move(editor, long.story_id, [long.pk], target)
    assert _stories(long, copy, other) == [target, target, other.story_id]


def test_links_between_articles_say_whether_they_are_of_one_story(editor, desk, strike):
    corrections.split(editor, strike[0].story_id, [strike[2].pk])
    kinds = dict(Related.objects.filter(article=strike[2]).values_list("other", "kind"))
    assert kinds
    assert set(kinds.values()) == {"same_subject"}
    corrections.undo(editor, Correction.objects.get().pk)
    again = Related.objects.filter(article=strike[2]).values_list("kind", flat=True)
    assert set(again) == {"same_story"}


def test_a_split_that_is_undone_is_one_story_again(editor, desk, strike, client):
    correction = corrections.split(editor, strike[0].story_id, [strike[2].pk])
    corrections.undo(editor, correction.pk)
    assert len(set(_stories(*strike))) == 1
    assert client.get(f"/story/{correction.other_id}").url == f"/story/{strike[0].story_id}"
    correction.refresh_from_db()
    assert correction.undone_by == editor.user
    assert not corrections.constraints()


def test_a_merge_that_is_undone_gives_back_the_old_number(editor, desk, strike, client):
    boats = desk.take("Measles drive by postal boat", MEASLES)
    correction = corrections.merge(editor, boats.story_id, strike[0].story_id)
    corrections.undo(editor, correction.pk)
    assert _stories(boats, strike[0]) == [boats.story_id, strike[0].story_id]
    assert client.get(f"/story/{boats.story_id}").status_code == 200
    later = desk.take("Nurses vaccinate islands against measles", BOATS, 3)
    assert _stories(later) == [boats.story_id]


def test_a_copy_that_came_since_goes_back_with_its_original(editor, desk, strike):
    boats = desk.take("Measles drive by postal boat", MEASLES + BOATS)
    correction = corrections.merge(editor, boats.story_id, strike[0].story_id)
    copy = desk.take("Boats bring vaccine", MEASLES + BOATS, 1)
    assert _stories(copy) == [correction.story_id]
    corrections.undo(editor, correction.pk)
    assert _stories(boats, copy) == [boats.story_id, boats.story_id]


def test_a_move_that_is_undone_returns_what_is_still_there(editor, desk, strike):
    boats = desk.take("Measles drive by postal boat", MEASLES)
    correction = corrections.move(editor, strike[0].story_id, [strike[2].pk], boats.story_id)
    assert _stories(strike[2]) == [boats.story_id]
    corrections.undo(editor, correction.pk)
    assert _stories(strike[2]) == [strike[0].story_id]
    with pytest.raises(UsageError, match="take back"):
        corrections.undo(editor, correction.pk)


def test_to_join_what_was_parted_is_refused_by_name_and_changes_nothing(editor, desk, strike):
    correction = corrections.split(editor, strike[0].story_id, [strike[2].pk])
    with pytest.raises(Contradiction) as refused:
        corrections.merge(editor, correction.story_id, correction.other_id)
    assert refused.value.correction == correction.pk
    assert _stories(*strike) == [correction.story_id, correction.story_id, correction.other_id]
    assert Correction.objects.count() == 1


def test_to_part_what_was_joined_is_refused_until_it_is_taken_back(editor, desk, strike):
    boats = desk.take("Measles drive by postal boat", MEASLES)
    joined = corrections.merge(editor, boats.story_id, strike[0].story_id)
    with pytest.raises(Contradiction) as refused:
        corrections.split(editor, joined.story_id, [boats.pk])
    assert refused.value.correction == joined.pk
    corrections.undo(editor, joined.pk)
    assert len(set(_stories(*strike, boats))) == 2


TRAM = (
    "Tram drivers in Elver vote this week on a timetable that starts the first tram at four.",
    "The city says that 3,400 early workers walk to the hospital because no tram runs.",
)


def test_to_take_back_what_a_later_correction_needs_is_refused(editor, desk, strike):
    """The moved article speaks for the story that was then joined with another."""
    boats = desk.take("Measles drive by postal boat", MEASLES, 3)
    tram = desk.take("Tram drivers vote on a new timetable", TRAM, 4)
    moved = corrections.move(editor, strike[0].story_id, [strike[0].pk], boats.story_id)
    joined = corrections.merge(editor, boats.story_id, tram.story_id)
    with pytest.raises(Contradiction) as refused:
        corrections.undo(editor, moved.pk)
    assert refused.value.correction == joined.pk
    moved.refresh_from_db()
    assert moved.undone_at is None
    assert _stories(strike[0], boats, tram) == [boats.story_id] * 3


def test_what_moved_on_stays_where_it_went(editor, desk, strike):
    boats = desk.take("Measles drive by postal boat", MEASLES)
    tram = desk.take("Tram drivers vote on a new timetable", TRAM, 2)
    joined = corrections.merge(editor, boats.story_id, strike[0].story_id)
    corrections.move(editor, joined.story_id, [strike[2].pk], tram.story_id)
    corrections.undo(editor, joined.pk)
    assert _stories(boats, strike[2]) == [boats.story_id, tram.story_id]


@pytest.mark.parametrize(
    ("correct", "code"),
    [
        (lambda e, s, ids: corrections.split(e, s, []), "nothing_chosen"),
        (lambda e, s, ids: corrections.split(e, s, [987654]), "nothing_chosen"),
        (lambda e, s, ids: corrections.split(e, s, ids), "all_chosen"),
        (lambda e, s, ids: corrections.merge(e, s, s), "same_story"),
        (lambda e, s, ids: corrections.merge(e, s, 987654), "no_story"),
        (lambda e, s, ids: corrections.move(e, s, ids[:1], s), "same_story"),
        (lambda e, s, ids: corrections.move(e, s, ids[:1], 987654), "no_story"),
        (lambda e, s, ids: corrections.undo(e, 987654), "undone"),
    ],
)
def test_what_cannot_be_done_is_said_and_not_done(editor, desk, strike, correct, code):
    with pytest.raises(UsageError) as refused:
        correct(editor, strike[0].story_id, [one.pk for one in strike])
    assert refused.value.code == code
    assert len(set(_stories(*strike))) == 1
    assert not Correction.objects.exists()


def test_a_copy_does_not_leave_its_original(editor, desk):
    long = desk.take("Measles drive by postal boat", MEASLES + BOATS)
    copy = desk.take("Boats bring vaccine", MEASLES + BOATS, 1)
    with pytest.raises(UsageError) as refused:
        corrections.split(editor, long.story_id, [copy.pk])
    assert refused.value.code == "is_copy"


def test_new_stories_never_take_the_number_of_a_split(editor, desk, strike):
    correction = corrections.split(editor, strike[0].story_id, [strike[2].pk])
    boats = desk.take("Measles drive by postal boat", MEASLES)
    assert boats.story_id > correction.other_id
    again = corrections.split(editor, strike[0].story_id, [strike[1].pk])
    assert again.other_id > boats.story_id


def test_two_processes_obey_the_same_word(editor, desk, strike):
    """The walk's window was filled before the correction was made elsewhere."""
    beside = LiveWindow(14)
    filled = reading(desk.sources[0], article("Tram", MEASLES, url="https://herald.example/t"))
    ingest.save_readings([filled], beside, NOW)
    corrections.split(editor, strike[0].story_id, [strike[2].pk])
    late = article("Port strike ends", AGAIN + STRIKE, url="https://herald.example/z", hours=5)
    ingest.save_readings([reading(desk.sources[0], late)], beside, NOW)
    one, two, three = _stories(*strike)
    assert one == two != three
