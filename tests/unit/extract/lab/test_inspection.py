"""Why an article is what it is, line by line and field by field; and what a rule would change."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import octavo.extract.lab.inspection as inspecting
from octavo.extract.article import article
from octavo.extract.lab.inspection import Inspection, Line, inspection
from octavo.extract.lab.trial import Snapshot, snapshot, trial_outcome
from octavo.extract.rules.rule import Rule, packed_rules, rule
from octavo.types import Entry, Page
from rows import every_row

HERE = Path(__file__).resolve().parents[3] / "data"
FETCHED = datetime(2026, 3, 15, tzinfo=UTC)
KETTLE = json.loads((HERE / "publishers" / "kettle.json").read_text("utf-8"))
HTML = (HERE / "publishers" / "kettle.html").read_text("utf-8")
BY_RULE = rule(KETTLE["rule"], "kettlebay.example")
BARE = Page(KETTLE["url"], HTML, FETCHED)
AGENCY = (HERE / "extract" / "agency_report.html").read_text("utf-8")
REPORT = Page("https://www.northernpost.example/news/agency_report", AGENCY, FETCHED)


def under(page: Page, *rules: Rule) -> Page:
    return replace(page, rules=packed_rules(rules))


def line(seen: Inspection, words: str) -> Line:
    return next(one for one in seen.lines if words in one.text)


def test_what_is_kept_is_what_the_article_says() -> None:
    seen = inspection(REPORT)
    assert seen.found is not None
    assert seen.refused == ""
    kept = [one.text for one in seen.lines if one.is_kept]
    assert seen.found == article(REPORT)
    for block in seen.found.blocks:
        if block.kind == "paragraph":
            assert any(block.text in text for text in kept), block.text
    assert [one for one in seen.lines if not one.is_kept]


def test_each_line_has_its_place_its_score_and_its_reasons() -> None:
    for one in inspection(REPORT).lines:
        assert one.path.startswith("body")
        assert 0 <= one.score <= 1
        assert len(one.reasons) >= 1
        assert all(reason[0] in "+-" for reason in one.reasons)


def test_lines_that_a_rule_keeps_and_leaves_out_say_so() -> None:
    seen = inspection(under(BARE, BY_RULE))
    assert line(seen, "reeds below").is_kept
    assert line(seen, "reeds below").by == "rule"
    assert not line(seen, "thirty years").is_kept
    assert line(seen, "thirty years").by == "rule"
    assert line(seen, "Tides").by == "model"
    assert not any(one.is_unsure for one in seen.lines if one.by == "rule")


def test_what_a_rule_drops_is_the_rules_doing() -> None:
    seen = inspection(under(BARE, rule({"drop": "td.c3"}, "kettlebay.example")))
    assert line(seen, "thirty years").by == "rule"
    assert not line(seen, "thirty years").is_kept


def test_a_rule_that_missed_decides_nothing() -> None:
    seen = inspection(under(BARE, rule({"body": "main", "drop": "td.c3"}, "kettlebay.example")))
    assert seen.found is not None
    assert seen.found.missed == "kettlebay.example"
    assert {one.by for one in seen.lines} <= {"model", "second", "clean"}


def test_a_field_that_the_rule_does_not_find_is_silent() -> None:
    told = {"body": KETTLE["rule"]["body"], "headline": "h1.x", "authors": "td.c2 > font"}
    seen = inspection(under(BARE, rule(told, "kettlebay.example")))
    assert seen.unmatched == ("headline",)


def test_fields_say_which_voice_they_are_of() -> None:
    voices = {one.name: one.origin for one in inspection(under(BARE, BY_RULE)).fields}
    assert voices["headline"] == voices["authors"] == voices["published"] == "rule"
    assert voices["language"] == "page"
    entry = Entry(1, "k", BARE.url, "Gate", authors=("Ida Moss",), published=FETCHED)
    html = "<html><head><meta name=author content='Otto Brandt'></head>" + HTML.split("</head>")[1]
    told = {one.name: one for one in inspection(replace(BARE, html=html, entry=entry)).fields}
    assert (told["authors"].value, told["authors"].origin) == ("Otto Brandt", "meta")
    assert told["published"].origin in {"feed", "page"}


def test_json_ld_is_a_voice_of_its_own() -> None:
    ld = {"@type": "NewsArticle", "headline": "The gate is found", "author": {"name": "Ida Moss"},
          "datePublished": "2026-03-14T10:00:00Z"}  # fmt: skip
    script = f'<script type="application/ld+json">{json.dumps(ld)}</script></head>'
    seen = inspection(replace(REPORT, html=REPORT.html.replace("</head>", script, 1)))
    assert {one.origin for one in seen.fields} >= {"json_ld"}


def test_a_refused_page_says_why_and_what_it_would_have_been() -> None:
    html = "<html><body><h1>Soon</h1><p>The gate will be hung again in May.</p></body></html>"
    seen = inspection(replace(BARE, html=html))
    assert seen.refused
    assert seen.detail
    assert any("hung again" in one.text for one in seen.lines)


@every_row("html", ["", "<", "<html></html>", "\x00<a<<b>>", "<p>" * 2000])
def test_whatever_the_page_holds_is_inspected(html) -> None:
    assert inspection(replace(BARE, html=html)).refused


def test_a_very_long_page_is_told_of_without_reasons(monkeypatch) -> None:
    monkeypatch.setattr(inspecting, "EXPLAINED", 3)
    seen = inspection(BARE)
    assert all(one.reasons == () for one in seen.lines)
    assert line(seen, "thirty years").is_kept


def test_a_line_that_stands_twice_is_kept_once() -> None:
    first = "The gate of the upper lock, gone since the flood, lies on its side in the reeds below."
    html = (
        f"<html><body><div class=teaser><a href='/x'>{first}</a></div><article><h1>Gate</h1>"
        f"<p>{first}</p><p>Otto Brandt found it on Tuesday with a boat hook, and needs a plank.</p>"
        "<p>Until it hangs again, boats go up on the tide only, one at a time, by day.</p></article>"
    )
    kept = [one for one in inspection(replace(BARE, html=html)).lines if one.is_kept]
    assert [one.text for one in kept].count(first) <= 1


# ---------------------------------------------------------------- a rule tried


def now(page: Page = BARE) -> Snapshot:
    entry = Entry(1, "k", page.url, "Gate", published=FETCHED)
    return snapshot(article(replace(page, entry=entry)))


def test_a_rule_tried_tells_lines_words_and_fields() -> None:
    came = trial_outcome(under(BARE, BY_RULE), now())
    assert came.outcome == "changed"
    assert came.fields["headline"][1] == KETTLE["headline"]
    assert came.fields["authors"] == ("", "Wilma Aster")
    put = [text for sign, text in came.lines if sign == "+"]
    assert put == KETTLE["text"]
    assert came.added == sum(len(text.split()) for text in KETTLE["text"])
    assert came.cut > came.added


def test_a_rule_that_changes_nothing_says_the_same() -> None:
    after = snapshot(article(under(BARE, BY_RULE)))
    came = trial_outcome(under(BARE, BY_RULE), after)
    assert (came.outcome, came.lines, came.fields) == ("same", (), {})


def test_a_rule_that_misses_or_refuses_says_so() -> None:
    assert (
        trial_outcome(under(BARE, rule({"body": "main"}, "kettlebay.example")), now()).outcome
        == "missed"
    )
    gone = under(replace(BARE, html="<html><body><p>Gone.</p></body></html>"), BY_RULE)
    came = trial_outcome(gone, now())
    assert came.outcome == "refused"
    assert came.refused


def test_a_page_that_had_no_article_may_have_one() -> None:
    came = trial_outcome(under(BARE, BY_RULE), None)
    assert came.outcome == "found"
    assert [text for _, text in came.lines] == KETTLE["text"]
    assert trial_outcome(replace(BARE, html="<p>x</p>"), None).outcome == "same"
