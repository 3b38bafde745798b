"""Corners of the reading pages: storylines that moved, stories of one moment, hashtags beside a
hashtag, and who is named in an article."""

from datetime import UTC, datetime, timedelta

import pytest
from lxml import etree

from octavo.store.models import Article, Body, Hashtag, Story, Tagging

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stored")]

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def _tree(client, path: str) -> etree._Element:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return etree.HTML(answer.content)


@pytest.fixture
def measles() -> Article:
    return Article.objects.get(headline__startswith="Measles")


def test_a_storyline_that_became_part_of_another_sends_on_for_good(client, measles):
    Story.objects.filter(pk=measles.story_id).update(storyline=measles.story_id)
    Story.objects.create(pk=9000, first_at=NOON, last_at=NOON, storyline_id=measles.story_id)
    answer = client.get("/storyline/9000")
    assert (answer.status_code, answer.url) == (301, f"/storyline/{measles.story_id}")


def test_the_storyline_of_a_story_that_was_merged_is_that_of_the_other(client, measles):
    Story.objects.filter(pk=measles.story_id).update(storyline=measles.story_id)
    Story.objects.create(pk=9000, first_at=NOON, last_at=NOON, merged_into_id=measles.story_id)
    assert client.get("/storyline/9000").url == f"/storyline/{measles.story_id}"
    Story.objects.filter(pk=measles.story_id).update(storyline=None)
    answer = client.get("/storyline/9000")
    assert (answer.status_code, answer.url) == (302, f"/story/{measles.story_id}")


def test_a_story_of_the_same_moment_is_in_the_line_of_the_other(client, measles):
    strike = Article.objects.exclude(story=measles.story_id).first()
    Story.objects.update(first_at=NOON, storyline=measles.story_id)
    tree = _tree(client, f"/story/{measles.story_id}")
    assert tree.xpath("//section[@id='later']//h3/a/@href") == [f"/story/{strike.story_id}"]
    assert not tree.xpath("//section[@id='earlier']")


@pytest.fixture
def ferries(measles) -> list[Article]:
    """Thirty-one articles under #Ferry, two of them under #Fog too, one under #Storm."""
    tag = Hashtag.objects.create(key="ferry", name="Ferry")
    made = []
    for n in range(31):
        beside = {0: ["Fog"], 1: ["Fog", "Storm"]}.get(n, [])
        one = Article.objects.create(
            pk=9000 + n, source=measles.source, url=f"https://x.example/{n}", url_key=f"x{n}",
            headline=f"Ferry {n}", published=NOON - timedelta(hours=n), language="en",
            hashtags=["Ferry", *beside],
        )  # fmt: skip
        Tagging.objects.create(hashtag=tag, article=one, published=one.published)
        made.append(one)
    return made


def test_beside_a_hashtag_stand_those_that_often_come_with_it_and_not_itself(client, ferries):
    beside = _tree(client, "/hashtag/ferry").xpath("//aside//p[@class='tags']/a/text()")
    assert beside == ["#Fog"]


def test_only_the_first_page_of_a_hashtag_is_about_it(client, ferries):
    first = _tree(client, "/hashtag/ferry")
    assert len(first.xpath("//*[@data-row]")) == 30
    (following,) = first.xpath("//a[@rel='next']/@href")
    second = _tree(client, f"/hashtag/ferry{following}")
    assert second.xpath("//*[@data-row]//h2/a/text()") == ["Ferry 30"]
    assert not second.xpath("//aside//p[@class='tags']")


def test_a_hashtag_may_be_typed_with_its_sign(client, ferries):
    assert len(_tree(client, "/hashtag/%23Ferry").xpath("//*[@data-row]")) == 30


def _tag(name: str, *articles: Article) -> None:
    tag, _ = Hashtag.objects.get_or_create(key=name.casefold(), defaults={"name": name})
    for one in articles:
        Article.objects.filter(pk=one.pk).update(hashtags=[*one.hashtags, name])
        one.refresh_from_db()
        Tagging.objects.get_or_create(
            hashtag=tag, article=one, defaults={"published": one.published}
        )


def _links(client, path: str) -> list[str]:
    return _tree(client, path).xpath("//*[@class='tags']/a/text()")


def test_a_hashtag_of_one_article_is_no_link(client, measles):
    strike = Article.objects.filter(headline__startswith="Dock").get()
    Article.objects.update(hashtags=[])
    measles.refresh_from_db()
    strike.refresh_from_db()
    _tag("Alone", measles)
    _tag("Both", measles, strike)
    paths = [f"/article/{measles.pk}", f"/story/{measles.story_id}"]
    for path in paths:
        assert _links(client, path) == ["#Both"], path
    Article.objects.filter(pk=strike.pk).update(is_hidden=True)
    for path in paths:
        assert _links(client, path) == [], path
    Article.objects.filter(pk=strike.pk).update(is_hidden=False, duplicate_of=measles)
    for path in (*paths, f"/article/{strike.pk}"):
        assert _links(client, path) == [], "a copy is no other article"


def test_a_name_of_several_words_is_shown_whatever_it_is(client, measles):
    entities = [
        {"name": "Skerra", "kind": "other", "count": 5},
        {"name": "Ada Lind", "kind": "other", "count": 4},
        {"name": "Norway", "kind": "place", "count": 1},
    ]
    Body.objects.filter(article=measles).update(entities=entities)
    names = _tree(client, f"/article/{measles.pk}").xpath("//aside//a/bdi/text()")
    assert names == ["Norway", "Ada Lind"]


def test_people_and_places_lead_to_their_hashtag_or_to_a_search(client, measles):
    names = ["Skerra", "Ada Lind", *(f"Person {n}" for n in range(20))]
    entities = [{"name": name, "kind": "person", "count": 1} for name in names]
    entities.insert(1, {"name": "Tuesday", "kind": "other", "count": 9})
    Body.objects.filter(article=measles).update(entities=entities)
    other = Article.objects.exclude(pk=measles.pk).filter(duplicate_of=None).first()
    _tag("Skerra", measles, other)
    links = _tree(client, f"/article/{measles.pk}").xpath("//aside//a[bdi]")
    told = {link.xpath("string(bdi)"): link.get("href") for link in links}
    assert list(told) == names[:10]
    assert told["Skerra"] == "/hashtag/skerra"
    assert told["Ada Lind"] == "/search?q=%22Ada%20Lind%22"
