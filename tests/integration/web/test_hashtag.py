"""The page of a hashtag: worth a visit, and one page for one thing whatever it is called."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from articles import article, reading
from octavo.actions import ingest, subscriptions
from octavo.actions.stories.live_window import LiveWindow
from octavo.fetch.opml import Subscription
from octavo.store import site_settings
from octavo.store.models import Article
from octavo.web.reading.hashtag import DAYS, HEIGHT, bars

pytestmark = pytest.mark.django_db

KOREA = (
    "North Korea is a country that keeps its harbours closed to most ships of its neighbours.",
    "Inspectors from North Korea visited the port of Vareno on Tuesday, the Port Authority said.",
    "The visit to Vareno was the first from North Korea in nine years, officials said.",
)
SHIPS = (
    "Ships under the flag of North Korea may load timber in Vareno from next spring, brokers said.",
    "The quay for them would be the old one, and North Korea would pay for a new crane there.",
)
ARABIC = (
    "زار مفتشون من كوريا الشمالية ميناء فارينو يوم الثلاثاء كما قالت سلطة الميناء.",
    "وكانت الزيارة الأولى من كوريا الشمالية منذ تسع سنوات بحسب مسؤولين في المدينة.",
)


@pytest.fixture(autouse=True)
def stored(db) -> None:
    site_settings.forget()
    wanted = [Subscription(url="https://herald.example/feed", title="Harbour Herald")]
    (herald,) = (one.feed.source_id for one in subscriptions.subscribe(wanted))
    at = "https://herald.example"
    batch = [
        article("North Korea inspectors visit Vareno", KOREA, url=f"{at}/1", hours=-48),
        article("DPRK ships may come to Vareno", SHIPS, url=f"{at}/2"),
        article("كوريا الشمالية تزور ميناء فارينو", ARABIC, url=f"{at}/3", language="ar"),
    ]
    ingest.save_readings([reading(herald, one) for one in batch], LiveWindow(14), datetime.now(UTC))


def page(path: str) -> html.HtmlElement:
    response = Client().get(path)
    assert response.status_code == 200, path
    return html.fromstring(response.content.decode())


def headlines(found: html.HtmlElement) -> set[str]:
    return {" ".join(one.text_content().split()) for one in found.xpath("//*[@data-row]//h2")}


@pytest.mark.parametrize("key", ["northkorea", "dprk", "كوريا_الشمالية", "NorthKorea"])
def test_every_name_of_a_country_leads_to_all_its_articles(key: str) -> None:
    assert headlines(page(f"/hashtag/{key}")) == {row.headline for row in Article.objects.all()}


def test_it_says_what_the_name_stands_for_with_its_source() -> None:
    found = page("/hashtag/northkorea")
    told = found.xpath("//section[@class='panel']/p")[0]
    assert KOREA[0] in told.text_content()
    assert "Harbour Herald" in told.text_content()
    about = found.xpath("//dl[@class='facts']")[0].text_content()
    assert "Place" in about and "DPRK" in about and "كوريا الشمالية" in about


def test_the_chart_counts_each_day_and_has_a_table() -> None:
    found = page("/hashtag/northkorea")
    assert len(found.xpath("//svg[@class='days']/rect")) == DAYS
    counts = [row.xpath("string(td[2])") for row in found.xpath("//aside//tbody/tr")]
    assert sorted(counts) == ["1", "2"]


def test_the_address_in_arabic_shows_the_arabic_name() -> None:
    assert "كوريا_الشمالية" in page("/ar/hashtag/northkorea").xpath("string(//h1)")
    assert "NorthKorea" in page("/hashtag/كوريا_الشمالية").xpath("string(//h1)")


def test_a_hidden_article_is_neither_listed_nor_counted() -> None:
    Article.objects.filter(headline__startswith="DPRK").update(is_hidden=True)
    found = page("/hashtag/northkorea")
    assert len(headlines(found)) == 2
    assert [row.xpath("string(td[2])") for row in found.xpath("//aside//tbody/tr")] == ["1", "1"]


def test_a_page_costs_a_visitor_five_queries_at_most() -> None:
    Client().get("/hashtag/northkorea")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        Client().get("/hashtag/northkorea")
    assert len(queries) <= 5


def test_nothing_known_is_a_plain_page_and_nothing_there_is_none() -> None:
    assert Client().get("/hashtag/nobody").status_code == 404
    assert page("/hashtag/vareno").xpath("//svg[@class='days']")


def test_bars_stand_in_the_order_of_days_and_fill_the_chart() -> None:
    today = date(2025, 3, 5)
    found = bars({today: 4, today - timedelta(days=29): 2, today - timedelta(days=40): 9}, today)
    assert [bar.day for bar in found] == [today - timedelta(days=n) for n in range(29, -1, -1)]
    assert (found[-1].height, found[0].height, found[1].height) == (HEIGHT, HEIGHT / 2, 0)
    assert all(one.x < other.x for one, other in pairwise(found))
    assert bars({}, today) == []
