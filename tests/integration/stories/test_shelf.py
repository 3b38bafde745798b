"""What the window decides reaches the shelf whole."""

from dataclasses import replace

import pytest

from articles import MEASLES, STRIKE
from desk import AGAIN, BOATS, Desk
from octavo.actions import ingest
from octavo.actions.stories.live_window import LiveWindow
from octavo.store.models import Article, Related, Story

pytestmark = pytest.mark.django_db

TEXT = (*STRIKE, *AGAIN, *BOATS)


def test_a_copy_of_a_copy_whose_original_is_too_old_is_taken(desk: Desk):
    """After a restart the window holds the copy and not what it was made of."""
    first = desk.take("Dockers and boats", TEXT, hours=-24 * 10)
    second = desk.take("Dockers, and boats", TEXT, hours=-24 * 2)
    assert second.duplicate_of == first
    desk.window = LiveWindow(5)
    third = desk.take("Boats and dockers", TEXT, hours=-24)
    assert third.duplicate_of == second
    assert third.story_id == second.story_id
    desk.window = LiveWindow(5)
    fourth = desk.take("Boats, and dockers", TEXT)
    assert fourth.duplicate_of == second


def test_what_was_placed_and_not_saved_is_forgotten(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    """The number of what was rolled back is given again, to another article."""

    def broken(*_: object) -> None:
        raise ValueError("not saved")

    with monkeypatch.context() as patched:
        patched.setattr(ingest, "body_row", broken)
        with pytest.raises(ValueError, match="not saved"):
            desk.take("Vareno strike ends", STRIKE)
    measles = desk.take("Measles drive", MEASLES)
    again = desk.take("Vareno strike is over", AGAIN, 1)
    assert again.story_id != measles.story_id
    assert desk.window is not None
    assert len(desk.window) == Article.objects.count() == 2
    assert {one.articles_count for one in Story.objects.all()} == {1}


def test_stories_that_merge_beside_the_newcomer_are_counted_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    """The newcomer shows that two others are one, and is of neither."""
    one = desk.take("Vareno strike ends", STRIKE)
    other = desk.take("Measles drive", MEASLES)
    place = LiveWindow.place

    def placed(self: LiveWindow, *given: object):
        placement = place(self, *given)  # type: ignore[arg-type]
        self._window.state.merge(one.story_id, other.story_id)  # type: ignore[union-attr]
        return replace(placement, merged=((other.story_id, one.story_id),))

    monkeypatch.setattr(LiveWindow, "place", placed)
    desk.take("Sled dogs win cup", ("A cup was won by sled dogs in Harrow on Sunday.",))
    story = Story.objects.get(pk=one.story_id)
    assert story.articles_count == 2
    assert {face.article_id for face in story.faces.all()} <= {one.pk, other.pk}


def test_an_article_that_leaves_a_story_leaves_its_links_behind(desk: Desk):
    """Links within a story are taken away with it, and what is related is found anew."""
    strike = desk.take("Dockers return at noon as Vareno port strike ends", STRIKE)
    too = desk.take("Vareno dockers back at work, port strike over", AGAIN, 1)
    assert too.story_id == strike.story_id
    assert Related.objects.filter(article=strike, other=too, kind="same_story").exists()
    window = desk.window
    assert window is not None
    place = window.place

    def placed(*given: object):
        placement = place(*given)  # type: ignore[arg-type]
        inner = window._window
        assert inner is not None
        story = inner.state.stories.by_id[strike.story_id]
        inner.state.stories.rebuild(
            story.id, [m for m in story.members if m.article_id != too.pk], []
        )
        number = inner.state.new_story_id()
        inner.state.stories.rebuild(number, [inner.state.features[too.pk]], [])
        inner.state.story_of[too.pk] = number
        return replace(placement, moved=(too.pk,), follows={number: None})

    window.place = placed  # type: ignore[method-assign]
    desk.take("Sled dogs win cup", ("A cup was won by sled dogs in Harrow on Sunday.",), 2)
    too.refresh_from_db()
    assert too.story_id != strike.story_id
    assert Article.objects.get(pk=strike.pk).story.articles_count == 1
    kinds = set(Related.objects.filter(article=strike, other=too).values_list("kind", flat=True))
    assert "same_story" not in kinds
