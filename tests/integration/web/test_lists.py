"""Lists of articles: whole across their pages, each to whom it belongs, and the same for reader
apps; a hashtag, a storyline and a story where there is nothing, little or a great deal."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urljoin

import pytest
from django.test import Client
from lxml import etree

from articles import article, place, reading
from octavo.actions import ingest, maintenance
from octavo.actions.stories.live_window import LiveWindow
from octavo.fetch import opml
from octavo.store import read, site_settings
from octavo.store.models import Article, Mark, Related, Source, Story, StoryFace, User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stored")]

NOW = datetime.now(UTC)
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def ferries() -> list[Article]:
    """Thirty-one articles of a third outlet about Norway, the newest first; two of one moment."""
    source = Source.objects.create(slug="ferry-news", name="Ferry News", host="ferry.example")
    rows = [
        Article.objects.create(
            source=source, url=f"https://ferry.example/{n}", url_key=f"f{n}",
            headline=f"Ferry {n}", published=NOW - timedelta(hours=n if n != 30 else 29),
            language="en", hashtags=["Ferry"],
        )
        for n in range(31)
    ]  # fmt: skip
    place("NO", *rows)
    return rows


def _tree(client: Client, path: str) -> etree._Element:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return etree.HTML(answer.content)


def _headlines(tree: etree._Element) -> list[str]:
    return ["".join(one.itertext()).strip() for one in tree.xpath("//*[@data-row]//h2/a")]


def _pages(client: Client, path: str) -> list[list[str]]:
    """The headlines of each page, following its link to the next."""
    found: list[list[str]] = []
    here: str | None = path
    while here and len(found) < 9:
        tree = _tree(client, here)
        found.append(_headlines(tree))
        following = tree.xpath("//a[@rel='next']/@href")
        here = urljoin(here, following[0]) if following else None
    return found


# ---------------------------------------------------------------- paging


@pytest.mark.parametrize(
    "path", ["/source/ferry-news", "/country/no", "/country/NO", "/ar/country/no"]
)
def test_a_list_is_whole_across_its_pages(client, ferries, path):
    pages = _pages(client, path)
    assert [len(page) for page in pages] == [30, 1]
    newest_first = [*(f"Ferry {n}" for n in range(29)), "Ferry 30", "Ferry 29"]
    assert [one for page in pages for one in page] == newest_first


def test_a_list_of_exactly_one_page_has_no_next(client, ferries):
    ferries[0].delete()
    assert len(_pages(client, "/source/ferry-news")) == 1


@pytest.mark.parametrize("path", ["/saved", "/history"])
def test_a_readers_own_lists_are_whole_across_their_pages(reader, ferries, path):
    lella, other = User.objects.get(), User.objects.create(username="noor")
    for n, one in enumerate(ferries):
        when = NOW - timedelta(minutes=31 - n)
        Mark.objects.create(user=lella, article=one, read_at=when, saved_at=when)
    Mark.objects.create(user=other, article=Article.objects.get(headline__startswith="Measles"),
                        read_at=NOW, saved_at=NOW)  # fmt: skip
    Article.objects.filter(pk=ferries[5].pk).update(is_hidden=True)
    Mark.objects.filter(article=ferries[6]).update(read_at=None, saved_at=None)
    every = [one for page in _pages(reader, path) for one in page]
    assert len(every) == 29
    assert not {"Ferry 5", "Ferry 6", "Measles drive by postal boat"} & set(every)
    newest = ["Ferry 0", "Ferry 1"] if path == "/saved" else ["Ferry 30", "Ferry 29"]
    assert every[:2] == newest


@pytest.mark.parametrize("path", ["/saved", "/history", "/export", "/me"])
def test_a_visitor_has_no_lists(client, path):
    answer = client.get(path)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/account/login/?next={path}")


@pytest.mark.parametrize("after", [
    "0001-01-01T00:00:00+14:00~1", "9999-12-31T23:59:59-14:00~1", "2026-01-01T00:00:00~1",
    "2026-01-01T00:00:00Z~99999999999999999999999", "2026-01-01T00:00:00Z~x", "~",
])  # fmt: skip
def test_a_made_up_place_in_a_list_is_no_error(reader, after):
    paths = ("/source/harbour-herald", "/saved", "/history", "/search?q=strike", "/hashtag/vareno")
    for path in paths:
        assert reader.get(path, {"after": after, "q": "strike"}).status_code == 200, path


# ---------------------------------------------------------------- what lists say


def test_a_source_says_who_it_is(client):
    Source.objects.filter(slug="vareno-post").update(ownership="a co-operative", is_demo=True)
    page = _tree(client, "/source/vareno-post")
    head = "".join(page.xpath("//header[@class='title']")[0].itertext())
    for words in (
        "Source",
        "Vareno Post",
        "post.example",
        "Singapore",
        "a co-operative",
        "fiction",
    ):
        assert words in head
    assert page.xpath("//header//a[text()='Feed']/@href") == ["/source/vareno-post/feed.atom"]
    assert len(_headlines(page)) == 2
    assert client.get("/source/nobody").status_code == 404
    assert client.get("/source/nobody/feed.atom").status_code == 404


def test_a_row_shows_a_readers_marks(reader, client):
    strike, measles = (Article.objects.get(headline__startswith=word) for word in ("Dock", "Meas"))
    place("NO", *Article.objects.all())
    Mark.objects.create(user=User.objects.get(), article=measles, read_at=NOW)
    Mark.objects.create(user=User.objects.get(), article=strike, saved_at=NOW)
    for path in ("/country/no", "/source/harbour-herald", "/search?q=vareno"):
        rows = _tree(reader, path).xpath("//*[@data-row]")
        said = {"".join(row.xpath(".//h2//text()")): row for row in rows}
        assert "★" in "".join(said[strike.headline].itertext()), path
        assert said[strike.headline].xpath(".//*[@class='dot']"), path
    (row,) = _tree(reader, "/search?q=measles").xpath("//*[@data-row]")
    assert row.get("class") == "row is-read"
    assert not row.xpath(".//*[@class='dot']")
    assert not _tree(client, "/country/no").xpath("//*[@class='dot']"), "a visitor has no marks"


RECALL = (
    "A spread was called back in Ireland, Norway and Estonia on Friday: glass was in the jars.",
    "An Irish man bit on a splinter. Ireland counts 9,000 jars, Norwegian shops 4,000.",
)


def _countries_of(client: Client, row: Article) -> list[str]:
    return _tree(client, f"/article/{row.pk}").xpath("//*[@class='kicker']/a/text()")[1:]


def test_an_article_stands_under_every_country_that_it_is_about(client):
    herald = Source.objects.get(slug="harbour-herald")
    made = article("Spread recalled in three countries", RECALL, url="https://herald.example/3")
    ingest.save_readings([reading(herald.pk, made)], LiveWindow(14), NOW)
    row = Article.objects.get(headline=made.headline)
    assert _countries_of(client, row) == ["Ireland", "Norway", "Estonia"]
    assert row.story.countries == ["IE", "NO", "EE"]
    for code in ("ie", "no", "ee"):
        assert _headlines(_tree(client, f"/country/{code}")) == [row.headline]
        assert _headlines(_tree(client, f"/search?q=country:{code}")) == [row.headline]
    assert _headlines(_tree(client, "/country/fr")) == []
    maintenance.count(NOW)
    assert {code: n for code, n in read.countries() if n} == {"EE": 1, "IE": 1, "NO": 1}


def test_an_article_that_is_about_another_country_now_moves(client):
    herald = Source.objects.get(slug="harbour-herald")
    made = article("Spread recalled in three countries", RECALL, url="https://herald.example/3")
    later = replace(made, blocks=article("", (RECALL[0].replace("Estonia", "Latvia"),)).blocks)
    for one in (made, later):
        ingest.save_readings([reading(herald.pk, one)], LiveWindow(14), NOW)
    row = Article.objects.get(headline=made.headline)
    assert _countries_of(client, row) == ["Ireland", "Norway", "Latvia"]
    assert _headlines(_tree(client, "/country/ee")) == []
    assert _headlines(_tree(client, "/country/lv")) == [row.headline]


def test_sources_stand_under_their_country_in_the_readers_language(client, ferries):
    groups = _tree(client, "/sources").xpath("//section[@class='band']")
    told = {one.xpath("string(h2)"): one.xpath(".//bdi/text()") for one in groups}
    assert told == {"Elsewhere": ["Ferry News"], "Singapore": ["Harbour Herald", "Vareno Post"]}
    assert list(told) == sorted(told)
    arabic = _tree(client, "/ar/sources").xpath("//section[@class='band']/h2/text()")
    assert "سنغافورة" in arabic
    counts = [one.strip() for one in groups[1].xpath(".//span[contains(@class,'quiet')]/text()")]
    assert counts == ["1", "2"]


def test_countries_and_hashtags_of_the_day(client):
    place("NO", *Article.objects.all())
    place("SG", Article.objects.get(headline__startswith="Measles"))
    maintenance.count(NOW)
    page = _tree(client, "/countries")
    rows = page.xpath("//div[@class='grid']/a")
    told = [" ".join("".join(row.itertext()).split()) for row in rows]
    assert told == ["Norway 2", "Singapore 1"]
    assert [row.get("href") for row in rows] == ["/country/no", "/country/sg"]
    assert page.xpath("//p[@class='tags']/a")
    assert "سنغافورة" in "".join(_tree(client, "/ar/countries").itertext())


def test_all_feeds_go_out_with_the_name_of_the_site(reader):
    site_settings.set_value("site_name", "Harbour & Coast")
    answer = reader.get("/export")
    assert answer.headers["Content-Type"] == "text/x-opml; charset=utf-8"
    assert 'filename="octavo.opml"' in answer.headers["Content-Disposition"]
    assert "Harbour &amp; Coast" in answer.content.decode()
    assert [one.url for one in opml.subscriptions(answer.content)] == [
        "https://herald.example/feed", "https://post.example/feed",
    ]  # fmt: skip


def test_a_list_in_a_reader_app_is_the_list_of_the_page(client, ferries):
    for path, home in (
        ("/source/ferry-news", "/source/ferry-news"),
        ("/country/no", "/country/no"),
    ):
        items = client.get(f"{path}/feed.json").json()
        assert [one["title"] for one in items["items"]] == _pages(client, path)[0]
        assert items["home_page_url"].endswith(home)
    assert "Norway" in client.get("/country/no/feed.json").json()["title"]
    hashtag = client.get("/hashtag/vareno/feed.json").json()
    assert hashtag["title"].startswith("#Vareno")
    assert hashtag["items"]
    search = client.get("/search/feed.json?q=measles").json()
    assert [one["title"] for one in search["items"]] == ["Measles drive by postal boat"]
    assert search["title"].startswith("Search: measles")
    assert search["home_page_url"].endswith("/search?q=measles")


# ---------------------------------------------------------------- stories


def _strike() -> Story:
    return Story.objects.get(articles_count=2)


def test_a_story_of_which_nothing_is_left_is_not_there(client):
    number = _strike().pk
    StoryFace.objects.filter(story=number).delete()
    assert client.get(f"/story/{number}").status_code == 404
    assert client.get(f"/story/{number}/feed.atom").status_code == 404
    assert client.get("/story/987654").status_code == 404


def test_a_feed_of_a_story_has_its_reports_newest_first_copies_too(client):
    story = _strike()
    first = story.articles.order_by("published").first()
    Article.objects.create(
        source=first.source, url="https://x.example/copy", url_key="copy", headline="The same",
        published=NOW, language="en", story=story, duplicate_of=first, is_own=False,
    )  # fmt: skip
    items = client.get(f"/story/{story.pk}/feed.json").json()["items"]
    titles = ["The same", "Port strike in Vareno is over", first.headline]
    assert [one["title"] for one in items] == titles
    assert "The same" in client.get(f"/story/{story.pk}").content.decode()
    gone = Story.objects.create(pk=9000, first_at=NOW, last_at=NOW, merged_into=story)
    answer = client.get(f"/story/{gone.pk}/feed.atom")
    assert (answer.status_code, answer.url) == (301, f"/story/{story.pk}/feed.atom")


def test_near_stories_stand_once_each_the_nearest_first(client, ferries):
    story = _strike()
    mine = story.articles.order_by("pk").first()
    for n, score in ((0, 0.9), (1, 0.6), (2, 0.1), (3, 0.95), (4, 0.94)):
        Article.objects.filter(pk=ferries[n].pk).update(story=_told(n, ferries[n]))
        Related.objects.create(article=mine, other=ferries[n], kind="same_subject", score=score)
    Article.objects.filter(pk=ferries[2].pk).update(story=7000)
    Article.objects.filter(pk=ferries[3].pk).update(is_hidden=True)
    Related.objects.filter(other=ferries[4]).update(kind="same_story")
    near = _tree(client, f"/story/{story.pk}").xpath("//section[@class='near']//h3/a/text()")
    assert near == ["Ferry 0", "Ferry 1"]


def _told(n: int, article: Article) -> Story:
    return Story.objects.create(pk=7000 + n, first_at=NOW, last_at=NOW)


def test_a_copy_is_not_near_a_story(client, ferries):
    story = _strike()
    mine = story.articles.order_by("pk").first()
    Article.objects.filter(pk=ferries[0].pk).update(duplicate_of=ferries[1])
    for n in (0, 1):
        Article.objects.filter(pk=ferries[n].pk).update(story=_told(n, ferries[n]))
        Related.objects.create(article=mine, other=ferries[n], kind="same_subject", score=0.9 - n)
    near = _tree(client, f"/story/{story.pk}").xpath("//section[@class='near']//h3/a/text()")
    assert near == ["Ferry 1"]


def test_no_hour_is_made_up_at_the_ends_of_a_timeline(client):
    story = _strike()
    story.articles.update(date_precision="day")
    for path in (f"/story/{story.pk}", f"/article/{story.articles.first().pk}"):
        ends = _tree(client, path).xpath("//p[@class='ends']//time/text()")
        assert len(ends) == 2
        assert not [one for one in ends if ":" in one], path


def test_a_story_in_arabic_has_arabic_digits_and_no_digits_of_ours_in_what_is_drawn(client):
    page = _tree(client, f"/ar/story/{_strike().pk}")
    drawn = page.xpath("//svg//@cx | //svg//@cy | //svg/@viewBox")
    assert drawn
    assert all(one.replace(" ", "").replace(".", "").isascii() for one in drawn)
    bars = _tree(client, "/ar/hashtag/vareno").xpath("//svg[@class='days']/rect/title/text()")
    assert len(bars) == 30
    assert not [one for one in bars if set(one) & set("0123456789")]


# ---------------------------------------------------------------- changes


def test_an_article_that_never_changed_says_so(client):
    number = Article.objects.first().pk
    assert "Nothing was changed" in client.get(f"/article/{number}/changes").content.decode()
    assert client.get("/article/987654/changes").status_code == 404
