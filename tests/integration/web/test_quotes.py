"""Who said what: stored when an article is, told anew when it is, one page a speaker."""

from datetime import timedelta

import pytest
from lxml import etree

from articles import NOON, article, reading
from octavo.actions import ingest, subscriptions
from octavo.actions.lab import reprocessed
from octavo.actions.stories.live_window import LiveWindow
from octavo.fetch.opml import Subscription
from octavo.store.models import Article, Quote, Source

pytestmark = pytest.mark.django_db

LINES = (
    "The quay at Vareno was closed on Monday after a crane fell into the harbour.",
    "“Nobody had checked the crane since the spring,” said Edda Falk, the harbour master.",
    "“We are looking into it,” a spokesman for the port said.",
)
RETOLD = (
    "A crane fell into the harbour of Vareno on Monday and the quay was closed.",
    "“Nobody had checked that crane since spring,” harbour master Edda Falk told reporters.",
)


@pytest.fixture
def crane(db) -> list[Article]:
    """Two papers on a crane, each with what the harbour master said."""
    wanted = [Subscription(url=f"https://{name}.example/feed", title=name) for name in ("A", "B")]
    one, two = (found.feed.source_id for found in subscriptions.subscribe(wanted))
    batch = [
        reading(one, article("A crane falls in Vareno", LINES)),
        reading(two, article("Vareno crane falls", RETOLD, url="https://b.example/1", hours=1)),
    ]
    ingest.save_readings(batch, LiveWindow(14), NOON)
    return list(Article.objects.order_by("published"))


def _texts(client, path: str) -> list[str]:
    found = etree.HTML(client.get(path).content).xpath("//blockquote/p")
    return ["".join(one.itertext()).strip() for one in found]


def test_quotations_are_stored_with_their_articles(crane):
    rows = Quote.objects.filter(article=crane[0]).values_list("said_by", "speaker__name", "text")
    assert list(rows) == [
        ("Edda Falk", "Edda Falk", "Nobody had checked the crane since the spring,"),
        ("a spokesman for the port", None, "We are looking into it,"),
    ]


def test_a_speaker_is_shown_with_each_utterance_once_and_all_who_have_it(client, crane):
    page = client.get("/quotes/edda_falk").content.decode()
    assert _texts(client, "/quotes/edda_falk") == ["Nobody had checked the crane since the spring"]
    assert "Worded otherwise" in page
    assert "Nobody had checked that crane since spring" in page
    for one in crane:
        assert f"/article/{one.pk}" in page
    assert "Edda Falk" in client.get("/quotes", {"q": "falk"}).content.decode()
    assert "Edda Falk" in client.get("/quotes").content.decode()
    assert "Edda Falk" not in client.get("/quotes", {"q": "moor"}).content.decode()
    assert client.get("/quotes/nobody").status_code == 404


def test_what_is_told_anew_is_quoted_anew(crane):
    lines = (LINES[0], "“It was the wind,” Edda Falk said.")
    source = crane[0].source_id
    again = reading(source, article("A crane falls in Vareno", lines, modified=NOON))
    ingest.save_readings([again], LiveWindow(14), NOON + timedelta(hours=2))
    assert [one.text for one in Quote.objects.filter(article=crane[0])] == ["It was the wind,"]
    reprocessed.save([(crane[0].pk, reading(source, article("A crane falls in Vareno", LINES)))])
    assert Quote.objects.filter(article=crane[0]).count() == 2


def test_a_text_of_which_visitors_see_an_excerpt_quotes_nobody_to_them(client, reader, crane):
    Source.objects.update(policy="excerpt")
    assert client.get("/quotes/edda_falk").status_code == 404
    assert "Edda Falk" not in client.get("/quotes", {"q": "falk"}).content.decode()
    assert _texts(reader, "/quotes/edda_falk")
