"""Publisher rules: what they find, what they leave alone, and what happens when they find nothing."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from octavo.extract.article import DOUBTFUL, article, unchecked_article
from octavo.extract.rules import built_in as built_in_rules
from octavo.extract.rules.built_in import Publisher, built_in
from octavo.extract.rules.rule import BadRule, Rule, applicable, packed_rules, rule, unpacked_rules
from octavo.types import Article, Entry, Page
from rows import every_row

HERE = Path(__file__).resolve().parents[3] / "data" / "publishers"
FETCHED = datetime(2026, 3, 15, tzinfo=UTC)
KETTLE = json.loads((HERE / "kettle.json").read_text("utf-8"))
HTML = (HERE / "kettle.html").read_text("utf-8")
BY_RULE = rule(KETTLE["rule"], "kettlebay.example")
BARE = Page(KETTLE["url"], HTML, FETCHED)


def read(page: Page, *rules: Rule) -> Article:
    return article(replace(page, rules=packed_rules(rules)))


def body_only(**more: str) -> Rule:
    return rule({"body": KETTLE["rule"]["body"], **more}, "kettlebay.example")


# ---------------------------------------------------------------- the page the general way fails on


def test_the_general_way_is_wrong_on_this_page() -> None:
    made = unchecked_article(BARE)
    assert "thirty years" in made.text, "the readers' letters are taken for the report"
    assert made.headline != KETTLE["headline"]
    assert made.authors == ()
    assert made.rule == made.missed == ""


def test_the_rule_makes_the_article_exact() -> None:
    made = read(BARE, BY_RULE)
    assert made.text.split("\n") == KETTLE["text"]
    assert made.headline == KETTLE["headline"]
    assert list(made.authors) == list(made.byline) == KETTLE["authors"]
    assert made.published.isoformat() == KETTLE["published"]
    assert made.picture is not None
    assert (made.picture.url, made.picture.caption) == (KETTLE["picture"], KETTLE["caption"])
    assert (made.rule, made.missed, made.confidence) == ("kettlebay.example", "", 1.0)
    assert [block.kind for block in made.blocks] == ["paragraph"] * 3


def test_what_a_rule_does_not_say_is_found_in_the_general_way() -> None:
    made = read(BARE, body_only())
    assert made.text.split("\n") == KETTLE["text"]
    assert made.headline == unchecked_article(BARE).headline


def test_a_rule_that_only_drops_leaves_the_choice_to_the_model() -> None:
    made = read(BARE, rule({"drop": "td.c3\ntd.c1"}, "kettlebay.example"))
    assert "thirty years" not in made.text
    assert "boat hook" in made.text
    assert made.rule == "kettlebay.example"


def test_what_is_dropped_is_taken_out_of_the_body_but_not_out_of_the_fields() -> None:
    told = {"body": "td.c2", "drop": "td.c2 > font[size='1']\n//font[@size='5']"}
    made = read(BARE, rule(KETTLE["rule"] | told, "kettlebay.example"))
    assert "Wilma" not in made.text
    assert "among the reeds" not in made.text
    assert made.headline == KETTLE["headline"]
    assert list(made.authors) == KETTLE["authors"]


def test_fields_may_stand_in_attributes() -> None:
    page = replace(BARE, html=HTML.replace("<title>", "<meta name='w' content='Ida Moss'><title>"))
    paths = {"authors": "//meta[@name='w']/@content", "picture": "//td/img/@src"}
    made = read(page, body_only(**paths))
    assert made.authors == ("Ida Moss",)
    assert made.picture is not None
    assert made.picture.url == KETTLE["picture"]


def test_active_markup_inside_a_ruled_body_does_not_come_through() -> None:
    hostile = "<script>alert(1)</script><b onclick='x()'>rings</b><iframe src='//evil'></iframe>"
    page = replace(BARE, html=HTML.replace("rings", hostile))
    made = read(page, BY_RULE)
    assert "onclick" not in made.html
    assert "<script" not in made.html
    assert "<iframe" not in made.html
    assert "alert(1)" not in made.text


# ---------------------------------------------------------------- a rule that finds nothing

OTHER = """<html lang="en"><head><title>Bell | Ledger</title>
<meta property="article:published_time" content="2026-03-14T10:00:00Z"></head><body><main><article>
<h1>The bell is hung at the upper lock</h1>
<p>The bell that the keeper rings for each boat has been hung under the eaves of the lock house.</p>
<p>It came from the school, which has had a whistle since the autumn and did not miss it.</p>
<p>Boats go up on the tide only until the gate is back on its hinges, which may be in May.</p>
</article></main></body></html>"""


def test_a_rule_that_finds_nothing_is_left_aside_and_said() -> None:
    page = replace(BARE, html=OTHER)
    general, made = article(page), read(page, BY_RULE)
    assert made.text == general.text
    assert made.headline == general.headline
    assert (made.rule, made.missed) == ("", "kettlebay.example")
    assert DOUBTFUL <= made.confidence < general.confidence


def test_a_body_of_a_few_words_is_no_find() -> None:
    page = replace(BARE, html=OTHER.replace("<h1>", "<div id=story>Loading the story</div><h1>"))
    made = read(page, rule({"body": "#story", "drop": "article p"}, "kettlebay.example"))
    assert "eaves" in made.text, "nothing is lost by a rule that missed"
    assert made.missed


def test_a_rule_is_not_blamed_where_only_one_field_is_silent() -> None:
    made = read(BARE, body_only(headline="h1.title"))
    assert made.rule
    assert not made.missed
    assert made.text.split("\n") == KETTLE["text"]


def test_a_missed_rule_never_gives_the_text_up_for_a_teaser() -> None:
    entry = Entry(1, "k", KETTLE["url"], "Bell", summary="A bell is hung at the lock. " * 10)
    page = replace(BARE, html=OTHER, entry=entry)
    assert read(page, BY_RULE).partial == ""


def test_a_page_that_the_feed_stands_in_for_says_that_the_rule_missed() -> None:
    entry = Entry(1, "k", KETTLE["url"], "Bell", summary="A bell is hung. " * 20, published=FETCHED)
    page = replace(BARE, html="<html><body><p>Soon.</p></body></html>", entry=entry)
    made = read(page, BY_RULE)
    assert (made.partial, made.missed) == ("summary", "kettlebay.example")


def test_a_text_that_a_rule_names_is_not_measured_by_the_feeds() -> None:
    content = f"<p>{'A line of the feed about the gate and the bell. ' * 40}</p>"
    entry = Entry(1, "k", KETTLE["url"], "Gate", content_html=content, published=FETCHED)
    assert read(replace(BARE, entry=entry), BY_RULE).text.split("\n") == KETTLE["text"]
    fields_only = rule({"headline": KETTLE["rule"]["headline"]}, "kettlebay.example")
    assert read(replace(BARE, entry=entry), fields_only).headline == KETTLE["headline"]


# ---------------------------------------------------------------- which rule speaks


def test_a_rule_speaks_of_its_host_and_its_subdomains() -> None:
    ours = Rule("herald.example", body=("p",))
    day = FETCHED.date()
    for address in (
        "https://www.herald.example/1",
        "http://news.herald.example/",
        "https://herald.example",
    ):
        assert applicable([ours], address, day) == ours
    for address in ("https://otherherald.example/", "https://herald.example.org/", "urn:x", ""):
        assert applicable([ours], address, day) is None


def test_a_rule_of_a_public_suffix_is_for_no_publisher_below_it() -> None:
    day = date(2026, 11, 27)
    assert not Rule("co.uk", body=("p",)).covers("herald.co.uk", day)
    assert not Rule("github.io", body=("p",)).covers("a.github.io", day)
    assert Rule("herald.co.uk", body=("p",)).covers("sport.herald.co.uk", day)


def test_versions_follow_each_other_by_the_day_of_the_fetch() -> None:
    first, second = (
        Rule("a.example", body=("p",)),
        Rule("a.example", ("div",), since=date(2026, 3, 1)),
    )
    assert applicable([second, first], "https://a.example/", date(2026, 2, 28)) == first
    assert applicable([second, first], "https://a.example/", date(2026, 3, 1)) == second


def test_the_nearest_host_speaks_and_of_equals_the_last() -> None:
    wide, near = Rule("a.example", since=date(2026, 1, 1)), Rule("news.a.example")
    again = replace(near, body=("p",))
    day = date(2026, 5, 1)
    assert applicable([near, wide], "https://news.a.example/1", day) == near
    assert applicable([near, again], "https://news.a.example/1", day) == again


def test_a_rule_in_code_is_a_class_a_source_with_versions(monkeypatch) -> None:
    class Kettle(Publisher):
        hosts = ("kettlebay.example",)
        versions = (
            Rule("", body=("td.c2 > font[size='2']",)),
            Rule("", since=date(2026, 4, 1), body=("main .story",)),
        )

    monkeypatch.setattr(built_in_rules, "PUBLISHERS", (Kettle,))
    assert article(BARE).text.split("\n") == KETTLE["text"]
    later = replace(BARE, fetched=datetime(2026, 4, 2, tzinfo=UTC))
    assert unchecked_article(later).missed == "kettlebay.example 2026-04-01"
    owner = rule({"body": "td.c3"}, "kettlebay.example")
    assert "thirty years" in read(BARE, owner).text, "the owner's word comes before ours"
    assert built_in("https://other.example/", FETCHED.date()) is None


def test_rules_in_code_can_all_be() -> None:
    for one in built_in_rules.PUBLISHERS:
        for made in one.rules():
            assert rule(made.values, made.host) == made


# ---------------------------------------------------------------- rules that cannot be


@every_row(
    ("told", "code", "field"),
    [
        ({"body": "td..c2"}, "bad_selector", "body"),
        ({"body": "p\n//div["}, "bad_selector", "body"),
        ({"body": "count(//p)"}, "bad_selector", "body"),
        ({"drop": "//a/@href"}, "bad_selector", "drop"),
        ({"drop": "//a/text()"}, "bad_selector", "drop"),
        ({"headline": "p::first-line"}, "bad_selector", "headline"),
        ({"headline": "//foo:bar"}, "bad_selector", "headline"),
        ({"authors": "//p[unknown()]"}, "bad_selector", "authors"),
        ({"body": "p" * 301}, "long_selector", "body"),
        ({"body": "a b c d e"}, "slow_selector", "body"),
        ({"body": "p ~ p"}, "slow_selector", "body"),
        ({"body": "//p[preceding::p]"}, "slow_selector", "body"),
        ({"body": "\n".join(["p"] * 31)}, "too_many", "body"),
        ({"body": "p", "since": "soon"}, "bad_day", "since"),
        ({"body": "  \n "}, "no_selector", ""),
    ],
)
def test_a_bad_rule_says_what_is_bad(told, code, field) -> None:
    with pytest.raises(BadRule) as refusal:
        rule(told, "a.example")
    assert (refusal.value.code, refusal.value.field) == (code, field)


@every_row("host", ["", "a b", "a/b", "ünïcode.example", "-a.example"])
def test_a_rule_needs_a_host(host) -> None:
    with pytest.raises(BadRule) as refusal:
        rule({"body": "p"}, host)
    assert refusal.value.code == "bad_host"


@every_row(
    "selector",
    ["p:first-child", "li:nth-child(odd)", "td:last-child", "div.a-b > p", "./p", ".body", "(//p)[1]",
     "p:not(.x)", "a, b"],
)  # fmt: skip
def test_ordinary_selectors_pass(selector) -> None:
    assert rule({"body": selector}, "WWW.a.example").host == "a.example"


def test_rules_cross_as_bytes() -> None:
    made = [BY_RULE, rule({"drop": "a\nb", "since": "2026-01-02"}, "b.example")]
    assert unpacked_rules(packed_rules(made)) == made
    assert packed_rules([]) == b""
    assert unpacked_rules(b"") == []
    assert rule(made[1].values, "b.example") == made[1]


@every_row("html", ["", "<", "<html></html>", "<body><p>", "\x00\x01<a<<b>>"])
def test_any_page_under_a_rule_is_an_article_or_none(html) -> None:
    from octavo.errors import NoArticle

    with pytest.raises(NoArticle):
        read(replace(BARE, html=html), BY_RULE)
