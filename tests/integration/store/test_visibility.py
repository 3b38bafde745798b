"""What is hidden is hidden everywhere: every function that reads articles for people is in this
table, and none of them hands out a hidden article, nor anything made of one."""

import inspect
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db.models import Model, QuerySet
from django.test import Client

from articles import MEASLES, REWRITTEN, STRIKE, article, place, quoted, reading
from octavo.actions import answers, hiding, ingest, maintenance, marks, subscriptions
from octavo.actions.stories.live_window import LiveWindow
from octavo.fetch.opml import Subscription
from octavo.store import read, search, site_settings
from octavo.store.models import (
    Article,
    Feed,
    Hashtag,
    Related,
    Source,
    Speaker,
    Story,
    StoryFace,
    User,
)
from octavo.store.query import query

pytestmark = pytest.mark.django_db

NOW = datetime.now(UTC)


class Stored:
    """Two reports of a strike by two papers, related to each other and marked by a reader."""

    def __init__(self) -> None:
        site_settings.forget()
        wanted = [
            Subscription(url=f"https://{host}/feed", title=name, home=f"https://{host}/")
            for name, host in (("Herald", "herald.example"), ("Post", "post.example"))
        ]
        herald, post = (one.feed.source_id for one in subscriptions.subscribe(wanted))
        batch = [
            reading(herald, article()),
            reading(
                post,
                article("Port strike is over", REWRITTEN, url="https://post.example/1", hours=1),
            ),
            reading(post, article("Measles drive", MEASLES, url="https://post.example/2")),
        ]
        ingest.save_readings(batch, LiveWindow(14), NOW)
        rows = {row.url: row for row in Article.objects.select_related("source")}
        self.first = rows["https://herald.example/strike"]
        self.second, self.other = rows["https://post.example/1"], rows["https://post.example/2"]
        place("NO", self.first, self.second, self.other)
        Story.objects.filter(pk=self.first.story_id).update(storyline=self.first.story_id)
        for one, two in ((self.first, self.other), (self.other, self.first)):
            Related.objects.update_or_create(
                article=one, other=two, defaults={"kind": "same_subject", "score": 0.9}
            )
        for one in (self.first, self.second):
            quoted(one, f"Words {one.pk} of ours.")
        self.user = User.objects.create(username="lella")
        for one in (self.first, self.second, self.other):
            marks.open_article(self.user, one, NOW)
            marks.mark(self.user, one, "save", NOW)
        maintenance.after_walk(NOW)

    @property
    def story(self) -> int:
        """The number of the strike's story."""
        return self.first.story_id or 0


READS: dict[str, Callable[[Stored], Any]] = {
    "article_page": lambda s: read.article_page(s.first.pk),
    "article_page of another": lambda s: read.article_page(s.other.pk),
    "articles_a_day": lambda s: sum(read.articles_a_day(_tags(s), NOW - timedelta(9)).values()),
    "bodies": lambda s: read.bodies([s.first, s.second]),
    "coverage": lambda s: read.coverage([s.story]),
    "edition": lambda s: read.edition("en"),
    "episodes": lambda s: read.episodes("en", 9),
    "faces": lambda s: read.faces("en"),
    "hashtags_of_today": lambda s: read.hashtags_of_today(),
    "history": lambda s: read.history(s.user),
    "listing": lambda s: read.listing(read.visible_articles()),
    "of_country": lambda s: read.of_country("NO"),
    "of_source": lambda s: read.of_source(s.first.source),
    "others_of_story": lambda s: read.others_of_story(s.second),
    "face": lambda s: read.face(s.story, "en"),
    "quoted_of_late": lambda s: read.quoted_of_late(),
    "quotes_in_story": lambda s: read.quotes_in_story(s.story),
    "quotes_of": lambda s: read.quotes_of(Speaker.objects.get(key="edda falk")),
    "speakers": lambda s: read.speakers("falk"),
    "ranked": lambda s: read.ranked(read.faces()),
    "related": lambda s: read.related(s.other.pk),
    "reports_of": lambda s: read.reports_of([s.story]),
    "saved": lambda s: read.saved(s.user),
    "story_page": lambda s: read.story_page(s.story, "en"),
    "storyline": lambda s: read.storyline(s.story, "en"),
    "tagged": lambda s: read.tagged(_tags(s)),
    "faces_of": lambda s: read.faces_of([s.story], "en").values(),
    "ranked_faces": lambda s: read.ranked_faces(9),
    "reports_told": lambda s: read.reports_told([s.story]),
    "reports_of_story": lambda s: read.reports_of_story(s.story),
    "told_in_story": lambda s: read.told_in_story(s.story),
    "visible_article": lambda s: read.visible_article(s.first.pk),
    "visible_articles": lambda s: read.visible_articles(),
    "visible_with_copies": lambda s: read.visible_with_copies(),
    "search.found": lambda s: search.found(query("dockers strike"), language="en"),
    "search.matches": lambda s: _numbers(search.matches(query("dockers"), "en")),
    "search.filtered": lambda s: search.filtered([]),
    "answers.ask": lambda s: answers.ask("When did the dockers return to work?"),
    "answers.ask of a story": lambda s: answers.ask("When did they return?", story=s.story),
    "answers.ask of an article": lambda s: answers.ask("When did they return?", article=s.first.pk),
}

NOT_FOR_PEOPLE = {
    "any_article": "for what readers do with their own lists",
    "changed_lines": "of texts that are given",
    "comment_queue": "for moderators",
    "correction": "for admins",
    "corrections": "for admins",
    "counts": "numbers, for admins",
    "countries": "numbers, as last counted",
    "differences": "of an article that is given",
    "hashtags": "names alone",
    "doubts": "numbers, for admins",
    "health": "feeds, for admins",
    "marks_on": "marks, of articles that are given",
    "missed_rules": "rules, for admins",
    "without_network": "a number, for admins",
    "own_data": "a reader's own rows, articles by their addresses",
    "publishing": "no article",
    "quarantined": "a number, for admins",
    "refusals": "causes, for admins",
    "source": "no article",
    "speaker": "a name",
    "sources": "no article",
    "story": "a row without text",
    "story_for_correction": "for admins",
    "texts_reported": "a number, for admins",
    "unseen": "numbers, of stories that are given",
    "thread": "of an article that is given",
}


def _tags(stored: Stored) -> list[Hashtag]:
    return list(Hashtag.objects.filter(taggings__article=stored.first).distinct())


def _numbers(ids: list[int]) -> list[Article]:
    return list(Article.objects.filter(pk__in=ids))


def _articles(value: Any, depth: int = 0) -> set[int]:
    """The numbers of all articles in a value, those behind faces, links and rows too."""
    if isinstance(value, Article):
        return {value.pk}
    if isinstance(value, StoryFace):
        return {value.article_id} | {line["article"] for line in value.summary}
    if isinstance(value, Related):
        return {value.other_id}
    if isinstance(value, Model):
        inner = getattr(value, "stories", None) or getattr(value, "article_id", None)
        return {inner} if isinstance(inner, int) else _articles(inner, depth + 1)
    if isinstance(value, dict):
        own = {value["article"]} if isinstance(value.get("article"), int) else set()
        return own.union(*(_articles(one, depth + 1) for one in value.values()), set())
    if isinstance(value, (list, tuple, QuerySet)):
        return set().union(*(_articles(one, depth + 1) for one in value), set())
    if depth < 3 and hasattr(value, "__dataclass_fields__"):
        fields = (getattr(value, name) for name in value.__dataclass_fields__)
        return set().union(*(_articles(one, depth + 1) for one in fields), set())
    return set()


@pytest.fixture
def stored(db) -> Stored:
    return Stored()


@pytest.mark.parametrize("name", READS)
def test_a_hidden_article_is_not_read_for_people(stored, name):
    before = READS[name](stored)
    assert before, "the function has something to say"
    hiding.set_hidden([stored.first.pk], is_hidden=True, now=NOW)
    after = READS[name](stored)
    assert stored.first.pk not in _articles(after)
    if not _articles(before):
        assert after != before, "what is counted is counted without it"


def test_every_function_that_reads_is_in_the_table():
    public = {name for name in read.__all__ if inspect.isfunction(getattr(read, name))}
    covered = {name.split(" ")[0] for name in READS} | set(NOT_FOR_PEOPLE)
    assert public - covered == set()


def test_what_was_made_of_a_hidden_article_is_made_anew(stored):
    assert StoryFace.objects.get(story=stored.story, is_primary=True).article_id
    hiding.set_hidden([stored.first.pk, stored.second.pk], is_hidden=True, now=NOW)
    client = Client()
    for path in (
        "/",
        "/eight",
        f"/story/{stored.story}",
        "/feed.atom",
        f"/story/{stored.story}/feed.json",
        "/section/World",
    ):
        answer = client.get(path)
        assert answer.status_code in {200, 404}, path
        page = answer.content.decode()
        assert stored.first.headline not in page, path
        assert STRIKE[0] not in page, path
    assert client.get(f"/article/{stored.first.pk}").status_code == 404
    assert client.get(f"/article/{stored.first.pk}/changes").status_code == 404
    hiding.set_hidden([stored.first.pk, stored.second.pk], is_hidden=False, now=NOW)
    assert stored.first.headline in client.get(f"/article/{stored.first.pk}").content.decode()


def test_an_admin_who_hides_an_article_changes_its_story(stored):
    host = User.objects.create(username="host", role=User.Role.ADMIN)
    site_settings.forget()
    client = Client()
    client.force_login(host)
    address = f"/admin/store/article/{stored.first.pk}/change/"
    assert client.post(address, {"section": "World", "is_hidden": "on"}).status_code == 302
    face = StoryFace.objects.get(story=stored.story, is_primary=True)
    assert face.article_id == stored.second.pk
    assert face.story.articles_count == 1


def test_a_source_without_visible_articles_still_has_its_page(stored):
    hiding.set_hidden(Article.objects.values_list("pk", flat=True), is_hidden=True, now=NOW)
    source = Source.objects.order_by("pk").first()
    assert source is not None
    assert Client().get(f"/source/{source.slug}").status_code == 200
    assert Feed.objects.exists()
