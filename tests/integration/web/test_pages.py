"""The pages: few queries, safe headers, all that an article page shows, in both languages."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from lxml import etree

from articles import STRIKE
from octavo.actions.stories import story_rows
from octavo.store import site_settings
from octavo.store.models import Article, Comment, Hashtag, Mark, Story, User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stored")]

NOW = datetime.now(UTC)
BUDGET = 5
PASSWORD = "a ferry at nine o'clock"


def _strike() -> Article:
    return Article.objects.order_by("published").first()


def _paths() -> list[str]:
    tag = Hashtag.objects.first()
    return [
        "/",
        f"/article/{_strike().pk}",
        f"/story/{_strike().story_id}",
        f"/story/{_strike().story_id}/why",
        f"/story/{_strike().story_id}/figures",
        f"/story/{_strike().story_id}/quotes",
        f"/story/{_strike().story_id}/timeline",
        "/search?q=strike",
        "/source/harbour-herald",
        f"/hashtag/{tag.key}",
        "/section/Business",
        "/country/sg",
        "/eight",
        "/sources",
        "/countries",
        "/quotes",
        "/quotes?q=falk",
        "/quotes/edda_falk",
        "/settings",
        "/apps",
        "/offline",
        "/account/login/",
    ]


@pytest.mark.parametrize("prefix", ["", "/ar"])
def test_every_page_answers_within_its_query_budget(client, prefix, django_assert_max_num_queries):
    for path in _paths():
        with django_assert_max_num_queries(BUDGET):
            response = client.get(prefix + path)
        assert response.status_code == 200, path
        assert ('dir="rtl"' in response.content.decode()) or not prefix, path


def test_no_page_lets_anything_foreign_in(client):
    for path in _paths():
        response = client.get(path)
        policy = response.headers["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert "default-src 'none'" in policy
        tree = etree.HTML(response.content)
        assert not tree.xpath("//*[@style] | //style | //script[not(@src)] | //@onclick"), path
        outside = tree.xpath("//img/@src | //script/@src | //link[@rel='stylesheet']/@href")
        assert not [url for url in outside if url.startswith(("http", "//"))], path


def test_the_article_page_shows_all_that_the_captured_page_shows(client):
    text = client.get(f"/article/{_strike().pk}").content.decode()
    tree = etree.HTML(text)
    assert tree.xpath("string(//h1)") == _strike().headline
    assert tree.xpath("//*[@class='byline']//*[contains(@class,'mark')]"), "the source's mark"
    for shown in ("Harbour Herald", "Marta Okafor", "Cranes idle", "Ada Lind", STRIKE[0],
                  "Octavo AI", "Key points", "Comments", "Read at the publisher"):  # fmt: skip
        assert shown in text, shown
    assert tree.xpath("//time/@datetime")
    assert tree.xpath("//*[@class='tags']/a"), "hashtags"
    near = tree.xpath("//section[contains(@class,'near')]//h3/a")
    assert [a.text for a in near] == ["Port strike in Vareno is over"]
    assert "Same story" in text


def test_a_story_says_who_was_first_and_how_many_are_independent(client):
    story = Story.objects.get(articles_count=2)
    text = client.get(f"/story/{story.pk}").content.decode()
    assert "2 outlets" in text
    assert "first" in text
    gone = Story.objects.create(first_at=NOW, last_at=NOW, pk=9000, merged_into=story)
    response = client.get(f"/story/{gone.pk}")
    assert (response.status_code, response.headers["Location"]) == (301, f"/story/{story.pk}")


@pytest.mark.parametrize("path", ["", "section/Business/", "source/vareno-post/", "country/sg/"])
def test_every_list_is_a_feed(client, path):
    atom = etree.fromstring(client.get(f"/{path}feed.atom").content)
    assert atom.tag == "{http://www.w3.org/2005/Atom}feed"
    value = json.loads(client.get(f"/{path}feed.json").content)
    assert value["version"] == "https://jsonfeed.org/version/1.1"
    assert client.get(f"/{path}feed.doc").status_code == 404


def test_a_caption_without_a_picture_is_no_broken_picture(client):
    found = _strike()
    Article.objects.update(picture={"url": "", "caption": "Cranes idle", "credit": "Ada Lind"})
    story_rows.rethread(Story.objects.values_list("pk", flat=True))
    text = client.get(f"/article/{found.pk}").content.decode()
    assert "Cranes idle" in text
    assert etree.HTML(text).xpath("//article//figure//img") == []
    for path in ("/", "/source/harbour-herald"):
        assert etree.HTML(client.get(path).content).xpath("//main//img") == []


def test_a_picture_that_cannot_be_had_leaves_an_empty_place(client, tmp_path, settings):
    settings.DATA, settings.AIR_GAP = tmp_path, True
    page = etree.HTML(client.get(f"/article/{_strike().pk}").content)
    address = page.xpath("//article//figure/img/@src")[0]
    answer = client.get(address)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/svg+xml")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    forged = address.replace("/picture/", "/picture/x")
    assert client.get(forged).status_code == 404


def test_ask_answers_with_a_passage_or_says_no(client):
    text = client.get("/ask", {"q": "How many containers were stranded?"}).content.decode()
    assert "About <mark>1,200</mark> containers were stranded" in text
    text = client.get("/ask", {"q": "Who won the chess olympiad in Lima?"}).content.decode()
    assert "Nothing that is stored here answers that" in text


def test_reading_and_saving_are_remembered(reader):
    number = _strike().pk
    reader.get(f"/article/{number}")
    assert Mark.objects.get().read_at is not None
    reader.post(f"/article/{number}/mark", {"do": "save"})
    assert _strike().headline in reader.get("/saved").content.decode()
    assert _strike().headline in reader.get("/history").content.decode()
    found = reader.get("/search", {"q": "strike is:unread"}).content.decode()
    assert f'href="/article/{number}"' not in found


def test_a_comment_is_shown_and_an_objectionable_one_waits(reader, moderator, client):
    number = _strike().pk
    reader.post(f"/article/{number}/comment", {"text": "My uncle works there. Good news."})
    assert "My uncle works there" in client.get(f"/article/{number}").content.decode()
    Comment.objects.update(made_at=NOW - timedelta(minutes=5))
    spam = "Casino bonus http://a.example http://b.example http://c.example http://d.example"
    reader.post(f"/article/{number}/comment", {"text": spam})
    held = Comment.objects.get(state="held")
    assert "Casino" not in client.get(f"/article/{number}").content.decode()
    assert "Casino" in moderator.get("/moderate").content.decode()
    moderator.post(f"/moderate/{held.pk}", {"state": "hidden"})
    assert (
        "A moderator has hidden this comment" in client.get(f"/article/{number}").content.decode()
    )
    assert reader.get("/moderate").status_code == 403


def test_comments_come_at_the_pace_of_a_conversation(reader):
    number = _strike().pk
    for nth in ("One.", "Two.", "Three."):
        reader.post(f"/article/{number}/comment", {"text": nth})
    assert Comment.objects.get().text == "One."
    page = reader.get(f"/article/{number}").content.decode()
    assert "Three.</textarea>" in page, "the draft is kept"


def test_the_wizard_makes_one_admin_and_then_is_gone(client):
    form = {"username": "owner", "email": "", "password": PASSWORD, "site_name": "The Leaf"}
    client.post("/welcome", form)
    owner = User.objects.get()
    assert (owner.role, owner.is_staff) == (User.Role.ADMIN, True)
    client.post("/welcome", form | {"username": "second"})
    assert User.objects.count() == 1
    assert client.get("/admin/").status_code == 200
    tables = (
        "source",
        "feed",
        "attempt",
        "egressrecord",
        "hostmemory",
        "article",
        "story",
        "comment",
    )
    for name in tables:
        assert client.get(f"/admin/store/{name}/").status_code == 200, name


def test_strangers_cannot_make_accounts_until_the_owner_says_so(client):
    new = {"username": "new", "password1": PASSWORD, "password2": PASSWORD}
    client.post("/account/signup/", new)
    assert not User.objects.exists()
    site_settings.set_value("registration_open", True)
    client.post("/account/signup/", new)
    assert User.objects.get().role == User.Role.READER


def test_an_excerpt_source_shows_its_beginning_to_visitors_only(client, reader):
    found = _strike()
    found.source.policy = "excerpt"
    found.source.save()
    page = client.get(f"/article/{found.pk}")
    assert 'class="body"><p>' in page.content.decode()
    assert "data-spoken><p>" not in page.content.decode()
    assert page.headers["X-Robots-Tag"] == "noindex"
    whole = reader.get(f"/article/{found.pk}").content.decode()
    assert "data-spoken><p>" in whole
    assert "lets visitors read the beginning" not in whole


def test_arabic_dates_have_arabic_commas(client):
    text = client.get("/ar/").content.decode()
    day = etree.HTML(text).xpath("string(//*[@class='day'])")
    assert "،" in day
    assert "," not in day
    titles = etree.HTML(text).xpath("//time/@title")
    assert titles
    assert not [title for title in titles if "," in title]


def test_the_machines_doors(client):
    assert client.get("/healthz").content == b"ok\n"
    assert client.get("/readyz").status_code == 200
    assert json.loads(client.get("/version").content)["name"] == "octavo"
    assert b"octavo_articles 3" in client.get("/metrics").content
    assert client.get("/metrics", REMOTE_ADDR="203.0.113.9").status_code == 403
    assert json.loads(client.get("/ar/manifest.webmanifest").content)["dir"] == "rtl"
    assert client.get("/sw.js").headers["Content-Type"].startswith("text/javascript")


def test_nonsense_in_an_address_is_no_error(client):
    for path in ("/article/99999999999", "/story/0", "/hashtag/%F0%9F%90%99", "/?after=x~y",
                 "/search?q=%22%28%29%2A%3A&after=-1", "/picture/a/b", "/ask?article=x",
                 "/source/vareno-post?after=2026~1", "/search?q=" + "a" * 3000):  # fmt: skip
        assert client.get(path).status_code in {200, 404}, path


def test_text_is_compressed_and_what_is_packed_already_is_not(client):
    asking = {"HTTP_ACCEPT_ENCODING": "gzip"}
    for path in ("/", "/static/app.css", "/static/app.js", "/feed.atom", "/sw.js"):
        answer = client.get(path, **asking)
        assert answer.headers.get("Content-Encoding") == "gzip", path
        assert "Accept-Encoding" in answer.headers["Vary"], path
    for path in ("/static/fonts/inter-latin.woff2", "/static/icons/octavo-512.png"):
        assert "Content-Encoding" not in client.get(path, **asking).headers, path


def test_a_page_and_what_it_needs_weigh_little(client):
    """Sixty kilobytes of markup, style and script a page, compressed (pictures and fonts apart)."""
    asking = {"HTTP_ACCEPT_ENCODING": "gzip"}

    def weight(path: str) -> int:
        answer = client.get(path, **asking)
        return len(b"".join(answer.streaming_content) if answer.streaming else answer.content)

    shared = weight("/static/app.css") + weight("/static/app.js")
    for path in _paths():
        assert weight(path) + shared < 60_000, path
