"""Stories that follow each other: found in the walk, under one number through merges, shown in the
order in which they came."""

import pytest
from django.test import Client
from lxml import etree

from articles import MEASLES, STRIKE
from desk import BOATS, NOW, Desk
from octavo.actions.stories import corrections, storylines
from octavo.actions.stories.corrections import Editor
from octavo.store.models import Article, Related, Story
from octavo.types import Placement

pytestmark = pytest.mark.django_db

STEPS = (
    ("Vareno dockers vote to strike over pay", (
        "The Dockers Union in Vareno voted on Friday to strike over pay from next week.",
        "The Port Authority says that a strike would leave 1,200 containers at the terminal.",
    )),
    ("Dockers return at noon as Vareno port strike ends", STRIKE),
    ("Vareno port strike: dockers get first rise of 6.5 per cent", (
        "Dockers in Vareno were paid 6.5 per cent more for the first time since their strike.",
        "The Dockers Union says the Port Authority kept its word; 1,200 containers were moved.",
    )),
)  # fmt: skip


@pytest.fixture
def line(desk: Desk) -> list[Article]:
    """Three steps of one storyline, further apart than a story may be silent."""
    made = [
        desk.take(headline, lines, hours=24 * (20 * n - 40))
        for n, (headline, lines) in enumerate(STEPS)
    ]
    assert len({one.story_id for one in made}) == 3
    return made


def _lines() -> dict[int, int | None]:
    return dict(Story.objects.values_list("pk", "storyline"))


def _stories(*numbers: int) -> None:
    for number in numbers:
        Story.objects.create(pk=number, first_at="2026-03-02T08:00Z", last_at="2026-03-02T08:00Z")


def _follow(story: int, before: int | None) -> Placement:
    return Placement(story, story, is_new=True, follows={story: before})


def test_steps_are_found_and_strangers_are_not(desk: Desk, line: list[Article]):
    boats = desk.take("Measles drive by postal boat", MEASLES)
    told = _lines()
    assert {told[one.story_id] for one in line} == {line[0].story_id}
    assert told[boats.story_id] is None


def test_the_story_page_shows_what_came_before_and_since(line: list[Article], client: Client):
    tree = etree.HTML(client.get(f"/story/{line[1].story_id}").content)
    earlier = tree.xpath("//section[@id='earlier']//h3/a/@href")
    later = tree.xpath("//section[@id='later']//h3/a/@href")
    assert earlier == [f"/story/{line[0].story_id}"]
    assert later == [f"/story/{line[2].story_id}"]
    near = tree.xpath("//section[@class='near'][not(@id)]//h3/a/@href")
    assert not near, "what is in the storyline is not shown a second time"
    whole = tree.xpath("//p[@class='more']/a/@href")
    assert whole == [f"/storyline/{line[0].story_id}"]


def test_the_storyline_page_tells_it_in_order(line: list[Article], client: Client):
    for path in (f"/storyline/{line[0].story_id}", f"/ar/storyline/{line[0].story_id}"):
        tree = etree.HTML(client.get(path).content)
        shown = [href.rpartition("/")[2] for href in tree.xpath("//ol//h3/a/@href")]
        assert shown == [str(one.story_id) for one in line]
    assert client.get("/storyline/987654").status_code == 404


def test_a_story_alone_has_no_line_and_its_page_sends_back(desk: Desk, client: Client):
    boats = desk.take("Measles drive by postal boat", MEASLES)
    page = client.get(f"/story/{boats.story_id}").content.decode()
    assert "storyline" not in page
    assert client.get(f"/storyline/{boats.story_id}").url == f"/story/{boats.story_id}"


def test_related_articles_say_that_they_are_of_the_storyline(line: list[Article], client: Client):
    page = client.get(f"/article/{line[2].pk}").content.decode()
    assert "Earlier in this storyline" in page
    assert "Both speak of:" in page
    back = client.get(f"/article/{line[0].pk}").content.decode()
    assert "Later in this storyline" in back


def test_a_line_keeps_its_number_when_its_first_story_merges(
    desk: Desk, editor: Editor, line: list[Article], client: Client
):
    """The first step turns out to belong to an older story: that takes its place, and the old
    number of the line sends on."""
    boats = desk.take("Nurses vaccinate islands against measles", BOATS)
    old = line[0].story_id
    Story.objects.filter(pk=boats.story_id).update(storyline=None)
    corrections.merge(editor, old, boats.story_id)
    told = _lines()
    assert {told[one.story_id] for one in line[1:]} == {old}
    assert client.get(f"/storyline/{old}").status_code == 200


def test_a_newcomer_that_turns_out_to_tell_an_older_story_takes_it_into_no_line():
    """Its first article was like another story; that the older one follows that, nobody said."""
    _stories(1, 2, 3)
    storylines.follow([_follow(3, 1)], {})
    storylines.unite(3, 2)
    assert _lines() == {1: None, 2: None, 3: None}
    storylines.follow([_follow(3, 1)], {3: 2})
    assert _lines() == {1: None, 2: None, 3: None}


def test_merging_stories_takes_their_places_in_a_line():
    _stories(1, 2, 3, 4, 5)
    storylines.follow([_follow(2, 1), _follow(3, 2)], {})
    assert _lines() == {1: 1, 2: 1, 3: 1, 4: None, 5: None}
    storylines.unite(3, 4, is_by_editor=True)
    assert _lines() == {1: 1, 2: 1, 3: None, 4: 1, 5: None}
    storylines.unite(1, 5)
    assert _lines() == {1: None, 2: 5, 3: None, 4: 5, 5: 5}


def test_a_line_of_which_one_story_is_left_is_none():
    _stories(1, 2)
    storylines.follow([_follow(2, 1)], {})
    storylines.unite(2, 1)
    assert _lines() == {1: None, 2: None}


def test_a_merge_of_two_lines_keeps_both_numbers_where_they_are():
    _stories(1, 2, 3, 4)
    storylines.follow([_follow(2, 1), _follow(4, 3)], {})
    storylines.unite(4, 2)
    assert _lines() == {1: 1, 2: 1, 3: None, 4: None}


def test_what_follows_a_story_that_is_gone_follows_what_it_became():
    _stories(1, 2, 3)
    storylines.follow([_follow(3, 2), _follow(2, None)], {2: 1})
    assert _lines() == {1: 1, 2: None, 3: 1}
    storylines.follow([_follow(3, 3), _follow(2, 99)], {})
    assert _lines() == {1: 1, 2: None, 3: 1}


def _lines_and_links() -> tuple[dict, list, list]:
    links = Related.objects.order_by("article", "other").values_list("article", "other", "kind")
    merged = Story.objects.order_by("pk").values_list("pk", "merged_into")
    return _lines(), list(merged), list(links)


@pytest.mark.parametrize("step", [0, 1, 2])
def test_a_join_that_is_undone_gives_back_storyline_and_links(
    desk: Desk, editor: Editor, line: list[Article], step: int
):
    """Whichever step of the line was joined to a stranger, to which another had been joined."""
    boats = desk.take("Nurses vaccinate islands against measles", BOATS)
    Story.objects.create(pk=900, first_at=NOW, last_at=NOW, merged_into=line[step].story)
    before = _lines_and_links()
    joined = corrections.merge(editor, line[step].story_id, boats.story_id)
    assert _lines_and_links() != before
    corrections.undo(editor, joined.pk)
    assert _lines_and_links() == before


def test_two_steps_that_were_joined_are_steps_again(editor: Editor, line: list[Article]):
    before = _lines_and_links()
    assert {"earlier", "later"} <= {kind for _, _, kind in before[2]}
    joined = corrections.merge(editor, line[0].story_id, line[1].story_id)
    corrections.undo(editor, joined.pk)
    assert _lines_and_links() == before


def test_what_followed_a_joined_story_stays_in_its_line_when_it_is_undone(
    desk: Desk, editor: Editor, line: list[Article]
):
    boats = desk.take("Nurses vaccinate islands against measles", BOATS, -2000)
    Story.objects.filter(pk=boats.story_id).update(storyline=None)
    joined = corrections.merge(editor, line[0].story_id, boats.story_id)
    _stories(900)
    storylines.follow([_follow(900, line[2].story_id)], {})
    corrections.undo(editor, joined.pk)
    told = _lines()
    assert {told[one.story_id] for one in line} | {told[900]} == {line[0].story_id}
    assert told[boats.story_id] is None
