"""Comments, their moderation and what readers say of a text: who may, what is refused in words,
where a form leads back to, and that nobody reads what is held for a moderator."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from lxml import etree

from octavo.store import site_settings
from octavo.store.models import Article, Comment, Report, TextReport, User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stored")]

NOW = datetime.now(UTC)
SPAM = "Casino bonus http://a.example http://b.example http://c.example http://d.example"


@pytest.fixture
def article() -> Article:
    return Article.objects.order_by("published").first()


def _said(answer) -> str:
    return " ".join(str(one) for one in get_messages(answer.wsgi_request))


def _comment(article: Article, text: str = "Good news.", **fields) -> Comment:
    if "user" not in fields:
        fields["user"], _ = User.objects.get_or_create(username="noor")
    return Comment.objects.create(article=article, text=text, **({"made_at": NOW} | fields))


def _page(client: Client, article: Article) -> str:
    return client.get(f"/article/{article.pk}").content.decode()


# ---------------------------------------------------------------- comments


def test_a_visitor_is_asked_to_sign_in_and_nothing_is_written(client, article):
    answer = client.post(f"/article/{article.pk}/comment", {"text": "Good news."})
    assert answer.headers["Location"].startswith("/account/login/?next=")
    assert not Comment.objects.exists()
    assert f'href="/account/login/?next=/article/{article.pk}"' in _page(client, article)
    assert "Your comment" not in _page(client, article)


def test_a_comment_is_written_with_a_form_only(reader, article):
    for path in ("comment", "mark", "wrong"):
        assert reader.get(f"/article/{article.pk}/{path}").status_code == 405, path


def test_a_hidden_article_is_not_discussed(reader, article):
    Article.objects.update(is_hidden=True)
    assert reader.post(f"/article/{article.pk}/comment", {"text": "Well."}).status_code == 404
    assert reader.post("/article/987654/comment", {"text": "Well."}).status_code == 404
    assert not Comment.objects.exists()


def test_where_comments_are_closed_none_is_taken(reader, article):
    site_settings.set_value("comments_open", False)
    answer = reader.post(f"/article/{article.pk}/comment", {"text": "Good news."})
    assert (answer.url, _said(answer)) == (
        f"/article/{article.pk}#comments", "Comments are closed.",
    )  # fmt: skip
    assert not Comment.objects.exists()
    assert "Your comment" not in _page(reader, article)


@pytest.mark.parametrize(
    ("text", "words"),
    [("  ", "empty"), ("a" * 4001, "too long: keep it under 4,000"), ("Well.", "very fast")],
)
def test_what_is_not_taken_is_said_in_words_and_kept_for_its_writer_alone(
    reader, article, text, words
):
    if words == "very fast":
        Comment.objects.create(
            article=article, user=User.objects.get(), text="Hm.", made_at=datetime.now(UTC)
        )
    answer = reader.post(f"/article/{article.pk}/comment", {"text": text})
    assert answer.url == f"/article/{article.pk}#comments"
    assert words in _said(answer)
    assert f"{text[:4000]}</textarea>" in _page(reader, article)
    other = Article.objects.exclude(pk=article.pk).first()
    assert f">{text[:4000]}</textarea>" not in _page(reader, other).replace("></textarea>", "")
    assert Comment.objects.filter(text=text.strip()).count() == 0


def test_a_taken_comment_leads_to_itself_and_forgets_the_draft(reader, article):
    reader.post(f"/article/{article.pk}/comment", {"text": " "}, follow=True)
    answer = reader.post(f"/article/{article.pk}/comment", {"text": "<b>Good</b> & true."})
    made = Comment.objects.get()
    assert answer.url == f"/article/{article.pk}#comment-{made.pk}"
    assert _said(answer) == ""
    assert "draft" not in reader.session
    page = _page(reader, article)
    assert "&lt;b&gt;Good&lt;/b&gt; &amp; true." in page


def test_a_held_comment_says_so_and_only_its_writer_reads_it(reader, client, article):
    answer = reader.post(f"/article/{article.pk}/comment", {"text": SPAM})
    assert "A moderator will look at your comment first" in _said(answer)
    assert "Casino bonus" in _page(reader, article)
    assert "Only you see this" in _page(reader, article)
    assert "Casino bonus" not in _page(client, article)
    assert "This comment waits for a moderator" in _page(client, article)


@pytest.mark.parametrize("parent", ["", "x", "-1", "²", "9" * 30, "9" * 5000, "0"])
def test_an_answer_to_nothing_stands_alone(reader, article, parent):
    reader.post(f"/article/{article.pk}/comment", {"text": "Well.", "parent": parent})
    assert Comment.objects.get().parent is None


def test_an_answer_stands_under_what_it_answers_and_no_deeper_than_can_be_read(reader, article):
    parent = _comment(article)
    for n in range(6):
        parent = _comment(article, f"Answer {n}", parent=parent)
    reader.post(f"/article/{article.pk}/comment", {"text": "Last.", "parent": str(parent.pk)})
    tree = etree.HTML(_page(reader, article))
    depths = [one.get("class").split()[1] for one in tree.xpath("//*[starts-with(@id,'comment-')]")]
    assert depths == ["depth-0", "depth-1", "depth-2", "depth-3", *["depth-4"] * 4]


# ---------------------------------------------------------------- reports and moderation


def test_a_report_is_noted_and_leads_back(reader, article):
    one = _comment(article)
    there = f"/article/{article.pk}"
    answer = reader.post(f"/comment/{one.pk}/report", {"next": there})
    assert answer.url == there
    assert "A moderator will look at it" in _said(answer)
    assert Report.objects.get().user.username == "lella"
    for target in ("https://evil.example/", "//evil.example", "javascript:alert(1)", ""):
        assert reader.post(f"/comment/{one.pk}/report", {"next": target}).url == "/", target
    assert reader.post("/comment/987654/report").status_code == 302
    assert Report.objects.count() == 1


def test_a_visitor_reports_nothing(client, article):
    one = _comment(article)
    assert "/account/login/" in client.post(f"/comment/{one.pk}/report").url
    assert not Report.objects.exists()


def test_the_queue_is_for_moderators_and_admins(client, reader, moderator, admin, article):
    one = _comment(article, SPAM, state="held", objections=["links"])
    for who, status in ((client, 302), (reader, 403), (moderator, 200), (admin, 200)):
        assert who.get("/moderate").status_code == status
    for who, status in ((client, 302), (reader, 403)):
        assert who.post(f"/moderate/{one.pk}", {"state": "shown"}).status_code == status
    assert Comment.objects.get().state == "held"
    assert moderator.get(f"/moderate/{one.pk}").status_code == 405
    assert "This is not for you to do" in reader.get("/moderate").content.decode()


def test_the_queue_says_why_each_comment_waits_the_oldest_first(moderator, reader, article):
    _comment(article, "Newer", state="held", objections=["shouting", "contact"], made_at=NOW)
    _comment(article, "Older", state="held", objections=["advertising"],
             made_at=NOW - timedelta(hours=2))  # fmt: skip
    told = _comment(article, "Reported", made_at=NOW - timedelta(hours=1))
    _comment(article, "Nothing wrong with it")
    reader.post(f"/comment/{told.pk}/report")
    tree = etree.HTML(moderator.get("/moderate").content)
    rows = ["".join(one.itertext()) for one in tree.xpath("//div[@class='comment']")]
    assert [[word for word in ("Older", "Reported", "Newer") if word in row] for row in rows] == [
        ["Older"], ["Reported"], ["Newer"],
    ]  # fmt: skip
    assert "an offer" in rows[0]
    assert "1 report" in rows[1]
    assert "capital letters throughout, contact details" in rows[2]


def test_a_decision_is_carried_out_and_leads_back_to_the_queue(moderator, client, article):
    one = _comment(article, SPAM, state="held")
    assert moderator.post(f"/moderate/{one.pk}", {"state": "shown"}).url == "/moderate"
    assert "Casino bonus" in _page(client, article)
    back = moderator.post(f"/moderate/{one.pk}", {"state": "hidden", "next": "/sources"})
    assert back.url == "/sources"
    assert "Casino bonus" not in _page(client, article)
    assert Comment.objects.get().decided_by.username == "mod"
    moderator.post(f"/moderate/{one.pk}", {"state": "gone"})
    assert Comment.objects.get().state == "hidden"


# ---------------------------------------------------------------- "the text is wrong"


def _wrong(client: Client, article: Article, **form: str):
    given = {"wrong": "missing", "note": " The end. "} | form
    return client.post(f"/article/{article.pk}/wrong", given)


def test_a_reader_says_that_a_text_is_wrong_once(reader, article):
    answer = _wrong(reader, article)
    assert answer.url == f"/article/{article.pk}"
    assert "Whoever looks after this site will see it" in _said(answer)
    assert "You have said so already" in _said(_wrong(reader, article))
    row = TextReport.objects.get()
    assert (row.user.username, row.wrong, row.note) == ("lella", "missing", "The end.")


def test_what_is_wrong_is_one_of_a_few_things(reader, article):
    assert "Choose what is wrong" in _said(_wrong(reader, article, wrong="ugly"))
    assert not TextReport.objects.exists()


def test_visitors_say_it_only_where_the_owner_lets_them(client, article):
    answer = _wrong(client, article)
    assert answer.url == f"/account/login/?next=/article/{article.pk}"
    assert not TextReport.objects.exists()
    assert f'action="/article/{article.pk}/wrong"' not in _page(client, article)
    site_settings.set_value("visitors_report", True)
    assert f'action="/article/{article.pk}/wrong"' in _page(client, article)
    assert _wrong(client, article).url == f"/article/{article.pk}"
    row = TextReport.objects.get()
    assert row.user is None
    assert "127.0.0.1" not in row.who


def test_visitors_of_two_addresses_are_two_and_each_speaks_once(client, article):
    site_settings.set_value("visitors_report", True)
    for address in ("203.0.113.9", "203.0.113.9", "203.0.113.10"):
        client.post(f"/article/{article.pk}/wrong", {"wrong": "field"}, REMOTE_ADDR=address)
    assert TextReport.objects.count() == 2


def test_a_flood_of_reports_is_stopped_in_words(reader, article):
    who = f"u{User.objects.get().pk}"
    for n in range(10):
        one = Article.objects.create(
            source=article.source, url=f"https://x.example/{n}", url_key=f"x{n}", headline="x",
            published=NOW, language="en",
        )  # fmt: skip
        TextReport.objects.create(article=one, who=who, wrong="missing", made_at=NOW)
    assert "tell us the rest in an hour" in _said(_wrong(reader, article))
    assert TextReport.objects.count() == 10


def test_a_text_that_is_not_there_is_not_reported(reader, article):
    Article.objects.update(is_hidden=True)
    assert _wrong(reader, article).status_code == 404
    assert not TextReport.objects.exists()


# ---------------------------------------------------------------- marks


def test_a_mark_leads_back_to_where_its_button_was(reader, client, article):
    path = f"/article/{article.pk}/mark"
    assert reader.post(path, {"do": "save", "next": "/saved"}).url == "/saved"
    assert reader.post(path, {"do": "unsave", "next": "//evil.example"}).url == path[:-5]
    assert reader.post("/article/987654/mark", {"do": "save"}).status_code == 404
    assert client.post(path, {"do": "save"}).url.startswith("/account/login/")
    assert article.marks.get().saved_at is None


# ---------------------------------------------------------------- why, and a second look


def test_a_writer_reads_why_a_comment_waits_and_nobody_else_does(reader, client, article):
    reader.post(f"/article/{article.pk}/comment", {"text": "You are an idiot"})
    assert "Why it waits: an insult." in _page(reader, article)
    assert "an insult" not in _page(client, article)


def test_a_hidden_comment_is_looked_at_once_more_if_its_writer_asks_once(
    reader, client, moderator, article
):
    one = _comment(article, "You clown", state="hidden", objections=["insult"],
                   user=User.objects.get(username="lella"))  # fmt: skip
    assert "What the rules found: an insult." in _page(reader, article)
    assert "You clown" not in _page(client, article)
    said = _said(reader.post(f"/comment/{one.pk}/appeal", {"next": f"/article/{article.pk}"}))
    assert "look at it once more" in said
    assert "its writer asks for a second look" in moderator.get("/moderate").content.decode()
    moderator.post(f"/moderate/{one.pk}", {"state": "hidden"})
    assert "Ask for a second look" not in _page(reader, article)
    reader.post(f"/comment/{one.pk}/appeal")
    assert Comment.objects.get().state == "hidden"


def test_nobody_appeals_for_somebody_else(reader, client, article):
    one = _comment(article, state="hidden")
    assert reader.get(f"/comment/{one.pk}/appeal").status_code == 405
    reader.post(f"/comment/{one.pk}/appeal")
    assert "/account/login/" in client.post(f"/comment/{one.pk}/appeal").url
    assert Comment.objects.get().state == "hidden"


def test_the_same_text_by_three_people_waits(reader, article):
    for name in ("ada", "bela"):
        _comment(article, "The mayor must explain the bridge", user=_user(name))
    reader.post(f"/article/{article.pk}/comment", {"text": "The mayor must explain the bridge!"})
    assert Comment.objects.get(user__username="lella").objections == ["brigading"]


def test_how_sure_a_rule_must_be_is_a_switch(reader, article):
    site_settings.set_value("moderation", "lenient")
    reader.post(f"/article/{article.pk}/comment", {"text": "What the fuck was that"})
    assert Comment.objects.get().state == "shown"


def _user(name: str) -> User:
    return User.objects.create(username=name)
