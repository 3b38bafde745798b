"""What an older version did not read out of stored articles is read out after an upgrade."""

from datetime import UTC, datetime

import pytest

from articles import article, reading
from octavo.actions import ingest, subscriptions, told_again
from octavo.actions.stories.live_window import LiveWindow
from octavo.fetch.opml import Subscription
from octavo.store import site_settings
from octavo.store.models import Article, Body, Knowledge, Quote, Speaker

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
LINES = (
    "“We counted every boat twice,” said harbour master Edda Falk on Monday.",
    "About 1,200 containers were stranded at the terminal, the Port Authority said on Sunday.",
)


@pytest.fixture
def stored(db) -> list[Article]:
    """Five articles as a version left them that read neither quotations nor figures."""
    (one,) = subscriptions.subscribe([Subscription(url="https://s.example/feed", title="Post")])
    for n in range(5):
        made = article(
            f"Report {n}", (*LINES, f"Berth {n} was full."), url=f"https://s.example/{n}"
        )
        ingest.save_readings([reading(one.feed.source_id, made)], LiveWindow(14), NOW)
    Quote.objects.all().delete()
    Speaker.objects.all().delete()
    Body.objects.update(figures=[])
    Knowledge.objects.update(cross_lingual=None)
    site_settings.put(site_settings.TOLD, ["told-0", 0])
    return list(Article.objects.order_by("pk"))


def test_stored_articles_are_read_the_newest_first_and_once(stored, monkeypatch) -> None:
    monkeypatch.setattr(told_again, "AT_ONCE", 2)
    seen = []
    while told_again.told_again():
        seen.append(sorted(Quote.objects.values_list("article", flat=True).distinct()))
    ids = [row.pk for row in stored]
    assert seen == [ids[3:], ids[1:], ids]
    quotes = Quote.objects.filter(article=ids[0])
    assert [(one.text, one.speaker.name) for one in quotes] == [
        ("We counted every boat twice,", "Edda Falk")
    ]
    (figure,) = Body.objects.get(pk=ids[0]).figures
    assert (figure["value"], figure["claimant"]) == (1200.0, "Port Authority")
    assert all(len(row.cross_lingual) == 192 for row in Knowledge.objects.all())
    Quote.objects.all().delete()
    assert told_again.told_again() == 0
    assert not Quote.objects.exists()


def test_an_article_that_changed_meanwhile_is_left_alone(stored, monkeypatch) -> None:
    last = stored[-1].pk
    read = told_again._read

    def and_changed(row: Article) -> told_again.Found:
        found = read(row)
        Body.objects.filter(pk=last).update(text="A correction.", figures=[])
        return found

    monkeypatch.setattr(told_again, "_read", and_changed)
    assert told_again.told_again() == 5
    assert not Quote.objects.filter(article=last).exists()
    assert Quote.objects.filter(article=stored[0].pk).exists()


def test_a_new_site_has_nothing_to_read_again(db) -> None:
    assert told_again.told_again() == 0
    assert site_settings.direct(site_settings.TOLD)[1] == 0
