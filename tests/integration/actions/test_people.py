"""What people do with articles and with each other's words."""

from datetime import UTC, datetime, timedelta

import pytest

from articles import REWRITTEN, STRIKE, article, reading
from octavo.actions import comments, ingest, marks, subscriptions
from octavo.actions.stories.live_window import LiveWindow
from octavo.errors import UsageError
from octavo.fetch.opml import Subscription
from octavo.store import site_settings
from octavo.store.models import Article, Comment, Mark, User
from octavo.store.read import article_page, comment_queue, differences

pytestmark = pytest.mark.django_db

NOW = datetime.now(UTC)
LATER = timedelta(minutes=3)


@pytest.fixture
def story(db) -> Article:
    site_settings.forget()
    wanted = Subscription(url="https://herald.example/feed", title="Harbour Herald")
    herald = subscriptions.subscribe([wanted])[0].feed.source_id
    ingest.save_readings([reading(herald, article())], LiveWindow(14), NOW)
    return Article.objects.get()


@pytest.fixture
def lella(db) -> User:
    return User.objects.create(username="lella")


@pytest.fixture
def moderator(db) -> User:
    return User.objects.create(username="mod", role=User.Role.MODERATOR)


def _said(user: User, story: Article, text: str, after: int = 0, **more: int) -> Comment:
    return comments.comment(user, story, text, more.get("parent"), NOW + after * LATER)


def test_reading_saving_and_unreading_touch_one_mark(lella, story):
    marks.open_article(lella, story, NOW)
    marks.mark(lella, story, "save", NOW)
    marks.mark(lella, story, "unread", NOW)
    marks.mark(lella, story, "sing", NOW)
    found = Mark.objects.get()
    assert found.read_at is None
    assert found.saved_at == NOW
    marks.mark(lella, story, "unsave", NOW)
    assert Mark.objects.get().saved_at is None


def test_opening_again_soon_writes_nothing(lella, story, django_assert_num_queries):
    marks.open_article(lella, story, NOW)
    with django_assert_num_queries(1):
        marks.open_article(lella, story, NOW + timedelta(minutes=5))
    assert Mark.objects.get().read_at == NOW
    marks.open_article(lella, story, NOW + timedelta(hours=1))
    assert Mark.objects.get().read_at == NOW + timedelta(hours=1)


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "empty"), (" \n\t", "empty"), ("a" * 4001, "too_long")],
)
def test_comments_that_cannot_be_taken_say_why(lella, story, text, code):
    with pytest.raises(UsageError) as refused:
        _said(lella, story, text)
    assert refused.value.code == code
    assert not Comment.objects.exists()


def test_nobody_floods_a_conversation(lella, moderator, story):
    for number in range(comments.COMMENTS_AN_HOUR):
        _said(lella, story, f"Point {number}.", number)
    with pytest.raises(UsageError, match="too_fast"):
        _said(lella, story, "One more.", comments.COMMENTS_AN_HOUR)
    for number in range(comments.COMMENTS_AN_HOUR + 3):
        comments.comment(moderator, story, f"Note {number}.", None, NOW)


def test_a_thread_keeps_its_order_and_depth(lella, moderator, story):
    first = _said(lella, story, "First.")
    second = _said(lella, story, "Second.", 1)
    _said(moderator, story, "An answer to the first.", 2, parent=first.pk)
    page = article_page(story.pk)
    assert page
    assert [(c.text, c.depth) for c in page.comments] == [
        ("First.", 0),
        ("An answer to the first.", 1),
        ("Second.", 0),
    ]
    assert second.parent is None


def test_an_answer_to_a_comment_elsewhere_stands_alone(lella, story):
    assert _said(lella, story, "Hello.", parent=999).parent is None


def test_enough_reports_hold_a_comment_until_somebody_decides(lella, moderator, story):
    said = _said(lella, story, "I disagree.")
    people = [User.objects.create(username=f"r{n}") for n in range(comments.REPORTS_TO_HOLD)]
    comments.report(people[0], said.pk)
    comments.report(people[0], said.pk)
    comments.report(people[1], said.pk)
    assert Comment.objects.get().state == Comment.State.VISIBLE
    assert list(comment_queue()) == [said], "a moderator sees the first report already"
    comments.report(people[2], said.pk)
    held = Comment.objects.get()
    assert (held.state, held.objections) == (Comment.State.HELD, ["reported"])

    comments.decide(moderator, said.pk, "shown", NOW)
    for reader in people:
        comments.report(reader, said.pk)
    shown = Comment.objects.get()
    assert (shown.state, shown.decided_by) == (Comment.State.VISIBLE, moderator)
    assert not comment_queue(), "what was decided is not asked again"


def test_a_decision_is_one_of_two(lella, moderator, story):
    said = _said(lella, story, "I disagree.")
    comments.decide(moderator, said.pk, "burned", NOW)
    assert Comment.objects.get().state == Comment.State.VISIBLE


def test_a_revision_shows_what_was_taken_out_and_put_in(story):
    later = article(
        "Strike ends in Vareno", (STRIKE[0], REWRITTEN[1]), modified=NOW + timedelta(hours=1)
    )
    ingest.save_readings([reading(story.source_id, later)], LiveWindow(14), NOW)
    (change,) = differences(Article.objects.select_related("body").get()).changes
    assert (change.headline_before, change.headline_after) == (story.headline, later.headline)
    assert ("+", REWRITTEN[1]) in change.lines
    assert ("-", STRIKE[1]) in change.lines
    assert all(line != STRIKE[0] for _, line in change.lines)
