"""The rule stage: what a rule finds goes before what the page claims; a missed one changes nothing."""

from drafts import page, until
from octavo.extract.rules.rule import packed_rules, rule
from octavo.extract.stages.apply_rule import apply_rule, rule_for

HOST = "northernpost.example"


def test_without_a_rule_the_draft_is_the_same() -> None:
    before = until("apply_rule", page())
    assert apply_rule(before) is before


def test_a_rule_names_the_authors() -> None:
    own = packed_rules([rule({"authors": ".by"}, HOST)])
    after = apply_rule(until("apply_rule", page("<i class='by'>Ida Moss</i>", rules=own)))
    assert after.findings is not None
    assert after.metadata.authors == ("Ida Moss",)


def test_a_rule_that_misses_leaves_the_tree_whole() -> None:
    own = packed_rules([rule({"body": ".story", "drop": "p"}, HOST)])
    fetched = page(rules=own)
    after = apply_rule(until("apply_rule", fetched))
    assert (after.rule, after.findings) == (rule_for(fetched), None)
    assert len(list(after.root.iter("p"))) == 4
