"""What is new since a reader last read a story: theirs alone, and without a script."""

from datetime import timedelta

import pytest
from django.test import Client
from lxml import etree

from articles import NOON, article, reading
from octavo.actions import ingest, maintenance, marks, subscriptions
from octavo.actions.stories.live_window import LiveWindow
from octavo.fetch.opml import Subscription
from octavo.store.models import Article, Story, StoryVisit, User

pytestmark = pytest.mark.django_db

HEAD = "Dockers in Vareno walked out at noon in a strike over pay at the container port."
FIRST = (HEAD, "The Dockers Union said 18,000 dockers walked out.")
LATER = (HEAD, "The Dockers Union said 18,000 dockers walked out.",
         "The owner Halvard Rask offered 5,400 crowns a month.")  # fmt: skip


class Paper:
    """Two papers that report one strike, one after the other."""

    def __init__(self) -> None:
        wanted = [Subscription(url=f"https://{n}.example/feed", title=n.upper()) for n in "ab"]
        self.sources = [one.feed.source_id for one in subscriptions.subscribe(wanted)]
        self.window = LiveWindow(14)
        self.report(0, FIRST)
        self.story = Article.objects.get().story_id

    def report(self, n: int, lines: tuple[str, ...]) -> None:
        """Have a paper report."""
        made = article("Vareno dockers walk out", lines, url=f"https://p.example/{n}", hours=n)
        ingest.save_readings([reading(self.sources[n], made)], self.window, NOON)


@pytest.fixture
def paper(db) -> Paper:
    """A story of one report."""
    return Paper()


def _new(client: Client, story: int) -> tuple[list[str], int]:
    """The new sentences that the page shows, and how many reports are marked as new."""
    tree = etree.HTML(client.get(f"/story/{story}").content)
    return (
        [" ".join(one.itertext()) for one in tree.xpath("//section[@id='new']//mark")],
        len(tree.xpath("//table[@class='cover']//b[@class='new-word']")),
    )


def _some_time_later() -> None:
    for one in StoryVisit.objects.all():
        StoryVisit.objects.filter(pk=one.pk).update(opened_at=one.opened_at - timedelta(hours=1))


def test_who_comes_back_sees_the_sentences_whose_facts_they_have_not_read(reader, paper):
    assert _new(reader, paper.story) == ([], 0)
    paper.report(1, LATER)
    assert Article.objects.values("story").distinct().count() == 1
    _some_time_later()
    assert _new(reader, paper.story) == ([LATER[2]], 1)
    assert _new(reader, paper.story) == ([LATER[2]], 1), "the same visit still"
    _some_time_later()
    assert _new(reader, paper.story) == ([], 0)


def test_the_front_page_marks_a_story_that_has_got_reports_since(client, reader, paper):
    maintenance.after_walk(NOON)
    _new(reader, paper.story)
    assert "new to you" not in reader.get("/").content.decode()
    paper.report(1, LATER)
    assert "1 new to you" in reader.get("/").content.decode()
    assert "new to you" not in client.get("/").content.decode()


def test_an_article_that_was_opened_by_itself_is_read(reader, paper):
    user = User.objects.get(username="lella")
    marks.open_article(user, Article.objects.get(), NOON)
    paper.report(1, LATER)
    assert _new(reader, paper.story) == ([LATER[2]], 1)
    marks.open_article(user, Article.objects.get(url__endswith="/1"), NOON)
    assert _new(reader, paper.story) == ([], 0)


def test_a_visit_to_a_story_that_was_merged_counts(reader, paper):
    _new(reader, paper.story)
    old = Story.objects.create(pk=9000, first_at=NOON, last_at=NOON, merged_into_id=paper.story)
    StoryVisit.objects.update(story=old)
    paper.report(1, LATER)
    assert _new(reader, paper.story) == ([LATER[2]], 1)


def test_visits_are_the_readers_own_and_go_with_the_account(client, reader, paper):
    _new(reader, paper.story)
    paper.report(1, LATER)
    assert _new(client, paper.story) == ([], 0)
    other = Client()
    other.force_login(User.objects.create(username="other"))
    assert _new(other, paper.story) == ([], 0)
    assert StoryVisit.objects.count() == 2
    User.objects.get(username="lella").delete()
    assert [one.user.username for one in StoryVisit.objects.all()] == ["other"]


def test_a_reader_takes_along_what_is_stored_of_them_and_of_nobody_else(client, reader, paper):
    assert client.get("/me/data.json").status_code == 302
    _new(reader, paper.story)
    other = User.objects.create(username="other")
    for user in (User.objects.get(username="lella"), other):
        marks.open_article(user, Article.objects.get(), NOON)
    marks.visit_story(other, paper.story, [1, 2, 3], NOON)
    told = reader.get("/me/data.json").json()
    assert told["account"]["username"] == "lella"
    assert [one["article"] for one in told["marks"]] == ["https://p.example/0"]
    (visit,) = told["story_visits"]
    assert (visit["story"], visit["shown"]) == (paper.story, [Article.objects.get().pk])
    assert "password" not in reader.get("/me/data.json").content.decode()
