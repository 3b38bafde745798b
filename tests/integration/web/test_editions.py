"""Eight today as it was: the editions of days before, as pages and as files to keep."""

import zipfile
from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest

from articles import MEASLES, article, reading
from octavo.actions import hiding, ingest, maintenance, subscriptions
from octavo.actions.stories import editions as making
from octavo.actions.stories.live_window import LiveWindow
from octavo.fetch.opml import Subscription
from octavo.store import site_settings
from octavo.store.models import Article, Edition, Source, User

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime.now(UTC)


@pytest.fixture
def editions() -> tuple[date, date]:
    """An edition of two stories, and the one of the day before, of one of them."""
    site_settings.forget()
    wanted = Subscription(url="https://herald.example/feed", title="Herald")
    source = subscriptions.subscribe([wanted])[0].feed.source_id
    other = article("Measles drive by postal boat", MEASLES, url="https://herald.example/m")
    batch = [reading(source, one) for one in (article(), other)]
    ingest.save_readings(batch, LiveWindow(14), NOW)
    making.make_edition("en", NOW)
    made = Edition.objects.get()
    before = made.day - timedelta(days=1)
    Edition.objects.create(day=before, language="en", stories=made.stories[:1], made_at=NOW)
    return before, made.day


def test_each_edition_leads_to_the_one_before_and_back(editions, client):
    before, day = editions
    page = client.get("/eight").content.decode()
    assert f'href="/eight/{before}"' in page
    page = client.get(f"/eight/{before}").content.decode()
    assert f'href="/eight/{day}"' in page
    assert f'href="/eight/{before}.epub"' in page
    assert "That is all for today." not in page


@pytest.mark.parametrize("path", ["/eight/2020-01-01", "/eight/2026-02-31", "/ar/eight/2020-01-01",
                                  "/eight/2020-01-01.epub", "/eight/2026-1-1"])  # fmt: skip
def test_a_day_without_an_edition_is_not_found(editions, client, path):
    assert client.get(path).status_code == 404


def test_an_edition_is_read_by_programs(editions, client):
    value = client.get(f"/eight/{editions[1]}.json").json()
    assert len(value["stories"]) == 2
    for story in value["stories"]:
        assert all(line["text"] and line["source"] == "Herald" for line in story["sentences"])
        assert story["address"].startswith("http")
    assert client.get(f"/eight/{editions[1]}.pdf").status_code == 404


def test_an_edition_is_a_book(editions, client):
    answer = client.get(f"/eight/{editions[1]}.epub")
    assert answer["Content-Type"] == "application/epub+zip"
    with zipfile.ZipFile(BytesIO(answer.content)) as file:
        text = "".join(file.read(n).decode() for n in file.namelist() if n.endswith(".xhtml"))
    for story in Edition.objects.get(day=editions[1]).stories:
        assert story["headline"] in text
        assert all(line["text"] in text for line in story["sentences"])


def test_what_is_hidden_later_is_gone_from_past_editions_too(editions, client):
    before = editions[0]
    (story,) = Edition.objects.get(day=before).stories
    hidden = Article.objects.get(pk=story["lead"])
    hiding.set_hidden([hidden.pk], is_hidden=True, now=NOW)
    Edition.objects.update_or_create(day=before, language="en", defaults={"stories": [story]})
    for path in (f"/eight/{before}", f"/eight/{before}.json"):
        assert hidden.headline not in client.get(path).content.decode()
    file = zipfile.ZipFile(BytesIO(client.get(f"/eight/{before}.epub").content))
    assert not any(hidden.headline.encode() in file.read(name) for name in file.namelist())


def test_a_visitor_reads_no_sentence_of_a_paper_that_keeps_them(editions, client):
    Source.objects.update(policy="excerpt")
    site_settings.forget()
    value = client.get(f"/eight/{editions[1]}.json").json()
    assert [story["sentences"] for story in value["stories"]] == [[], []]


# ---------------------------------------------------------------- at an hour, and of one's own


@pytest.fixture
def at_seven(editions, settings) -> None:
    """Eight today is made at seven in Amman, three hours ahead of UTC."""
    Edition.objects.all().delete()
    settings.EDITION_AT, settings.EDITION_ZONE = time(7), ZoneInfo("Asia/Amman")


MORNING = datetime(2026, 11, 28, 3, 59, tzinfo=UTC)


def test_an_edition_is_made_at_its_hour_in_its_zone_and_stays_as_it_is(at_seven):
    maintenance.after_walk(MORNING)
    assert not Edition.objects.exists()
    maintenance.after_walk(MORNING + timedelta(minutes=1))
    made = Edition.objects.get()
    assert (made.day, len(made.stories)) == (date(2026, 11, 28), 2)
    Edition.objects.update(stories=made.stories[:1])
    maintenance.after_walk(MORNING + timedelta(hours=9))
    assert len(Edition.objects.get().stories) == 1
    maintenance.after_walk(MORNING + timedelta(hours=21))
    assert Edition.objects.count() == 1, "it is tomorrow there, and not yet seven"
    maintenance.after_walk(MORNING + timedelta(days=1, minutes=1))
    assert [one.day.day for one in Edition.objects.order_by("day")] == [28, 29]


def test_a_kept_edition_loses_what_is_hidden(at_seven, client):
    now = datetime.now(UTC).replace(hour=12)
    making.make_edition("en", now)
    hidden = Article.objects.get(url="https://herald.example/m")
    hiding.set_hidden([hidden.pk], is_hidden=True, now=now)
    page = client.get("/eight").content.decode()
    assert hidden.headline not in page
    assert Article.objects.get(is_hidden=False).headline in page


def test_the_eight_of_what_somebody_follows_holds_nothing_else(editions, client):
    assert client.get("/eight/mine").status_code == 302
    user = User.objects.create(username="lella")
    client.force_login(user)
    page = client.get("/eight/mine").content.decode()
    assert "You follow nothing yet" in page and "min read" not in page
    one, other = Article.objects.order_by("pk")
    tag = next(tag for tag in one.hashtags if tag not in other.hashtags)
    User.objects.update(follows=[f"tag:{tag.casefold()}"])
    page = client.get("/eight/mine").content.decode()
    assert one.headline in page
    assert other.headline not in page
    assert client.get("/eight/mine.json").json()["stories"][0]["headline"] == one.headline
    book = zipfile.ZipFile(BytesIO(client.get("/eight/mine.epub").content))
    assert book.read("mimetype") == b"application/epub+zip"
    assert client.get("/eight/mine.pdf").status_code == 404
    User.objects.update(follows=["source:nowhere"])
    assert "Nothing of what you follow" in client.get("/eight/mine").content.decode()
