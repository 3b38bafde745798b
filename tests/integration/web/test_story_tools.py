"""A story's figures and quotations: each claim with its claimant, sentence and source."""

import pytest
from lxml import etree

from articles import NOON, article, reading
from octavo.actions import ingest, subscriptions
from octavo.actions.stories.live_window import LiveWindow
from octavo.fetch.opml import Subscription
from octavo.store.models import Article, Source, Story

pytestmark = pytest.mark.django_db

STRIKE = (
    "Dockers in Vareno walked out at noon on Monday in a strike over pay at the container port."
)
FIRST = (
    STRIKE,
    "The Dockers Union said 18,000 dockers walked out.",
    "“We are patient,” said Mira Kosta.",
)
SECOND = (STRIKE, "The Port Authority said 11,500 dockers walked out.",
          "“We are patient,” Mira Kosta told the crowd.")  # fmt: skip
THIRD = (
    "The container port of Vareno stands still in a strike over pay that dockers began on Monday.",
    "On Tuesday the Dockers Union said 19,000 dockers walked out.",
)


@pytest.fixture
def story(db) -> int:
    """The number of a story that three papers tell."""
    wanted = [Subscription(url=f"https://{n}.example/feed", title=n.upper()) for n in "abc"]
    sources = [one.feed.source_id for one in subscriptions.subscribe(wanted)]
    batch = [
        reading(source, article("Vareno dockers walk out", lines, url=f"https://{n}.example/1",
                                hours=n))
        for n, (source, lines) in enumerate(zip(sources, (FIRST, SECOND, THIRD), strict=True))
    ]  # fmt: skip
    ingest.save_readings(batch, LiveWindow(14), NOON)
    assert Article.objects.values("story").distinct().count() == 1
    return Article.objects.first().story_id or 0


def _words(tree, path: str) -> list[str]:
    return [" ".join(" ".join(one.itertext()).split()) for one in tree.xpath(path)]


def test_claims_stand_with_claimant_sentence_and_source_and_disagreement_is_said(client, story):
    page = client.get(f"/story/{story}/figures")
    tree = etree.HTML(page.content)
    rows = _words(tree, "//section[@class='ledger'][1]//tbody/tr")
    assert [row.split(" ")[0] for row in rows] == ["18,000", "11,500", "19,000"]
    for row, claimant, sentence in zip(
        rows, ("Dockers Union", "Port Authority", "Dockers Union"),
        (FIRST[1], SECOND[1], THIRD[1]), strict=True,
    ):  # fmt: skip
        assert claimant in row
        assert sentence in row
    assert "Claimants disagree" in page.content.decode()
    assert len(tree.xpath("//svg[@class='claims']/g")) == 3
    assert len(tree.xpath("//svg[@class='claims']/polyline")) == 2
    assert tree.xpath("//td//a[starts-with(@href, '/article/')]")


def test_a_storys_quotations_stand_by_speaker_each_once(client, story):
    tree = etree.HTML(client.get(f"/story/{story}/quotes").content)
    assert _words(tree, "//section[@class='said']/h2") == ["Mira Kosta"]
    assert _words(tree, "//blockquote") == ["We are patient"]
    assert len(tree.xpath("//section[@class='said']//a[starts-with(@href, '/article/')]")) == 2


def test_the_story_leads_to_its_tools_and_those_back(client, story):
    for path in ("", "/figures", "/quotes", "/timeline"):
        tree = etree.HTML(client.get(f"/story/{story}{path}").content)
        assert tree.xpath("//nav[@class='kit']/a/@href") == [
            f"/story/{story}", f"/story/{story}/figures", f"/story/{story}/quotes",
            f"/story/{story}/timeline",
            f"/story/{story}/perspectives",
        ]  # fmt: skip
    gone = Story.objects.create(pk=9000, first_at=NOON, last_at=NOON, merged_into_id=story)
    for path in ("figures", "quotes", "timeline", "timeline.json"):
        answer = client.get(f"/story/{gone.pk}/{path}")
        assert (answer.status_code, answer["Location"]) == (301, f"/story/{story}/{path}")
        assert client.get(f"/story/4/{path}").status_code == 404


def test_a_source_of_excerpts_claims_nothing_to_visitors(client, reader, story):
    Source.objects.filter(name="A").update(policy="excerpt")
    assert "18,000" not in client.get(f"/story/{story}/figures").content.decode()
    assert "18,000" in reader.get(f"/story/{story}/figures").content.decode()


def test_a_storys_timeline_tells_dated_sentences_with_their_sources_and_who_reported_when(
    client, story
):
    tree = etree.HTML(client.get(f"/story/{story}/timeline").content)
    days = _words(tree, "//section[@class='when'][1]//h3")
    assert days == ["Monday, 23 November 2026", "Tuesday, 24 November 2026"]
    lines = _words(tree, "//article[@class='dated']")
    assert STRIKE in lines[0]
    assert "told by 3 sources" in lines[0]
    assert THIRD[1] in lines[1]
    assert len(tree.xpath("//article[@class='dated']//a[starts-with(@href, '/article/')]")) == 2
    Article.objects.filter(pk=Article.objects.last().pk).update(modified=NOON.replace(hour=23))
    assert "revised" in client.get(f"/story/{story}/timeline").content.decode()
    kinds = _words(tree, "//table[@class='cover']//tbody/tr/td[3]")
    assert kinds[0] == "the first report"
    assert kinds[2].startswith("first by this source")


def test_a_timeline_is_json_too_of_a_story_and_of_a_storyline(client, story):
    told = client.get(f"/story/{story}/timeline.json").json()
    assert told["story"] == story
    first = told["events"][0]
    assert (first["date"], first["precision"], first["sources"]) == ("2026-11-23", "day", 3)
    assert first["sentence"] == STRIKE
    assert first["address"] == Article.objects.get(pk=first["article"]).url
    reports = told["publications"]
    assert reports[0]["kind"] == "first"
    assert reports[0]["novelty"] == 1
    assert all(0 <= one["novelty"] < 1 for one in reports[1:])
    Story.objects.filter(pk=story).update(storyline=story)
    line = client.get(f"/storyline/{story}/timeline.json").json()
    assert line["storyline"] == story
    assert line["events"] == told["events"]
    assert client.get(f"/story/{story}/timeline.xml").status_code == 404


def test_a_timeline_heeds_the_clock_of_the_publishers_country(client, story):
    late = "The dockers of Vareno voted today at the container port in the strike over pay."
    Source.objects.update(country="AE", language="en")
    Article.objects.update(published=NOON.replace(hour=21))
    for one in Article.objects.select_related("body"):
        one.body.text = late
        one.body.save()
    (event,) = client.get(f"/story/{story}/timeline.json").json()["events"]
    day = NOON.date().toordinal() + 1
    assert event["date"] == str(NOON.date().fromordinal(day))
