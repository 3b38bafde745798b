"""Search and ask: what is found and in which order, what is said where nothing is, of what a
question is asked, and that no address, however odd, is an error."""

from datetime import UTC, datetime

import pytest
from django.db.models import Case, When
from lxml import etree

from articles import place
from octavo.actions.stories import story_rows
from octavo.store.models import Article, StoryFace

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stored")]

NOW = datetime.now(UTC)
STRANDED = "How many containers were stranded?"


def _tree(client, path: str, **query: str) -> etree._Element:
    answer = client.get(path, query)
    assert answer.status_code == 200
    return etree.HTML(answer.content)


def _text(tree: etree._Element) -> str:
    return " ".join(" ".join(tree.xpath("//main//text()")).split())


# ---------------------------------------------------------------- search


def test_an_empty_search_explains_itself_and_has_no_feed(client):
    tree = _tree(client, "/search")
    assert "the exact phrase" in _text(tree)
    assert not tree.xpath("//*[@data-row]")
    assert "as a feed" not in _text(tree)


def test_a_search_is_repeated_in_its_box_its_feed_and_its_title(client):
    asked = 'port "strike" <b> & ferry'
    tree = _tree(client, "/search", q=f"  {asked} ")
    assert tree.xpath("//main//input[@name='q']/@value") == [asked]
    assert tree.xpath("//main//header//a/@href") == [
        "/search/feed.atom?q=port+%22strike%22+%3Cb%3E+%26+ferry"
    ]
    assert tree.xpath("string(//title)").startswith(asked)
    assert not tree.xpath("//main//b[not(parent::p)]"), "what was asked is no markup"


def test_where_nothing_holds_all_words_some_of_them_are_offered(client):
    tree = _tree(client, "/search", q="measles submarine")
    assert "Nothing holds all of “measles submarine”" in _text(tree)
    (near,) = tree.xpath("//section[@class='band']")
    assert near.xpath(".//h2/a/text()") == ["Measles drive by postal boat"]
    for nothing in ("submarine", "submarine periscope"):
        assert not _tree(client, "/search", q=nothing).xpath("//section[@class='band']"), nothing


def test_near_misses_forget_what_narrowed_the_search(client):
    tree = _tree(client, "/search", q="measles boat source:nobody -nurses")
    assert tree.xpath("//section[@class='band']//h2/a/text()") == ["Measles drive by postal boat"]


def test_a_date_that_is_none_is_named(client):
    assert "not a date I can read" in _text(_tree(client, "/search", q="strike date:soon"))
    assert "not a date I can read" not in _text(_tree(client, "/search", q="strike date:7d"))


def test_ones_own_marks_narrow_only_ones_own_search(reader, client):
    article = Article.objects.get(headline__startswith="Measles")
    reader.post(f"/article/{article.pk}/mark", {"do": "save"})
    assert _tree(reader, "/search", q="is:saved").xpath("//h2/a/text()") == [article.headline]
    assert article.headline not in _text(_tree(client, "/search", q="is:saved submarine"))


def test_a_search_goes_on_over_its_pages_with_its_words(client):
    source = Article.objects.first().source
    for n in range(40):
        one = Article.objects.create(
            source=source, url=f"https://x.example/{n}", url_key=f"x{n}", headline=f"Ferry {n}",
            published=NOW, language="en",
        )  # fmt: skip
        place("NO", one)
    first = _tree(client, "/search", q="country:no")
    (following,) = first.xpath("//a[@rel='next']/@href")
    assert following.startswith("?q=country%3Ano&after=")
    second = etree.HTML(client.get("/search" + following).content)
    every = [one for tree in (first, second) for one in tree.xpath("//*[@data-row]//h2/a/text()")]
    assert sorted(every) == sorted(f"Ferry {n}" for n in range(40))


@pytest.mark.parametrize("after", ["²", "-1", "x", "9" * 30, "9" * 5000, "1~1"])
def test_a_made_up_place_in_a_search_is_no_error(client, after):
    for words in ("strike", "country:no"):
        assert client.get("/search", {"q": words, "after": after}).status_code == 200


@pytest.mark.parametrize("story", ["²", "-1", "x", "9" * 30, "٣"])
def test_a_made_up_story_in_a_search_is_no_error(client, story):
    assert client.get("/search", {"q": f"story:{story}"}).status_code == 200


# ---------------------------------------------------------------- ask


def test_no_question_has_no_answer_and_no_refusal(client):
    for query in ({}, {"q": "   "}):
        text = _text(_tree(client, "/ask", **query))
        assert "answers that" not in text


def test_an_answer_stands_word_for_word_with_its_article(client):
    tree = _tree(client, "/ask", q=STRANDED)
    passage = tree.xpath("//figure[@class='passage']")[0]
    number = Article.objects.order_by("published").first().pk
    assert "1,200 containers were stranded" in passage.xpath("string(.//p)")
    assert passage.xpath(".//a/@href") == [f"/article/{number}"]
    assert (passage.get("lang"), passage.get("dir")) == ("en", "ltr")
    assert tree.xpath("//input[@type='hidden']/@name") == ["after"]
    assert passage.xpath(".//mark/text()") == ["1,200"]


def test_a_question_may_go_on_from_the_last(client):
    alone = _tree(client, "/ask", q="And who says so?")
    assert not alone.xpath("//figure[@class='passage']")
    told = _tree(client, "/ask", q="And where?", after=STRANDED)
    assert "containers" in told.xpath("string(//figure[@class='passage'])")
    assert STRANDED in told.xpath("string(//p[contains(@class, 'former')])")
    assert told.xpath("//input[@name='after']/@value") == ["And where?"]


def test_an_article_suggests_questions_that_it_answers(client):
    strike = Article.objects.order_by("published").first()
    links = _tree(client, "/ask", article=str(strike.pk)).xpath("//nav[@class='suggested']//a")
    assert 1 <= len(links) <= 4
    for link in links:
        told = _tree(client, link.get("href"))
        assert told.xpath("//figure[@class='passage']"), link.text
        assert link.text not in told.xpath("//nav[@class='suggested']//a/text()")


def test_a_question_about_one_article_is_answered_from_it_or_not_at_all(client):
    strike = Article.objects.order_by("published").first()
    measles = Article.objects.get(headline__startswith="Measles")
    told = _tree(client, "/ask", q=STRANDED, article=str(strike.pk))
    assert told.xpath("//figure[@class='passage']")
    assert told.xpath("//input[@type='hidden'][@name='article']/@value") == [str(strike.pk)]
    assert f"Asked about: {strike.headline}" in _text(told)
    other = _tree(client, "/ask", q=STRANDED, article=str(measles.pk))
    assert not other.xpath("//figure[@class='passage']")
    assert "Nothing in it answers that" in _text(other)
    assert other.xpath("//a[text()='ask everything instead']/@href") == [
        "/ask?q=How%20many%20containers%20were%20stranded%3F"
    ]


def test_a_question_about_a_story_is_answered_from_its_articles(client):
    strike = Article.objects.order_by("published").first()
    measles = Article.objects.get(headline__startswith="Measles")
    told = _tree(client, "/ask", q=STRANDED, story=str(strike.story_id))
    assert told.xpath("//figure[@class='passage']")
    assert told.xpath("//input[@type='hidden'][@name='story']/@value") == [str(strike.story_id)]
    face = StoryFace.objects.get(story=strike.story_id, is_primary=True)
    assert f"Asked about: {face.article.headline}" in _text(told)
    other = _tree(client, "/ask", q=STRANDED, story=str(measles.story_id))
    assert not other.xpath("//figure[@class='passage']")


def test_a_story_is_asked_in_the_readers_language(client):
    """Its newest report is in another, and its first face too."""
    strike = Article.objects.order_by("published").first()
    other = Article.objects.get(headline__startswith="Port strike")
    Article.objects.filter(pk=other.pk).update(language="ar", headline="انتهاء إضراب الميناء")
    story_rows.rethread([strike.story_id])
    StoryFace.objects.update(is_primary=Case(When(language="ar", then=True), default=False))
    for path, named_by in (("/ask", strike), ("/ar/ask", other)):
        told = _tree(client, path, q=STRANDED, story=str(strike.story_id))
        other.refresh_from_db()
        (link,) = told.xpath(f"//p[@class='meta']/a[contains(@href, '/story/{strike.story_id}')]")
        assert (link.text, link.get("lang")) == (named_by.headline, named_by.language)
        assert told.xpath("//figure[@class='passage']"), path


@pytest.mark.parametrize("number", ["x", "-1", "²", "1.0", "9" * 19, "9" * 18, "987654", " 1"])
@pytest.mark.parametrize("kind", ["article", "story"])
def test_a_question_about_nothing_is_nowhere(client, kind, number):
    assert client.get("/ask", {kind: number, "q": "who?"}).status_code == 404


def test_a_question_about_a_hidden_article_is_nowhere(client):
    strike = Article.objects.order_by("published").first()
    Article.objects.filter(story=strike.story_id).update(is_hidden=True)
    assert client.get("/ask", {"article": strike.pk}).status_code == 404
    assert client.get("/ask", {"story": strike.story_id}).status_code == 404


def test_search_is_at_hand_on_a_narrow_screen_for_everybody(client, reader):
    for who in (client, reader):
        assert 'class="narrow" href="/search"' in who.get("/").content.decode()
