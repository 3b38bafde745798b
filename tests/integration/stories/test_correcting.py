"""The editor's pages: forms, messages, who may, and the way back."""

import pytest
from django.test import Client
from lxml import etree

from articles import MEASLES
from desk import Desk
from octavo.actions.stories import corrections, together
from octavo.actions.stories.corrections import Editor
from octavo.store.models import Article, Correction, User

pytestmark = pytest.mark.django_db

Strike = list[Article]


@pytest.fixture
def page(editor: Editor, client: Client) -> Client:
    client.force_login(editor.user)
    return client


def _sent(page: Client, story: int, **form: object) -> str:
    """What the page says after a form was sent."""
    answer = page.post(f"/story/{story}/correct", form, follow=True)
    assert answer.status_code == 200
    notices = etree.HTML(answer.content).xpath("//p[@role='status']//text()")
    return " ".join(notices)


def test_only_admins_see_it(strike: Strike, client: Client):
    story = strike[0].story_id
    path = f"/story/{story}/correct"
    assert client.get(path).status_code == 302
    for role, status in (("reader", 403), ("moderator", 403), ("admin", 200)):
        client.force_login(User.objects.create(username=role, role=role))
        assert client.get(path).status_code == status
        assert client.get("/corrections").status_code == status
        assert (path in client.get(f"/story/{story}").content.decode()) == (role == "admin")
    client.force_login(User.objects.create(username="other"))
    assert client.post(path, {"action": "split", "article": strike[2].pk}).status_code == 403
    assert client.post("/corrections/1/undo").status_code == 403
    assert not Correction.objects.exists()


def test_each_article_says_why_it_stands_here(page: Client, desk: Desk, strike: Strike):
    """What it has in common with the others, the first too, in its own spelling."""
    path = f"/story/{strike[0].story_id}/why"
    assert path in page.get(f"/story/{strike[0].story_id}/correct").content.decode()
    told = [_text(one) for one in etree.HTML(page.get(path).content).xpath("//li[.//dl]")]
    assert len(told) == len(strike)
    for one in told:
        assert "Words in common" in one
        assert "dockers" in one.lower()
        assert "Numbers in common1200" in one
        assert "of words: 0." in one


def test_an_article_is_compared_with_the_latest_of_a_long_story(strike: Strike, monkeypatch):
    monkeypatch.setattr(together, "COMPARED", 2)
    found = together.together(strike[0].story_id or 0)
    assert [one.why is not None for one in found] == [*[False] * (len(strike) - 2), True, True]


def test_why_articles_are_together_is_told_of_the_story_as_it_is(
    page: Client, editor: Editor, desk: Desk, strike: Strike
):
    """A stranger has nothing in common until it is joined, nor after that is undone."""
    boats = desk.take("Measles drive by postal boat", (*MEASLES, "The dockers sent 1,200 boxes."))
    alone = f"/story/{boats.story_id}/why"
    assert "It stands alone" in page.get(alone).content.decode()
    joined = corrections.merge(editor, boats.story_id, strike[0].story_id)
    assert page.get(alone, follow=True).redirect_chain[-1][0] == f"/story/{joined.story_id}"
    for path, words in (("", "Words in common"), ("/ar", "كلمات مشتركة")):
        tree = etree.HTML(page.get(f"{path}/story/{joined.story_id}/why").content)
        (row,) = tree.xpath(f"//li[.//a[contains(@href, '/article/{boats.pk}')]]")
        told = dict(zip(row.xpath(".//dt/text()"), map(_text, row.xpath(".//dd")), strict=True))
        assert "dockers" in told[words]
        assert len(tree.xpath("//li//dl")) == len(strike) + 1
    corrections.undo(editor, joined.pk)
    assert "It stands alone" in page.get(alone).content.decode()


def _text(element: etree._Element) -> str:
    return "".join(element.itertext())


def test_articles_are_split_off_from_the_page(page: Client, strike: Strike):
    said = _sent(
        page, strike[0].story_id, action="split", article=[strike[2].pk], why="Not the port"
    )
    assert "Done" in said
    correction = Correction.objects.get()
    assert (correction.kind, correction.why) == ("split", "Not the port")
    text = page.get(f"/story/{strike[0].story_id}/correct").content.decode()
    assert f"1 article of story {correction.story_id} was made story {correction.other_id}" in text
    assert "Not the port" in text


@pytest.mark.parametrize(
    "form", ["{}", "/story/{}", "https://news.example/ar/story/{}?x=1#lineage"]
)
def test_another_story_is_named_by_number_or_address(
    page: Client,
    desk: Desk,
    strike: Strike,
    form: str,
):
    boats = desk.take("Measles drive by postal boat", MEASLES)
    _sent(page, strike[0].story_id, action="merge", to=form.format(boats.story_id))
    boats.refresh_from_db()
    assert boats.story_id == strike[0].story_id


def test_a_near_story_is_offered_and_may_be_chosen(page: Client, strike: Strike, desk: Desk):
    _sent(page, strike[0].story_id, action="split", article=[strike[2].pk])
    split = Correction.objects.get()
    offered = etree.HTML(page.get(f"/story/{split.story_id}/correct").content)
    assert offered.xpath("//input[@name='near']/@value") == [str(split.other_id)]
    said = _sent(page, split.story_id, action="move", article=[strike[1].pk], near=split.other_id)
    assert f"Correction {split.pk} by ada says otherwise" in said


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"action": "split"}, "Choose the articles first"),
        ({"action": "split", "article": ["x", "-1", "9" * 11]}, "Choose the articles first"),
        ({"action": "move"}, "no such story"),
        ({"action": "merge", "to": "the other one"}, "no such story"),
        ({"action": "merge", "to": "99999"}, "no such story"),
        ({}, "no such story"),
    ],
)
def test_what_cannot_be_done_is_said_in_words(page: Client, strike: Strike, form, words):
    assert words in _sent(page, strike[0].story_id, **form)
    assert not Correction.objects.exists()


def test_it_is_taken_back_where_it_is_listed(page: Client, strike: Strike):
    _sent(page, strike[0].story_id, action="split", article=[strike[2].pk])
    correction = Correction.objects.get()
    answer = page.post(f"/corrections/{correction.pk}/undo", {"next": "/corrections"}, follow=True)
    text = answer.content.decode()
    assert "Taken back" in text
    assert "taken back by ada" in text
    assert "Take it back" not in text
    strike[2].refresh_from_db()
    assert strike[2].story_id == strike[0].story_id
    again = page.post(f"/corrections/{correction.pk}/undo", follow=True).content.decode()
    assert "taken back before" in again


def test_the_desk_of_a_story_that_is_gone_is_that_of_its_successor(
    page: Client,
    editor: Editor,
    desk: Desk,
    strike: Strike,
):
    boats = desk.take("Measles drive by postal boat", MEASLES)
    corrections.merge(editor, strike[0].story_id, boats.story_id)
    answer = page.get(f"/story/{boats.story_id}/correct")
    assert answer.url == f"/story/{strike[0].story_id}/correct"
    assert page.get("/story/987654/correct").status_code == 404


def test_copies_are_counted_with_their_original_and_not_offered(page: Client, desk: Desk):
    long = desk.take("Measles drive by postal boat", MEASLES * 2)
    copy = desk.take("Boats bring vaccine", MEASLES * 2, 1)
    tree = etree.HTML(page.get(f"/story/{long.story_id}/correct").content)
    assert tree.xpath("//input[@name='article']/@value") == [str(long.pk)]
    assert "1 copy" in "".join(tree.xpath("//fieldset//text()"))
    assert copy.duplicate_of == long


def test_the_admin_leads_to_the_desk(page: Client, strike: Strike):
    rows = page.get("/admin/store/story/").content.decode()
    assert f'href="/story/{strike[0].story_id}/correct"' in rows


def test_the_desk_speaks_arabic(page: Client, strike: Strike):
    story = strike[0].story_id
    _sent(page, story, action="split", article=[strike[2].pk])
    text = page.get(f"/ar/story/{story}/correct").content.decode()
    assert "صحّح هذه القصة" in text
    assert "فُصل مقال واحد" in text
