"""Listening: what the browser's voice reads, recordings, and the private podcast."""

import os
import re
import threading
import time
from datetime import UTC, datetime, timedelta
from datetime import time as clock_time

import feedparser
import pytest
from django.test import Client

from octavo.actions import hiding, maintenance
from octavo.actions.listening import podcast, recordings
from octavo.assist.listening import programs
from octavo.store import read, site_settings
from octavo.store.models import Article, Edition, Source, User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stored")]
NOW = datetime.now(UTC)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """Recordings of their own for each test."""
    settings.DATA = tmp_path


@pytest.fixture
def user(reader) -> User:
    return User.objects.get(username="lella")


@pytest.fixture
def address(reader, user) -> str:
    """The secret address of a reader's podcast."""
    reader.post("/me/podcast", {"do": "begin"})
    found = re.search(
        r'value="http://[^/"]+(/podcast/[^"]+/en)"', reader.get("/me").content.decode()
    )
    assert found
    return found[1]


def _strike() -> Article:
    return Article.objects.order_by("published").first()


# ---------------------------------------------------------------- the browser's voice


def _lines(client: Client, path: str) -> list[dict]:
    value = client.get(path).json()
    return [line for chapter in value["chapters"] for line in chapter["lines"]]


def test_an_article_is_read_as_it_stands_there(client):
    found = _strike()
    lines = _lines(client, f"/article/{found.pk}/lines")
    assert lines[0]["text"] == found.headline
    body = found.body.text
    assert all(line["text"] in body for line in lines[1:])
    assert "".join(line["text"] for line in lines[1:]).replace(" ", "") == re.sub(r"\s", "", body)
    assert any("6.5 per cent" in line["said"] for line in lines)


def test_a_subhead_begins_a_chapter(client):
    found = _strike()
    found.body.text = "First.\nThe <deal\nSecond."
    found.body.html = "<p>First.</p><h2>The &lt;deal</h2><p>Second.</p>"
    found.body.save()
    value = client.get(f"/article/{found.pk}/lines").json()
    assert [one["title"] for one in value["chapters"]] == [found.headline, "The <deal"]
    assert [line["text"] for line in value["chapters"][1]["lines"]] == ["The <deal", "Second."]


def test_of_an_excerpt_visitors_hear_no_more_than_they_read(client, reader):
    Source.objects.update(policy=Source.Policy.EXCERPT)
    site_settings.forget()
    found = _strike()
    path = f"/article/{found.pk}/lines"
    heard = " ".join(line["text"] for line in _lines(client, path))
    assert found.body.text.splitlines()[-1] not in heard
    assert found.lead in heard
    assert found.body.text.splitlines()[-1] in " ".join(x["text"] for x in _lines(reader, path))
    story = _lines(client, f"/story/{found.story_id}/lines")
    face = read.face(found.story_id, "en").article
    assert [line["text"] for line in story][:2] == [face.headline, face.lead]


@pytest.mark.parametrize("prefix", ["", "/ar"])
def test_stories_and_editions_are_read_with_their_sources(client, prefix):
    found = _strike()
    lines = _lines(client, f"{prefix}/story/{found.story_id}/lines")
    assert "Harbour Herald" in lines[-1]["text"]
    edition = Edition.objects.filter(language="en").first()
    value = client.get(f"/eight/{edition.day}/lines").json()
    titles = [one["title"] for one in value["chapters"]]
    assert titles == ["Eight today", *(story["headline"] for story in edition.stories)]
    assert value["chapters"][-1]["lines"][-1]["text"] == "That was the day."


@pytest.mark.parametrize("path", ["/article/{}", "/story/{}"])
def test_what_is_hidden_is_not_read_aloud(client, reader, path):
    found = _strike()
    path = path.format(found.pk if "article" in path else found.story_id)
    everything = Article.objects.values_list("pk", flat=True)
    hiding.set_hidden(everything, is_hidden=True, now=NOW)
    assert client.get(f"{path}/lines").status_code == 404
    assert reader.get(f"{path}/sound").status_code == 404


def test_pages_offer_to_read_only_where_scripts_run(client, reader, monkeypatch):
    monkeypatch.setattr(programs.shutil, "which", lambda name: None)
    for path in (f"/article/{_strike().pk}", f"/story/{_strike().story_id}", "/eight"):
        page = client.get(path).content.decode()
        assert re.search(r"<\w+ hidden data-voiced data-listen=", page), path
        assert '<section class="player" data-player hidden' in page
        assert "As a recording" not in reader.get(path).content.decode()
    assert "podcast" not in reader.get("/me").content.decode()


# ---------------------------------------------------------------- recordings


def _body(answer) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.mark.usefixtures("voice")
def test_a_recording_is_sent_whole_or_in_part(reader, client):
    path = f"/article/{_strike().pk}/sound"
    assert client.get(path).status_code == 302
    whole = reader.get(path)
    data = _body(whole)
    assert (whole.status_code, whole.headers["Accept-Ranges"]) == (200, "bytes")
    assert whole.headers["Content-Type"] in {"audio/mpeg", "audio/wav"}
    assert int(whole.headers["Content-Length"]) == len(data) > 10_000
    tag = whole.headers["ETag"]
    assert reader.get(path, headers={"if-none-match": tag}).status_code == 304
    size = len(data)
    parts = [("0-9", 0, 10), ("100-", 100, size), ("-7", size - 7, size), ("5-99999999", 5, size)]
    for asked, start, end in parts:
        answer = reader.get(path, headers={"range": f"bytes={asked}"})
        assert answer.status_code == 206
        assert _body(answer) == data[start:end]
        assert answer.headers["Content-Range"] == f"bytes {start}-{end - 1}/{len(data)}"
        assert int(answer.headers["Content-Length"]) == end - start
    beyond = reader.get(path, headers={"range": f"bytes={len(data)}-"})
    assert (beyond.status_code, beyond.headers["Content-Range"]) == (416, f"bytes */{len(data)}")
    for asked in ("bytes=9-1", "bytes=-", "bytes=0-1,3-4", "lines=0-1", "bytes=a-b", "bytes=٣-٤"):
        assert reader.get(path, headers={"range": asked}).status_code == 200, asked
    stale = {"range": "bytes=0-9", "if-range": '"another"'}
    assert reader.get(path, headers=stale).status_code == 200


@pytest.mark.usefixtures("voice")
def test_a_recording_is_made_once_and_kept(reader, folder, tmp_path, monkeypatch):
    path = f"/story/{_strike().story_id}/sound"
    first = _body(reader.get(path))
    monkeypatch.setattr(recordings, "recorded", None)
    assert _body(reader.get(path)) == first
    assert len(list((tmp_path / "recordings").iterdir())) == 2


@pytest.mark.usefixtures("voice")
def test_recordings_take_the_room_they_may(reader, settings, tmp_path):
    settings.RECORDINGS_MB = 0.2
    for found in Article.objects.order_by("pk"):
        assert reader.get(f"/article/{found.pk}/sound").status_code == 200
    kept = list((tmp_path / "recordings").glob("*.mp3"))
    assert 0 < len(kept) < Article.objects.count()
    aged = kept[0].stat().st_mtime - 31 * 86_400
    for path in (tmp_path / "recordings").iterdir():
        os.utime(path, (aged, aged))
    assert reader.get(f"/eight/{Edition.objects.get().day}/sound").status_code == 200
    assert not kept[0].exists(), "nobody used it for a month"


def test_a_site_may_make_none(reader, settings):
    settings.RECORDINGS_MB = 0
    assert reader.get(f"/article/{_strike().pk}/sound").status_code == 404
    assert "As a recording" not in reader.get(f"/article/{_strike().pk}").content.decode()


def test_a_recording_in_work_asks_to_come_again(reader, monkeypatch):
    monkeypatch.setattr(programs.shutil, "which", lambda name: f"/usr/bin/{name}")
    is_free = threading.Event()
    monkeypatch.setattr(recordings, "_made", lambda *given: is_free.wait(20))
    monkeypatch.setattr("octavo.web.listening.sound.made.__defaults__", (0.05,))
    answer = reader.get(f"/article/{_strike().pk}/sound")
    is_free.set()
    assert (answer.status_code, answer.headers["Refresh"]) == (202, "5")
    assert "is being made" in answer.content.decode()


# ---------------------------------------------------------------- the podcast


@pytest.mark.usefixtures("voice")
def test_a_podcast_is_what_apps_expect(client, address, django_assert_max_num_queries):
    site_settings.forget()
    with django_assert_max_num_queries(5):
        answer = client.get(address)
    assert answer.headers["Content-Type"].startswith("application/rss+xml")
    assert "noindex" in answer.headers["X-Robots-Tag"]
    found = feedparser.parse(answer.content)
    assert not found.bozo
    assert found.feed.title == "Octavo: Eight today"
    assert found.feed.itunes_block
    (episode,) = found.entries
    (sound,) = episode.enclosures
    data = client.get(sound.href)
    assert int(sound.length) == len(_body(data))
    assert sound.type == data.headers["Content-Type"]
    seconds = int(episode.itunes_duration)
    chapters = client.get(episode.podcast_chapters["url"])
    assert chapters.headers["Content-Type"] == "application/json+chapters"
    value = chapters.json()
    starts = [one["startTime"] for one in value["chapters"]]
    assert value["version"] == "1.2.0"
    assert starts == sorted(set(starts)) and starts[0] == 0
    assert starts[-1] < seconds
    titles = [one["title"] for one in value["chapters"]]
    assert titles == ["Eight today", *(s["headline"] for s in Edition.objects.get().episode)]
    assert client.get(address, headers={"if-none-match": answer.headers["ETag"]}).status_code == 304
    part = client.get(sound.href, headers={"range": "bytes=0-99"})
    assert (part.status_code, len(_body(part))) == (206, 100)


def _podcast(client: Client, address: str, episodes: int):
    """The podcast once so many episodes of it are recorded."""
    end = time.monotonic() + 30
    while len((found := feedparser.parse(client.get(address).content)).entries) < episodes:
        assert time.monotonic() < end
        time.sleep(0.1)
    return found


@pytest.mark.usefixtures("voice")
def test_past_editions_are_episodes_and_each_language_has_its_own(client, address):
    made = Edition.objects.get()
    before = made.day - timedelta(days=1)
    old = [made.stories[0] | {"headline": "عاد العمال", "language": "ar"}]
    for language in ("en", "ar"):
        Edition.objects.create(day=before, language=language, stories=old, episode=old, made_at=NOW)
    found = _podcast(client, address, 2)
    assert [str(made.day), str(before)] == [one.link[-10:] for one in found.entries]
    arabic = _podcast(client, address.removesuffix("en") + "ar", 1)
    assert [one.link[-10:] for one in arabic.entries] == [str(before)]
    assert "/ar/eight/" in arabic.entries[0].link
    assert "ثمانية أخبار اليوم" in arabic.feed.title
    for wrong in ("/fr", "/en/2020-01-01.mp3", "/en/2020-01-01/chapters"):
        assert client.get(address.removesuffix("/en") + wrong).status_code == 404


@pytest.mark.usefixtures("voice")
def test_what_is_hidden_leaves_its_episode(client, address):
    edition = Edition.objects.get()
    path = f"{address}/{edition.day}/chapters"
    before = client.get(path).json()["chapters"]
    sound = f"{address}/{edition.day}.mp3"
    heard = _body(client.get(sound))
    gone = Article.objects.filter(pk=edition.episode[0]["lead"])
    hiding.set_hidden(gone.values_list("pk", flat=True), is_hidden=True, now=NOW)
    after = client.get(path).json()["chapters"]
    headline = gone.get().headline
    assert headline in [one["title"] for one in before]
    assert headline not in [one["title"] for one in after]
    assert headline not in client.get(address).content.decode()
    assert len(_body(client.get(sound))) < len(heard)


@pytest.mark.usefixtures("voice")
def test_an_address_is_its_readers_alone_and_can_be_taken_back(client, reader, user, address):
    assert client.get(address).status_code == 200
    key = address.split("/")[2]
    for wrong in (f"{key}0", key[:-1], key.upper(), f"{user.pk}-", str(user.pk), "-", "0" * 40):
        assert client.get(address.replace(key, wrong)).status_code == 404, wrong
    reader.post("/me/podcast", {"do": "begin"})
    assert client.get(address).status_code == 404, "another stands in its place"
    user.refresh_from_db()
    again = address.replace(key, podcast.podcast_key(user))
    assert client.get(again).status_code == 200
    User.objects.update(is_active=False)
    assert client.get(again).status_code == 404
    User.objects.update(is_active=True)
    reader.post("/me/podcast", {"do": "end"})
    assert client.get(again).status_code == 404
    assert "/podcast/" not in reader.get("/me").content.decode()
    assert "/podcast/" in client.get("/robots.txt").content.decode()


@pytest.mark.usefixtures("voice")
def test_apps_reach_it_where_the_site_asks_to_sign_in(client, address):
    site_settings.set_value("needs_login", True)
    assert client.get("/eight").status_code == 302
    assert client.get(address).status_code == 200
    assert client.get(address.replace("/podcast/", "/podcast/9")).status_code == 404


def test_an_edition_comes_in_at_its_hour_and_stays_as_it_was(monkeypatch):
    first = Edition.objects.get()
    assert first.episode == first.stories, "the first one comes at once"
    Edition.objects.update(day=first.day - timedelta(days=1))
    monkeypatch.setattr(podcast, "MORNING", clock_time.max)
    maintenance.after_walk(NOW)
    assert Edition.objects.get(day=first.day).episode is None
    assert [one.day for one in read.episodes("en", 9)] == [first.day - timedelta(days=1)]
    monkeypatch.setattr(podcast, "MORNING", clock_time.min)
    maintenance.after_walk(NOW)
    released = Edition.objects.get(day=first.day).episode
    assert released
    Edition.objects.filter(day=first.day).update(stories=[])
    podcast.release("en", NOW)
    assert Edition.objects.get(day=first.day).episode == released
