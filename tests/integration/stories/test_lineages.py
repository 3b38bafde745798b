"""Who copied whom, on the shelf and on the pages: made in the walk, grown anew when an original
comes late."""

from datetime import UTC, datetime

import pytest
from lxml import etree

from articles import MEASLES, REWRITTEN, STRIKE, article, reading
from octavo.actions import ingest, subscriptions
from octavo.actions.stories.live_window import LiveWindow
from octavo.fetch.opml import Subscription
from octavo.store import site_settings
from octavo.store.models import Article, Lineage, Source, Story
from octavo.types import Article as Clean

pytestmark = pytest.mark.django_db

NOW = datetime.now(UTC)
OWN = "Our reporter counted eleven lorries at the east gate by breakfast."
LONG = STRIKE + MEASLES
"""Long enough to be known as a copy."""


@pytest.fixture
def sources(db) -> dict[str, int]:
    """Four outlets by name, one of them an agency."""
    site_settings.forget()
    names = {"herald": "Harbour Herald", "post": "Vareno Post", "lamp": "The Lamp",
             "reuters": "Reuters"}  # fmt: skip
    wanted = [
        Subscription(url=f"https://{key}.example/feed", title=name, home=f"https://{key}.example/")
        for key, name in names.items()
    ]
    made = subscriptions.subscribe(wanted)
    return dict(zip(names, (one.feed.source_id for one in made), strict=True))


@pytest.fixture
def window() -> LiveWindow:
    return LiveWindow(14)


class Desk:
    """Takes articles in, one batch each, as the walk would."""

    def __init__(self, sources: dict[str, int], window: LiveWindow) -> None:
        self.sources, self.window = sources, window

    def take(self, outlet: str, *lines: str, hours: float = 0, **fields: object) -> Article:
        clean: Clean = article(
            str(fields.pop("headline", "Dockers return as Vareno port strike ends")), lines,
            url=f"https://{outlet}.example/{Article.objects.count()}", hours=hours, **fields,
        )  # fmt: skip
        ingest.save_readings([reading(self.sources[outlet], clean)], self.window, NOW)
        return Article.objects.latest("pk")


@pytest.fixture
def desk(sources: dict[str, int], window: LiveWindow) -> Desk:
    return Desk(sources, window)


def _parents() -> dict[int, int | None]:
    return dict(Lineage.objects.values_list("article", "parent"))


def test_an_article_of_its_own_has_no_lineage(desk: Desk):
    desk.take("herald", *STRIKE)
    assert not Lineage.objects.exists()


def test_a_copy_knows_its_parent_and_what_became_of_it(desk: Desk):
    one = desk.take("herald", *LONG)
    copy = desk.take("post", *LONG[:-2], OWN, hours=1, headline="Cranes move again")
    row = Lineage.objects.get(article=copy)
    assert (row.parent, row.origin, row.agency) == (one, one, "")
    assert (row.added, row.cut) == ([OWN], list(LONG[-2:]))
    assert (row.added_count, row.cut_count, row.reworded) == (1, 2, 0)
    assert row.has_own_headline
    assert Lineage.objects.get(article=one).parent is None


def test_a_late_original_takes_the_root(desk: Desk):
    """The agency's own copy arrives last and is dated first: the tree grows from it."""
    first = desk.take("herald", *LONG, hours=1, wire="Reuters")
    second = desk.take("post", *LONG[:-1], hours=2, wire="Reuters")
    assert _parents() == {first.pk: None, second.pk: first.pk}
    assert set(Lineage.objects.values_list("agency", "origin")) == {("Reuters", None)}
    own = desk.take("reuters", *LONG, hours=0)
    assert _parents() == {own.pk: None, first.pk: own.pk, second.pk: own.pk}
    assert set(Lineage.objects.values_list("agency", "origin")) == {("Reuters", own.pk)}
    first.refresh_from_db()
    assert first.duplicate_of == own
    assert (own.is_own, first.is_own) == (True, False)


def test_an_agency_and_those_who_print_it_are_one_independent_report(desk: Desk):
    desk.take("reuters", *LONG)
    desk.take("herald", *LONG, hours=1, wire="Reuters")
    desk.take("post", *LONG, hours=2, wire="Reuters")
    story = Story.objects.get()
    assert (story.outlets, story.independents) == (3, 1)


def test_an_agencys_own_article_is_its_own_though_a_copy_is_dated_earlier(desk: Desk):
    copy = desk.take("herald", *LONG, wire="Reuters")
    own = desk.take("reuters", *REWRITTEN, hours=1)
    copy.refresh_from_db()
    assert own.story_id == copy.story_id
    assert (own.is_own, copy.is_own) == (True, False)
    assert Story.objects.get().independents == 1


def test_where_the_agencys_own_is_the_later_copy_one_article_is_still_nobodys(desk: Desk):
    desk.take("herald", *LONG, wire="Reuters")
    desk.take("reuters", *LONG, hours=1)
    assert Article.objects.filter(is_own=True).count() == 1
    assert set(Lineage.objects.values_list("origin__source__name", flat=True)) == {"Reuters"}


def test_a_corrected_copy_is_traced_anew(desk: Desk, sources: dict[str, int], window: LiveWindow):
    desk.take("herald", *LONG)
    copy = desk.take("post", *LONG[:-1], hours=1)
    changed = article(copy.headline, (*LONG[:-1], OWN), url=copy.url, hours=1)
    saved = ingest.save_readings([reading(sources["post"], changed)], window, NOW)
    assert saved.revised == [copy.pk]
    assert Lineage.objects.get(article=copy).added == [OWN]


def test_a_family_that_has_not_changed_is_not_traced_again(desk: Desk):
    desk.take("herald", *LONG)
    desk.take("post", *LONG, hours=1)
    Lineage.objects.update(share=0.123)
    desk.take("lamp", *REWRITTEN, hours=2)
    assert Story.objects.filter(articles__isnull=False).distinct().count() == 1
    assert set(Lineage.objects.values_list("share", flat=True)) == {0.123}


def test_a_new_copy_is_traced_alone(desk: Desk):
    """What came before it stands as it was traced; an earlier text changes all after it."""
    desk.take("herald", *LONG)
    desk.take("post", *LONG[:-1], hours=1)
    Lineage.objects.update(share=0.123)
    copy = desk.take("lamp", *LONG, OWN, hours=2)
    told = dict(Lineage.objects.values_list("article", "share"))
    assert told.pop(copy.pk) > 0.8
    assert set(told.values()) == {0.123}
    desk.take("reuters", *LONG, hours=-1)
    assert 0.123 not in Lineage.objects.values_list("share", flat=True)


def test_many_copies_keep_few_sentences_and_count_them_all(desk: Desk):
    desk.take("herald", *LONG)
    extra = [f"Lorry number {n} left gate {n * 3} at a quarter past {n}." for n in range(9)]
    copy = desk.take("post", *LONG, *extra, hours=1)
    row = Lineage.objects.get(article=copy)
    assert (len(row.added), row.added_count) == (5, 9)


def test_the_story_page_says_who_was_first_and_grows_the_tree(desk: Desk, client):
    first = desk.take("herald", *LONG, hours=1, wire="Reuters")
    desk.take("post", *LONG[:-2], OWN, hours=2, wire="Reuters")
    page = etree.HTML(client.get(f"/story/{first.story_id}").content)
    head = " ".join(page.xpath("string(//header[@class='story-head'])").split())
    assert "first: Reuters, at Harbour Herald" in head
    section = page.xpath("//section[@class='lineage']")[0]
    assert "its own report is not here" in "".join(section.itertext())
    assert section.xpath(".//ul//ul//ul//details//ins/text()") == [OWN]
    assert section.xpath(".//ul//ul//ul//details//del/text()") == list(LONG[-2:])
    assert "from Harbour Herald" in "".join(section.itertext())


def test_the_story_page_needs_no_more_queries_for_its_trees(
    desk: Desk, client, django_assert_max_num_queries
):
    first = desk.take("herald", *LONG)
    for outlet, hours in (("post", 1), ("lamp", 2), ("reuters", 3)):
        desk.take(outlet, *LONG, OWN, hours=hours)
    site_settings.values()
    for path in (f"/story/{first.story_id}", f"/article/{Article.objects.latest('pk').pk}"):
        with django_assert_max_num_queries(5):
            assert client.get(path).status_code == 200


def test_a_story_without_copies_speaks_of_none(desk: Desk, client):
    one = desk.take("herald", *STRIKE)
    page = client.get(f"/story/{one.story_id}").content.decode()
    assert "Who copied whom" not in page


def test_the_article_page_says_whose_words_they_are(desk: Desk, client):
    whole = desk.take("reuters", *LONG)
    copy = desk.take("herald", *LONG, OWN, hours=1, wire="Reuters")
    page = etree.HTML(client.get(f"/article/{copy.pk}").content)
    said = " ".join(page.xpath("string(//p[contains(@class,'descent')])").split())
    assert said.startswith("Wire copy, from Reuters, 1 sentence of its own")
    assert page.xpath("//p[contains(@class,'descent')]/a/@href") == [
        f"/story/{copy.story_id}#lineage"
    ]
    own = etree.HTML(client.get(f"/article/{whole.pk}").content)
    assert not own.xpath("//p[contains(@class,'descent')]")
    arabic = client.get(f"/ar/article/{copy.pk}").content.decode()
    assert "نص وكالة" in arabic
    assert "جملة خاصة به" in arabic


def test_no_sentence_of_an_excerpt_source_is_told_to_a_visitor(desk: Desk, client, admin_client):
    first = desk.take("herald", *LONG)
    desk.take("post", *LONG, OWN, hours=1)
    Source.objects.filter(name="Vareno Post").update(policy="excerpt")
    path = f"/story/{first.story_id}"
    assert OWN not in client.get(path).content.decode()
    assert "1 sentence added" in client.get(path).content.decode()
    assert OWN in admin_client.get(path).content.decode()


def test_deep_trees_stay_readable(desk: Desk, client):
    """Each takes the last and adds to it: nine generations, no more than four on the page."""
    extra = [f"Lorry number {n} left gate {n * 3} at a quarter past {n}." for n in range(9)]
    outlets = ("herald", "post", "lamp", "reuters")
    for n in range(9):
        one = desk.take(outlets[n % 4], *LONG, *extra[:n], hours=n)
    page = etree.HTML(client.get(f"/story/{one.story_id}").content)
    assert len(page.xpath("//section[@class='lineage']//a")) == 9
    depth = max(len(a.xpath("ancestor::li")) for a in page.xpath("//section[@class='lineage']//a"))
    assert depth == 4
