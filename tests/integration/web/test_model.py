"""The owner's model over stored articles: asked only where somebody signed in asks, and what is
shown of it is proved. A real server on loopback is both the model and the publisher."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.test import Client

from articles import article, reading
from octavo.actions import ingest, subscriptions
from octavo.actions.answers import ai_permission
from octavo.actions.stories.live_window import LiveWindow
from octavo.cli import main
from octavo.fetch.opml import Subscription
from octavo.store.models import Article, EgressRecord, ModelReply
from tests.model_server import ModelServer, model_server

pytestmark = pytest.mark.django_db(transaction=True)
QUESTION = "How many containers were stranded?"
GOOD = (
    "About 1,200 containers were stranded at the terminal, the Port Authority said on Sunday. [1]"
)
BAD = "About 9,900 containers were stranded at the terminal. [1]"


@pytest.fixture
def server(settings) -> Iterator[ModelServer]:
    with model_server(text=f"{GOOD}\n{BAD}") as running:
        settings.MODEL_URL, settings.MODEL_NAME = running.base_url, "small-model"
        settings.FETCHER_ALLOW_PRIVATE_NETWORKS = True
        ai_permission.forget()
        home = f"http://127.0.0.1:{running.port}"
        wanted = [Subscription(url=f"{home}/feed", title="Harbour Herald", home=home)]
        (one,) = subscriptions.subscribe(wanted)
        batch = [reading(one.feed.source_id, article(url=f"{home}/strike"))]
        ingest.save_readings(batch, LiveWindow(14), datetime.now(UTC))
        yield running


def _asked(client: Client, **given: str) -> str:
    return client.post("/ask", {"q": QUESTION, **given}).content.decode()


def test_a_reader_who_asks_sees_what_is_proved_and_who_wrote_it(server, reader) -> None:
    assert "Let small-model answer" in reader.get("/ask", {"q": QUESTION}).content.decode()
    assert not server.asked, "a page that is looked at asks no model"
    page = _asked(reader)
    assert GOOD.removesuffix(" [1]") in page
    assert "9,900" not in page
    assert "Written by small-model" in page
    assert "55 tokens" in page
    assert "1 dropped" in page
    row = ModelReply.objects.get()
    assert (row.feature, row.model, row.tokens) == ("ask", "small-model", 55)
    assert row.articles == [Article.objects.get().pk]
    assert EgressRecord.objects.filter(purpose="model", outcome="ok").count() == 1
    _asked(reader)
    assert len(server.asked) == 1, "what was written is not paid for twice"


def test_visitors_spend_nothing(server, client) -> None:
    assert "small-model" not in _asked(client)
    assert not server.asked


def test_a_model_that_is_down_leaves_the_articles_own_words(server, reader) -> None:
    server.modes = ["401"]
    page = _asked(reader)
    assert "The model gives no answer now." in page
    assert "About <mark>1,200</mark> containers were stranded" in page


def test_a_publisher_that_forbids_ai_is_skipped(server, reader) -> None:
    server.robots = "User-agent: GPTBot\nDisallow: /"
    page = _asked(reader)
    assert "forbid the use by AI" in page
    assert not server.asked


def test_a_story_is_summed_up_where_somebody_asks(server, reader) -> None:
    server.text = f"Dockers in Vareno returned to work at noon on Monday. [1]\n{GOOD}"
    story = str(Article.objects.get().story_id)
    assert "Let small-model sum it up" in reader.get("/ask", {"story": story}).content.decode()
    page = reader.post("/ask", {"story": story, "summary": "1"}).content.decode()
    assert "Dockers in Vareno returned to work at noon on Monday." in page
    assert ModelReply.objects.get().feature == "summary"


def test_an_article_is_summed_up_where_somebody_asks(server, reader) -> None:
    server.text = f"Dockers in Vareno returned to work at noon on Monday. [1]\n{GOOD}"
    about = {"article": str(Article.objects.get().pk)}
    assert "Let small-model sum it up" in reader.get("/ask", about).content.decode()
    page = reader.post("/ask", {**about, "summary": "1"}).content.decode()
    assert "Dockers in Vareno returned to work at noon on Monday." in page
    assert ModelReply.objects.get().feature == "summary"


def test_what_the_owner_did_not_choose_is_not_offered(server, reader, settings) -> None:
    settings.MODEL_FEATURES = frozenset({"summary"})
    assert "small-model" not in reader.get("/ask", {"q": QUESTION}).content.decode()
    assert "no answer now" in _asked(reader)


def test_the_command_prints_what_is_proved(server, capsys) -> None:
    assert main(["ask", *QUESTION.split(), "--model", "--json"]) == 0
    row = json.loads(capsys.readouterr().out)
    assert [one["text"] for one in row["passages"]] == [GOOD.removesuffix(" [1]")]
    assert (row["model"], row["dropped"]) == ("small-model", 1)


def test_without_a_model_the_command_says_so(server, settings, capsys) -> None:
    settings.MODEL_URL = ""
    assert main(["ask", *QUESTION.split(), "--model"]) == 1
    assert "model_off" in capsys.readouterr().err
