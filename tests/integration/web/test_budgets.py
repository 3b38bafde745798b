"""Every page's queries are counted: for a visitor, for somebody signed in, and never more of them
because more is stored."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from articles import MEASLES, REWRITTEN, STRIKE, article, quoted, reading
from octavo import urls
from octavo.actions import ingest, maintenance, subscriptions
from octavo.actions.stories.live_window import LiveWindow
from octavo.fetch.opml import Subscription
from octavo.store import site_settings
from octavo.store.models import Article, Comment, Edition, Hashtag, Mark, Speaker, Story, User

pytestmark = pytest.mark.django_db

NOW = datetime.now(UTC)
VISITOR = 5
SIGNED_IN = 7
"""A visitor's five, the account, and the marks on what is listed."""
FIRST_OPENING = 10
"""Opening an article for the first time writes that down: a transaction, its row, its end. A story
takes one more query then: what was on its page."""
GAUGES = 7
"""The monitoring page counts seven things."""
DEEDS = {
    "mark", "wrong", "comment", "report", "appeal", "remove_demo", "decide", "undo_correction",
    "follow", "own_podcast",
}  # fmt: skip
"""Addresses that only take forms."""
OTHERS = {
    "picture", "article_sound", "story_sound", "edition_sound", "own_edition_sound", "podcast_feed",
    "podcast_episode", "podcast_chapters",
}  # fmt: skip
"""Addresses that go out, or to a voice: what they cost is not queries. See test_listening.py."""
OWN = {"opml", "saved", "history", "me", "moderate", "correct", "corrections", "translated",
       "own_edition", "own_edition_document", "own_edition_lines", "own_data"}  # fmt: skip
"""Pages that only somebody signed in has."""
KEPT_TO = {"moderate": {"moderator", "admin"}, "correct": {"admin"}, "corrections": {"admin"}}
"""Pages that only some of those have."""


@pytest.fixture(autouse=True)
def stored(db):
    """Eighteen articles of two outlets, copies and rewrites among them, with comments."""
    wanted = [
        Subscription(url=f"https://{host}/feed", title=name, home=f"https://{host}/", country="SG")
        for name, host in (("Harbour Herald", "herald.example"), ("Vareno Post", "post.example"))
    ]
    sources = [one.feed.source_id for one in subscriptions.subscribe(wanted)]
    texts = (STRIKE, REWRITTEN, MEASLES)
    batch = [
        reading(
            sources[n % 2],
            article(
                f"{('Port strike', 'Dockers return', 'Measles drive')[n % 3]}, day {n}",
                texts[n % 3],
                url=f"https://herald.example/{n}",
                hours=n,
                language=("en", "ar")[n % 6 == 5],
            ),
        )
        for n in range(18)
    ]
    ingest.save_readings(batch, LiveWindow(14), NOW)
    maintenance.after_walk(NOW)
    first = Article.objects.filter(duplicate_of=None, story__articles_count__gt=1).first()
    Story.objects.update(storyline=first.story_id)
    writer = User.objects.create(username="writer", role=User.Role.ADMIN)
    for one in Article.objects.all():
        quoted(one, f"We count {one.pk} boats.", f"Edda Falk {one.pk % 4}")
        for nth in range(3):
            Comment.objects.create(article=one, user=writer, text=f"Comment {nth}", state="held")
    site_settings.forget()


def _addresses() -> dict[str, str]:
    """A working address of every page there is, by name."""
    found = Article.objects.filter(duplicate_of=None, story__articles_count__gt=1).first()
    words = {
        "number": found.pk, "name": "World", "key": Hashtag.objects.first().key, "form": "atom",
        "slug": "harbour-herald", "code": "sg", "mark": "a", "packed": "b",
        "day": Edition.objects.filter(language="en")[0].day,
    }  # fmt: skip
    addresses = {}
    for pattern in [*urls.machines, *urls.pages]:
        name = getattr(pattern, "name", None)
        if name is None or name in DEEDS | OTHERS:
            continue
        asked = {key: words[key] for key in pattern.pattern.converters}
        if name.startswith("story") or name in ("correct", "together"):
            asked["number"] = found.story_id
        if name.endswith("_document"):
            asked["form"] = "epub" if name == "edition_document" else "json"
        if name == "speaker":
            asked["key"] = Speaker.objects.filter(quotes__article=found)[0].key.replace(" ", "_")
        query = "?q=strike" if name in ("search", "search_feed", "ask") else ""
        with translation.override("en"):  # whatever page was asked for last
            addresses[name] = reverse(name, kwargs=asked) + query
    return addresses


def _queries(client: Client, address: str) -> tuple[int, int]:
    """The answer's status and how many queries it took, the site's settings read afresh."""
    site_settings.forget()
    with CaptureQueriesContext(connection) as caught:
        response = client.get(address)
    return response.status_code, len(caught)


def _signed_in(role: str) -> Client:
    client = Client()
    client.force_login(User.objects.create(username=role, role=role))
    return client


def test_every_page_costs_a_visitor_at_most_five_queries(client):
    addresses = _addresses()
    assert len(addresses) > 30
    for name, address in addresses.items():
        status, count = _queries(client, address)
        expected = {302} if name in OWN or name == "welcome" else {200}
        assert status in expected, name
        assert count <= (GAUGES + 1 if name == "metrics" else VISITOR), (name, count)


@pytest.mark.parametrize("role", ["reader", "moderator", "admin"])
def test_every_page_costs_somebody_signed_in_two_more(role):
    client = _signed_in(role)
    for name, address in _addresses().items():
        status, count = _queries(client, address)
        allowed = {200, 302} if role in KEPT_TO.get(name, {role}) else {403}
        assert status in allowed, name
        opened = {"article": FIRST_OPENING, "story": SIGNED_IN + 1}
        budget = ({"metrics": GAUGES + 2, "own_data": SIGNED_IN + 1} | opened).get(name, SIGNED_IN)
        assert count <= budget, (name, count)
        if name in opened:
            assert _queries(client, address)[1] <= SIGNED_IN, "opened before"


def test_whether_the_process_lives_is_no_question_for_the_database():
    for client in (Client(), _signed_in("reader")):
        assert _queries(client, "/healthz") == (200, 0)


def test_a_page_costs_no_more_when_it_shows_more():
    client = _signed_in("reader")
    user = User.objects.get(username="reader")
    addresses = {n: a for n, a in _addresses().items() if n in ("saved", "history", "search")}
    Mark.objects.create(user=user, article=Article.objects.first(), read_at=NOW, saved_at=NOW)
    few = {name: _queries(client, address)[1] for name, address in addresses.items()}
    for one in Article.objects.all():
        marks = {"read_at": NOW, "saved_at": NOW}
        Mark.objects.update_or_create(user=user, article=one, defaults=marks)
    many = {name: _queries(client, address)[1] for name, address in addresses.items()}
    assert many == few
