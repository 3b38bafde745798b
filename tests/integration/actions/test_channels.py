"""Publishers on hosts that serve many are channels."""

import pytest

from articles import MEASLES, REWRITTEN, article, reading
from octavo.actions import ingest, subscriptions
from octavo.actions.stories.live_window import LiveWindow
from octavo.fetch.opml import Subscription
from octavo.store import read
from octavo.store.models import Article, Source, Story

pytestmark = pytest.mark.django_db


def _sources(*pairs: tuple[str, str]) -> list[Source]:
    """The sources of feeds, each given by its address and its home."""
    wanted = [Subscription(url=url, title="", home=home) for url, home in pairs]
    return [one.feed.source for one in subscriptions.subscribe(wanted)]


def test_two_channels_of_one_host_are_two_publishers():
    videos = "https://www.youtube.com/feeds/videos.xml?channel_id="
    one, other = _sources((f"{videos}UCone", ""), (f"{videos}UCtwo", "https://www.youtube.com/"))
    assert (one.host, other.host) == ("youtube.com/channel/UCone", "youtube.com/channel/UCtwo")
    assert one.name != other.name


def test_the_feeds_of_one_channel_are_one_publishers():
    one, two, three = _sources(
        ("https://medium.com/feed/@ada", "https://medium.com/@ada"),
        ("https://medium.com/feed/@ada?x=1", ""),
        ("https://medium.com/feed/@bert", "https://medium.com/"),
    )
    assert one == two != three


def test_a_publisher_with_a_home_of_its_own_is_no_channel():
    podcast, paper = _sources(
        ("https://feeds.megaphone.fm/HERALD1", "https://herald.example"),
        ("https://herald.example/rss", "https://herald.example/"),
    )
    assert podcast == paper
    assert podcast.host == "herald.example"


def test_what_names_no_channel_on_such_a_host_stands_for_itself():
    one, other = _sources(
        ("https://www.reddit.com/.rss", ""), ("https://www.reddit.com/r/ferries/.rss", "")
    )
    assert one.host != other.host == "reddit.com/r/ferries"


def test_channels_count_apart_in_lists_and_stories():
    one, other = _sources(
        ("https://tide.substack.com/feed", "https://tide.substack.com/"),
        ("https://ebb.substack.com/feed", "https://ebb.substack.com/"),
    )
    batch = [
        reading(one.pk, article(url="https://tide.substack.com/p/strike")),
        reading(
            other.pk,
            article("Port strike in Vareno ends", REWRITTEN, url="https://ebb.substack.com/p/strike"),
        ),
    ]  # fmt: skip
    ingest.save_readings(batch, LiveWindow(14), batch[0].article.published)
    story = Story.objects.get(articles__source=one)
    assert (story.articles_count, story.outlets, story.independents) == (2, 2, 2)
    for source in (one, other):
        assert len(read.of_source(source).articles) == 1


def test_articles_by_hand_are_their_channels():
    made = [
        article(url="https://medium.com/@ada/strike-1", source_name="Medium"),
        article("Measles", MEASLES, url="https://medium.com/@bert/measles-2", source_name="Medium"),
        article("Again", MEASLES, url="https://medium.com/@ada/again-3", source_name="Ada's notes"),
        article("Else", MEASLES, url="https://herald.example/4", source_name="Harbour Herald"),
    ]
    found = [subscriptions.source_of(one) for one in made]
    assert found[0] == found[2] != found[1]
    assert [one.name for one in found[1:]] == [
        "medium.com/@bert",
        "medium.com/@ada",
        "Harbour Herald",
    ]
    assert Article.objects.count() == 0
