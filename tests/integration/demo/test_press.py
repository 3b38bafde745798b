"""The demo press through the ordinary walk, held against its truth."""

import asyncio
import random
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from urllib.parse import urlsplit

import pytest
from django.test import Client
from lxml import etree

from octavo.actions import subscriptions
from octavo.actions.stories.live_window import LiveWindow
from octavo.analyse.self_contained import dependence
from octavo.demo import load
from octavo.demo.pictures import scenes
from octavo.demo.truth import openings, truth
from octavo.demo.world import world
from octavo.store import site_settings
from octavo.store.models import (
    Article,
    Attempt,
    Edition,
    EgressRecord,
    Lineage,
    Related,
    Revision,
    Source,
    Story,
    StoryFace,
)
from octavo.stories.similarity.local_density import packed_nearest
from octavo.stories.window.live_window import Window
from octavo.stories.window.restore import StoredArticle
from site_process import free_port

pytestmark = [pytest.mark.enable_socket, pytest.mark.django_db(transaction=True)]


@dataclass(frozen=True)
class Loaded:
    """The articles of the store by the names of their pieces."""

    articles: dict[str, Article]

    def name(self, pk: int | None) -> str | None:
        """The piece an article is."""
        return next((name for name, a in self.articles.items() if a.pk == pk), None)


@pytest.fixture
def press(settings) -> Loaded:
    settings.DEMO_PORT = free_port()
    asyncio.run(load.load())
    anchor = datetime.fromisoformat(site_settings.value("demo_anchor"))
    by_place = {(p.publisher.slug, p.path(anchor)): p.name for p in world().pieces.values()}
    found = {}
    for article in Article.objects.select_related("story").order_by("pk"):
        url = urlsplit(article.url)
        found[by_place[(url.hostname or "").partition(".")[0], url.path]] = article
    return Loaded(found)


def test_everything_is_found_as_written(press: Loaded):
    assert set(press.articles) == set(world().pieces)
    _copies(press)
    _lineage(press)
    _corrections(press)
    _traps()
    _stories(press)
    _sections(press)
    _openings(press)
    _hashtags(press)
    _people(press)
    _storylines(press)
    _related(press)
    _pictures(press)
    _arrival(press)
    _restart()


def _copies(press: Loaded) -> None:
    found = {n: press.name(a.duplicate_of_id) for n, a in press.articles.items()}
    assert {name: of for name, of in found.items() if of} == truth().copies


def _lineage(press: Loaded) -> None:
    """Every copy goes back to the wire's piece, by way of another copy of it or not, adds what its
    outlet wrote and leaves out what it cut; nothing else has a lineage."""
    rows = {press.name(row.article_id): row for row in Lineage.objects.order_by("pk")}
    copies = truth().copies
    assert set(rows) == set(copies) | set(copies.values())
    for name, of in copies.items():
        row = rows[name]
        assert press.name(row.origin_id) == of
        kin = {of, *(other for other, whole in copies.items() if whole == of)}
        assert press.name(row.parent_id) in kin - {name}
    for name in set(copies.values()):
        assert rows[name].parent_id is None
    adding = {name for name in copies if rows[name].added_count}
    cutting = {name for name in copies if rows[name].cut_count}
    since_grown = {name for name, of in copies.items() if of in truth().corrected}
    assert adding == truth().enlarged
    assert truth().shortened <= cutting <= truth().shortened | since_grown


def _corrections(press: Loaded) -> None:
    revised = {press.name(row.article_id) for row in Revision.objects.order_by("pk")}
    assert revised == truth().corrected


def _traps() -> None:
    refused = {(urlsplit(row.url).path, row.cause) for row in Attempt.objects.order_by("pk")}
    assert refused == {(trap.path, trap.cause) for trap in world().traps}


def _stories(press: Loaded) -> None:
    found = defaultdict(set)
    for name, article in press.articles.items():
        found[article.story_id].add(name)
    assert sorted(map(sorted, found.values())) == sorted(map(sorted, truth().stories.values()))


def _sections(press: Loaded) -> None:
    """Every story stands in a section that its papers chose, and few articles in none."""
    faces = StoryFace.objects.select_related("article")
    wrong = {
        (name, face.section)
        for face in faces
        if (name := press.name(face.article_id))
        and face.section not in truth().sections[world().pieces[name].story]
    }
    assert wrong == set()
    assert sum(a.section == "General" for a in press.articles.values()) <= 3
    page = unescape(Client().get("/section/Technology?lang=en").content.decode())
    for story in ("chip-plant", "data-breach"):
        headlines = {press.articles[n].headline for n in truth().stories[story]}
        assert any(headline in page for headline in headlines), story


def _openings(press: Loaded) -> None:
    """Every story opens with what happened, and nothing shown of it leans on what is not."""
    for face in StoryFace.objects.select_related("article").order_by("pk"):
        story = world().pieces[press.name(face.article_id) or ""].story
        wanted = openings()[story, face.language]
        for text, groups in (
            (face.summary[0]["text"], wanted.sentence),
            (face.article.headline, wanted.headline),
        ):
            lacking = [ws for ws in groups if not any(w.lower() in text.lower() for w in ws)]
            assert lacking == [], (story, text)
        assert all(not dependence(line["text"], face.language) for line in face.summary), story
    for edition in Edition.objects.order_by("pk"):
        shown = [line["text"] for story in edition.stories for line in story["sentences"]]
        assert [text for text in shown if dependence(text, edition.language)] == []


def _hashtags(press: Loaded) -> None:
    """Every hashtag that an article offers, no copy, leads to another article."""
    client, offered = Client(), set()
    for article in press.articles.values():
        if article.duplicate_of_id is not None:
            continue
        page = etree.HTML(client.get(f"/article/{article.pk}").content)
        offered.update(page.xpath("//*[@class='tags']/a/@href"))
    assert len(offered) > 40
    for address in offered:
        page = etree.HTML(client.get(address).content)
        assert len(page.xpath("//*[@data-row]")) > 1, address


def _people(press: Loaded) -> None:
    """Who is quoted in a report is shown beside it as a person, with a title or without."""
    for name, person in (
        ("norvik/vareno-dockers-walk-out", "Mira Kosta"),
        ("norvik/norrlum-second-plant", "Signe Dahl"),
        ("norvik/halma-crossing", "Bojan Reik"),
    ):
        (article,) = [a for n, a in press.articles.items() if n == name]
        (found,) = [e for e in article.body.entities if e["name"] == person]
        assert found["kind"] == "person", person


def _storylines(press: Loaded) -> None:
    """Stories that follow each other are found, and no others are said to."""
    lines = defaultdict(set)
    for name, article in press.articles.items():
        if line := article.story.storyline_id:
            lines[line].add(world().pieces[name].story)
    assert sorted(map(sorted, lines.values())) == sorted(map(sorted, truth().storylines))


def _related(press: Loaded) -> None:
    pieces = world().pieces
    shown = [
        (press.name(row.article_id), press.name(row.other_id))
        for row in Related.objects.order_by("pk")
    ]
    wrong = [
        (one, other)
        for one, other in shown
        if not truth().may_show(pieces[one].story, pieces[other].story)
    ]
    assert len(shown) > 200
    assert wrong == []


def _pictures(press: Loaded) -> None:
    """Each article shows its picture, through our own proxy, with words for who cannot see it."""
    client = Client()
    for name, article in press.articles.items():
        piece = world().pieces[name]
        if not (picture := piece.record.text("picture")):
            continue
        assert article.picture["url"].endswith(f"/pictures/{picture}")
        page = unescape(client.get(f"/article/{article.pk}").content.decode())
        assert scenes()[picture].alt[piece.publisher.language] in page, name
        assert piece.record.text("caption").partition(" PHOTO")[0] in page, name


def _arrival(press: Loaded) -> None:
    """The stories are the same in whatever order the articles of a step arrive."""
    step_of = {
        article.pk: next(i for i, s in enumerate(load.steps()) if _ago(name) >= s.total_seconds())
        for name, article in press.articles.items()
    }
    features = [row.features for row in LiveWindow(36_500)._stored()]
    features.sort(key=lambda one: press.name(one.article_id) or "")
    assert len(features) == len(step_of)
    for seed in range(8):
        window, chance = Window(), random.Random(seed)
        for one in sorted(features, key=lambda k: (step_of[k.article_id], chance.random())):
            window.place(one)
        found = defaultdict(set)
        for name, article in press.articles.items():
            found[window.story_of(article.pk)].add(name)
        wrong = set(map(frozenset, found.values())) - set(truth().stories.values())
        assert not wrong, (seed, sorted(map(sorted, wrong)))


def _restart() -> None:
    """A window that is refilled from the store, at whatever article, decides as the one that was
    there all along: stories, copies, related articles, scores and reasons."""
    stored = [row.features for row in LiveWindow(36_500)._stored()]
    for cut in (1, 17, 40, 66, 85):
        there, again = Window(), Window()
        told = {one.article_id: packed_nearest(there.place(one).near) for one in stored[:cut]}
        fresh = [row.features for row in LiveWindow(36_500)._stored()][:cut]
        again.restore(
            StoredArticle(
                k,
                there.story_of(k.article_id),
                there.original_of(k.article_id),
                told[k.article_id],
            )
            for k in fresh
        )
        again.state.next_story_id = there.next_story_id
        for one in stored[cut:]:
            assert again.place(one) == there.place(one), cut


def _ago(name: str) -> int:
    return world().pieces[name].ago


def test_it_goes_away_whole(press: Loaded):
    assert Edition.objects.exists()
    assert EgressRecord.objects.exists()
    assert subscriptions.remove_demo() == len(press.articles)
    for kind in (Article, Attempt, Edition, EgressRecord, Related, Revision, Source, Story):
        assert not kind.objects.exists(), kind
