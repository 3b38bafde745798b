"""The last step: the article with everything that the stages have found."""

from drafts import LINES, URL, page
from octavo.extract.article import STAGES, drafted
from octavo.extract.rules.rule import packed_rules, rule
from octavo.extract.stages.assemble import assembled


def test_the_article_is_whole() -> None:
    made = assembled(drafted(page()))
    assert (made.url, made.headline, made.language) == (URL, "Ferry runs aground in fog", "en")
    assert made.text.split("\n") == list(LINES)
    assert made.date_precision == "", "nothing tells the time"
    assert made.observations, "the page adds to the memory of its host"


def test_a_rule_is_named_and_so_is_one_that_missed() -> None:
    host = "northernpost.example"
    found = assembled(drafted(page(rules=packed_rules([rule({"headline": "h1"}, host)]))))
    missed = assembled(drafted(page(rules=packed_rules([rule({"body": ".story"}, host)]))))
    assert (found.rule, found.missed) == (host, "")
    assert (missed.rule, missed.missed) == ("", host)


def test_a_short_text_that_is_not_free_is_cut() -> None:
    head = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}</script>'
    assert assembled(drafted(page(head=head))).partial == "paywall"


def test_every_stage_has_a_file_of_its_own() -> None:
    assert all(stage.__module__ == f"octavo.extract.stages.{stage.__name__}" for stage in STAGES)
