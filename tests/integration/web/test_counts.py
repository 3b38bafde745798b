"""Wherever a count stands beside a list, both say the same: copies, agency copy, another language
and a hidden report among them."""

import re
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urljoin

import pytest
from django.test import Client
from lxml import etree

from articles import MEASLES, REWRITTEN, STRIKE, article, reading
from desk import AGAIN, BOATS, NOW
from octavo.actions import comments, hiding, ingest, maintenance, subscriptions
from octavo.actions.stories.live_window import LiveWindow
from octavo.fetch.opml import Subscription
from octavo.store import read, site_settings
from octavo.store.models import Article, Story, User

pytestmark = pytest.mark.django_db

PAPERS = ("Harbour Herald", "Vareno Post", "Coast Courier", "Island Echo")
COD = (
    "Norway lowers its quotas for cod by a third from the first of January, its ministry said.",
    "Fishermen in Oslo speak of 4,200 boats that will stay in harbour all over Norway.",
)
SLUGS = [name.lower().replace(" ", "-") for name in PAPERS]
REPORTS = (
    ("Dockers return as Vareno port strike ends", STRIKE, 0),
    ("Dockers return as Vareno port strike ends", STRIKE, 1),
    ("Vareno: dockers are back", STRIKE, 2),
    ("Port strike in Vareno is over", REWRITTEN, 1),
    ("Vareno dockers back at work, port strike over", AGAIN, 3),
    ("Vareno port strike over, dockers at work", AGAIN[::-1], 2),
    ("Norway lowers its cod quotas", COD, 3),
    ("Cod quotas in Norway cut", COD, 1),
    ("Measles drive by postal boat", MEASLES, 3),
    ("Boats bring vaccine", MEASLES, 0),
    ("Nurses vaccinate islands against measles", BOATS, 1),
)
"""Headline, text, and the paper that has it: three texts are printed by several."""


class Shelf:
    """What is stored, and a visitor who reads it."""

    def __init__(self) -> None:
        self.client = Client()
        strike = Article.objects.filter(headline__contains="Vareno", is_hidden=False)
        self.story = Story.objects.get(pk=strike.values_list("story", flat=True)[:1])
        self.one = Article.objects.get(headline="Port strike in Vareno is over")

    def page(self, path: str) -> etree._Element:
        """A page, or a feed's items."""
        return etree.HTML(self.client.get(path).content)

    def rows(self, path: str) -> list[str]:
        """The articles of a list, page after page."""
        found: list[str] = []
        while path:
            tree = self.page(path)
            found += tree.xpath("//article[@data-row]/h2/a/@href")
            path = next((urljoin(path, one) for one in tree.xpath("//a[@rel='next']/@href")), "")
        return found

    def items(self, path: str) -> list[dict]:
        """The items of a JSON feed."""
        return self.client.get(path).json()["items"]

    def covering(self) -> list[etree._Element]:
        """The rows of the story page's table."""
        return self.page(f"/story/{self.story.pk}").xpath("//table[@class='cover']/tbody/tr")


@pytest.fixture
def shelf(db) -> Shelf:
    site_settings.forget()
    hosts = [(name, name.split()[1].lower() + ".example") for name in PAPERS]
    sources = [
        one.feed.source_id
        for one in subscriptions.subscribe(
            Subscription(
                url=f"https://{host}/feed", title=name, home=f"https://{host}/", country="SG"
            )
            for name, host in hosts
        )
    ]
    window = LiveWindow(14)
    for n, (headline, lines, paper) in enumerate(REPORTS):
        wire = {"wire": "Coast Wire"} if n in (1, 4) else {}
        clean = article(headline, lines, url=f"https://{hosts[paper][1]}/{n}", hours=n / 9, **wire)
        ingest.save_readings([reading(sources[paper], clean)], window, NOW)
    maintenance.after_walk(NOW)
    hidden = Article.objects.get(headline__startswith="Vareno port strike over")
    hiding.set_hidden([hidden.pk], is_hidden=True, now=NOW)
    user = User.objects.create(username="lella")
    one = Article.objects.get(headline="Port strike in Vareno is over")
    for n, text in enumerate(("Which ship is first?", "The Halden Star is.")):
        comments.comment(user, one, text, None, NOW + timedelta(minutes=n))
    found = Shelf()
    copies = found.story.articles.filter(is_hidden=False).exclude(duplicate_of=None)
    assert copies.count() == 2
    return found


def _number(text: str) -> int:
    return int(re.search(r"\d+", text)[0])


def _beside(shelf: Shelf, path: str, link: str) -> int:
    (figure,) = shelf.page(path).xpath(f"//*[a[@href='{link}']]/span[contains(@class, 'figures')]")
    return _number(figure.text)


def _bar(tree: etree._Element) -> list[int]:
    """Outlets and independent ones, as the coverage bar names them."""
    return [int(n) for n in re.findall(r"\d+", tree.xpath("//svg[@class='bar']/@aria-label")[0])]


def _papers(shelf: Shelf) -> int:
    return len({row.findtext(".//b") for row in shelf.covering()})


def _story_item(shelf: Shelf, path: str = "/feed.json") -> dict:
    return next(i["_octavo"] for i in shelf.items(path) if i["_octavo"]["story"] == shelf.story.pk)


def _own(shelf: Shelf) -> int:
    """The papers, and the agency, whose own words a report of the story is."""
    items = shelf.items(f"/story/{shelf.story.pk}/feed.json")
    return len({i["_octavo"]["wire"] or i["authors"][0]["name"]
                for i in items if i["_octavo"]["is_own"]})  # fmt: skip


def _timeline(shelf: Shelf, path: str) -> int:
    return _number(shelf.page(path).xpath("//title[@id='tl-t']/text()")[0])


COUNTED: dict[str, tuple[Callable[[Shelf], int], Callable[[Shelf], int]]] = {
    **{
        f"articles of {name}": (
            lambda s, slug=slug: _beside(s, "/sources", f"/source/{slug}"),
            lambda s, slug=slug: len(s.rows(f"/source/{slug}")),
        )
        for name, slug in zip(PAPERS, SLUGS, strict=True)
    },
    "outlets of a story": (
        lambda s: _bar(s.page(f"/story/{s.story.pk}"))[0],
        _papers,
    ),
    "independent outlets of a story": (
        lambda s: _bar(s.page(f"/story/{s.story.pk}"))[1],
        _own,
    ),
    "reports that a story's row says are own": (
        lambda s: sum(bool(row.xpath(".//span[@class='own-word']")) for row in s.covering()),
        lambda s: sum(i["_octavo"]["is_own"] for i in s.items(f"/story/{s.story.pk}/feed.json")),
    ),
    "reports on a story's timeline": (
        lambda s: _timeline(s, f"/story/{s.story.pk}"),
        lambda s: len(s.covering()),
    ),
    "reports on an article's timeline": (
        lambda s: _timeline(s, f"/article/{s.one.pk}"),
        lambda s: len(s.covering()),
    ),
    "articles of a story in a feed": (
        lambda s: _story_item(s)["articles"],
        lambda s: len(s.items(f"/story/{s.story.pk}/feed.json")),
    ),
    "outlets of a story in a feed": (lambda s: _story_item(s)["outlets"], _papers),
    "independent outlets in a feed": (lambda s: _story_item(s)["independent"], _own),
    "outlets in Eight today": (
        lambda s: _number(
            s.page("/eight").xpath(
                f"string(//article[.//a[@href='/story/{s.story.pk}']]/p[last()])"
            )
        ),
        _papers,
    ),
    "outlets on a row of a search": (
        lambda s: _number(
            s.page("/search?q=Vareno").xpath(f"//a[@href='/story/{s.story.pk}']/text()")[0]
        ),
        _papers,
    ),
    "what a search finds and what its feed has": (
        lambda s: len(s.rows("/search?q=Vareno")),
        lambda s: len(s.items("/search/feed.json?q=Vareno")),
    ),
    "stories of a section and of its feed": (
        lambda s: len(s.page(f"/section/{_section(s)}").xpath("//*[@data-row]")),
        lambda s: len(s.items(f"/section/{_section(s)}/feed.json")),
    ),
    "articles a day under a hashtag": (
        lambda s: sum(map(int, s.page("/hashtag/vareno").xpath("//details//tr/td[2]/text()"))),
        lambda s: len(s.rows("/hashtag/vareno")),
    ),
    "articles a hashtag of the day has": (
        lambda s: {key: n for key, _, n in read.hashtags_of_today()}["vareno"],
        lambda s: len(s.rows("/hashtag/vareno")),
    ),
    "articles of a country": (
        lambda s: sum(n for _, n in read.countries()),
        lambda s: sum(len(s.rows(f"/country/{code.lower()}")) for code, _ in read.countries()),
    ),
    "comments of an article": (
        lambda s: _number(s.page(f"/article/{s.one.pk}").xpath("string(//a[@data-comments])")),
        lambda s: len(s.page(f"/article/{s.one.pk}").xpath("//*[starts-with(@id, 'comment-')]")),
    ),
}


def _section(shelf: Shelf) -> str:
    return shelf.story.faces.get(is_primary=True).section


@pytest.mark.parametrize("name", COUNTED)
def test_what_is_counted_is_what_is_listed(shelf, name):
    counted, listed = COUNTED[name]
    assert counted(shelf) == listed(shelf) > 0
