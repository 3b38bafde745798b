"""The front page: its order, why each story stands where it stands, and what a reader follows."""

import re
from datetime import UTC, datetime
from urllib.parse import urljoin

import pytest
from django.test import Client
from lxml import etree

from octavo.actions import marks
from octavo.actions.stories import editions
from octavo.store import site_settings
from octavo.store.models import (
    Article,
    Edition,
    Hashtag,
    Source,
    Story,
    StoryFace,
    Tagging,
    User,
)

pytestmark = pytest.mark.django_db

NOW = datetime.now(UTC)
SECTIONS = ("World", "Sport", "Health")


@pytest.fixture
def shelf(db) -> list[StoryFace]:
    """Sixty stories: one a minute, all of World but every tenth, by six sources in turn."""
    site_settings.forget()
    sources = [
        Source.objects.create(slug=f"outlet-{n}", name=f"Outlet {n}", host=f"{n}.example")
        for n in range(6)
    ]
    return [_told(n, sources[n % 6]) for n in range(1, 61)]


def _told(n: int, source: Source) -> StoryFace:
    story = Story.objects.create(
        pk=n, first_at=NOW, last_at=NOW, countries=["NO"] if n == 7 else []
    )
    hashtags = {3: ["PostalBoat"], 4: ["DPRK"]}.get(n, [])
    article = Article.objects.create(
        pk=n, source=source, url=f"https://x.example/{n}", url_key=str(n), headline=f"Story {n}",
        published=NOW, language="en", story=story, hashtags=hashtags,
    )  # fmt: skip
    if n == 3:
        tag = Hashtag.objects.create(key="postalboat", name="PostalBoat")
        Tagging.objects.create(hashtag=tag, article=article, published=NOW)
    section = "Health" if n % 10 == 0 else "World"
    return StoryFace.objects.create(
        story=story, article=article, language="en", section=section, rank=n / 30,
        summary=[{"text": f"Told {n} is of its own kind.", "article": n, "source": source.name}],
    )  # fmt: skip


def _pages(client: Client, path: str = "/", most: int = 9) -> list[list[int]]:
    """The stories of each page, following its link to the next."""
    found, here = [], path
    for _ in range(most):
        tree = etree.HTML(client.get(here).content)
        rows = tree.xpath("//*[@data-row]//h2/a/text()")
        found.append([int(text.split()[1]) for text in rows])
        following = tree.xpath("//a[@rel='next']/@href")
        if not following:
            break
        here = urljoin(here, following[0])
    return found


def _follow(client: Client, name: str, do: str = "follow") -> str:
    answer = client.post("/follow", {"name": name, "do": do}, follow=True)
    return answer.content.decode()


def test_every_story_stands_once_on_some_page(shelf, client):
    pages = _pages(client)
    assert [len(page) for page in pages] == [25, 25, 10]
    every = [number for page in pages for number in page]
    assert sorted(every) == list(range(1, 61))


def test_every_story_stands_once_for_a_reader_who_follows_too(shelf, reader):
    _follow(reader, "tag:postalboat")
    pages = _pages(reader)
    every = [number for page in pages for number in page]
    assert sorted(every) == list(range(1, 61))
    assert len(pages[0]) == 25


@pytest.mark.parametrize("path", ["/?lang=ar", "/?lang=all", "/section/World?lang=ar"])
def test_a_language_that_was_asked_for_is_kept_from_page_to_page(shelf, client, path):
    StoryFace.objects.update(language="ar")
    StoryFace.objects.filter(story=60).update(section="World")
    pages = _pages(client, path)
    every = [number for page in pages for number in page]
    assert len(every) == len(set(every)) == (55 if "section" in path else 60)
    assert _pages(client, "/section/World") == [[]], "nothing of it is told in English"


def test_a_hostile_language_stays_in_the_query(shelf, client):
    StoryFace.objects.update(language='">a&b')
    page = client.get("/", {"lang": '">a&b'}).content.decode()
    assert etree.HTML(page).xpath("//a[@rel='next']/@href")[0].startswith("?lang=%22%3Ea%26b&after")


def test_the_front_page_tells_of_what_is_told_in_other_languages_only(shelf, client):
    StoryFace.objects.filter(story__in=[11, 12, 13, 14, 15]).update(language="ar")
    story = Story.objects.get(pk=15)
    StoryFace.objects.create(
        story=story, article_id=15, language="en", section="World", rank=0.5, is_primary=False
    )
    there = "//section[@class='band']//h2/a/text()"
    elsewhere = etree.HTML(client.get("/").content).xpath(there)
    assert elsewhere == ["Story 14", "Story 13", "Story 12"]
    for path in ("/?lang=all", "/?after=1~1"):
        assert "Told in other languages only" not in client.get(path).content.decode(), path
    every = {n for page in _pages(client, "/?lang=all") for n in page}
    assert {11, 12, 13, 14, 15} <= every
    arabic = etree.HTML(client.get("/ar/").content)
    assert arabic.xpath("//*[@data-row][not(ancestor::section[@class='band'])]//h2/a/text()") == [
        "Story 15", "Story 14", "Story 13", "Story 12", "Story 11",
    ]  # fmt: skip


def test_only_the_first_page_has_a_lead_and_eight_today(shelf, client):
    editions.make_edition("en", NOW)
    first, second = client.get("/"), client.get("/?after=1.3~40")
    for mark in ('class="eight"', 'class="lead'):
        assert mark in first.content.decode()
        assert mark not in second.content.decode()
    assert 'class="eight"' not in client.get("/?lang=all").content.decode()


def test_beside_the_lead_stand_its_own_reports_in_its_language_first(shelf, client):
    sources = list(Source.objects.order_by("pk"))
    languages = ["ar", "en", "ar", "en", "en"]
    for n, language in enumerate(languages):
        Article.objects.create(
            pk=100 + n, source=sources[n], url=f"https://x.example/{100 + n}", url_key=f"1{n}x",
            headline=f"Beside {n}", published=NOW, language=language, story_id=60, is_own=n != 4,
        )  # fmt: skip
    beside = etree.HTML(client.get("/").content).xpath("//ul[@class='beside']/li/a/text()")
    assert beside == ["Beside 3", "Beside 1", "Beside 2"]


def test_a_section_has_its_own_stories_and_no_other_section_has_a_page(shelf, client):
    assert _pages(client, "/section/Health") == [[60, 50, 40, 30, 20, 10]]
    assert client.get("/section/Sport").status_code == 200
    for path in ("/section/Gossip", "/section/health", "/section/Gossip/feed.atom"):
        assert client.get(path).status_code == 404, path


def test_a_section_page_does_not_speak_of_sections_above(shelf, client):
    assert "others of its section" not in client.get("/section/World").content.decode()
    assert "others of its section" in client.get("/").content.decode()


def test_feeds_hold_the_stories_of_the_page_by_rank(shelf, client):
    StoryFace.objects.filter(story=60).update(language="ar")
    ids = [one["id"].rpartition("/")[2] for one in client.get("/feed.json").json()["items"]]
    assert ids == [str(n) for n in range(59, 9, -1)]
    health = client.get("/section/Health/feed.json").json()["items"]
    assert [one["title"] for one in health] == [f"Story {n}" for n in (50, 40, 30, 20, 10)]
    arabic = client.get("/ar/feed.json").json()
    assert [one["title"] for one in arabic["items"]] == ["Story 60"]
    assert arabic["language"] == "ar"
    assert arabic["items"][0]["content_text"] == "Told 60 is of its own kind. (Outlet 0)"


@pytest.mark.parametrize("path", ["/", "/section/World"])
def test_a_page_in_another_language_leads_to_the_feed_of_that_language(shelf, client, path):
    StoryFace.objects.filter(story__in=(58, 59)).update(language="ar")
    page = client.get(f"{path}?lang=ar").content.decode()
    for feed in re.findall(r'href="([^"]+feed\.atom[^"]*)"', page):
        items = client.get(feed.replace("feed.atom", "feed.json")).json()["items"]
        assert sorted(one["title"] for one in items) == ["Story 58", "Story 59"], feed
    assert "?lang=ar" in client.get(f"{path.rstrip('/')}/feed.json?lang=ar").json()["home_page_url"]


def test_the_same_stories_make_the_same_page(shelf, client):
    assert _pages(client) == _pages(client) == _pages(Client())


def test_sections_are_balanced_and_the_page_says_so(shelf, client):
    first = _pages(client, most=1)[0]
    assert first[0] == 60
    assert first.index(50) < 10, "the second of Health stands above nearer ones of World"
    page = etree.HTML(client.get("/").content)
    told = page.xpath("//*[@data-row][.//h2/a[text()='Story 59']]//details//text()")
    assert "why?" in "".join(told)
    lower = "".join(page.xpath("//details//text()"))
    assert "others of its section are above it" in lower
    assert "by the same source" in lower


def test_what_is_followed_stands_higher_and_says_why(shelf, reader):
    assert 35 not in _pages(reader, most=1)[0]
    people_of = User.objects.get(username="lella")
    marks.follow(people_of, "source:outlet-5", is_wanted=True)
    first = _pages(reader, most=1)[0]
    assert {35, 41, 47, 53, 59} <= set(first)
    page = reader.get("/").content.decode()
    assert "It stands higher because you follow:" in page
    assert "outlet-5" in page


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/source/outlet-2", "source:outlet-2"),
        ("/section/Health", "section:Health"),
        ("/country/no", "country:no"),
        ("/hashtag/postalboat", "tag:postalboat"),
    ],
)
def test_a_page_offers_to_follow_what_it_is_about(shelf, reader, path, name):
    button = etree.HTML(reader.get(path).content).xpath("//input[@name='name']")[0]
    assert button.get("value") == name
    answer = reader.post("/follow", {"name": name, "do": "follow", "next": path}, follow=True)
    assert "Following" in answer.content.decode()
    assert User.objects.get(username="lella").follows == [name]
    _follow(reader, name, "unfollow")
    assert User.objects.get(username="lella").follows == []
    assert "name='name'" not in Client().get(path).content.decode()


def test_a_hashtag_is_followed_by_all_its_names(shelf, reader):
    StoryFace.objects.filter(story=4).update(rank=0.9)
    assert 4 not in _pages(reader, most=1)[0]
    _follow(reader, "tag:northkorea")
    assert 4 in _pages(reader, most=1)[0]


def test_ones_own_page_lists_what_one_follows(shelf, reader):
    _follow(reader, "section:Health")
    said = _follow(reader, "tag:postalboat")
    assert "#postalboat" in said
    assert "صحة" in reader.get("/ar/me").content.decode()


@pytest.mark.parametrize("name", ["", "section:", "colour:red", "tag:" + "x" * 200, "tag:\n"])
def test_what_cannot_be_followed_is_refused_in_words(shelf, reader, name):
    assert "cannot be followed" in _follow(reader, name)
    assert User.objects.get(username="lella").follows == []


def test_there_is_an_end_to_following(shelf, reader):
    user = User.objects.get(username="lella")
    User.objects.filter(pk=user.pk).update(follows=[f"tag:{n}" for n in range(marks.MAX_FOLLOWS)])
    assert "a great deal" in _follow(reader, "tag:one-more")


def test_a_visitor_follows_nothing(shelf, client):
    assert client.post("/follow", {"name": "section:Health", "do": "follow"}).status_code == 302
    assert not User.objects.exclude(follows=[]).exists()


@pytest.mark.parametrize(
    "after",
    ["25@", "@@", "x@y~z", "9999@1.5~3", "-1@", "1.5~3", "~", "25@~~", "²@", "9" * 5000 + "@"],
)
def test_a_made_up_cursor_is_no_error(shelf, client, after):
    assert client.get("/", {"after": after}).status_code == 200


def test_eight_today_is_eight_different_stories_and_ends(shelf):
    editions.make_edition("en", NOW)
    told = Edition.objects.get().stories
    assert len({story["story"] for story in told}) == len(told) == 8


def test_reader_apps_are_told_of_the_coverage(shelf, client):
    Story.objects.filter(pk=60).update(outlets=27, independents=3, articles_count=31)
    items = client.get("/feed.json").json()["items"]
    assert items[0]["_octavo"] == {
        "story": 60, "storyline": None, "articles": 31, "outlets": 27, "independent": 3,
    }  # fmt: skip
    article = client.get("/source/outlet-3/feed.json").json()["items"][0]
    assert set(article["_octavo"]) == {"story", "wire", "is_own"}
