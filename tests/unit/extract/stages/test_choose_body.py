"""The body stage: the paragraphs of the article; a rule's word goes first, a strange host's memory
does not count."""

from dataclasses import replace

from drafts import LINES, URL, page, until
from octavo.extract.body.host_memory import Memory, packed_memory
from octavo.extract.rules.rule import packed_rules, rule
from octavo.extract.stages.choose_body import choose_body, host_memory_of


def test_the_paragraphs_are_chosen() -> None:
    body = choose_body(until("choose_body", page())).body
    assert [block.text for block in body.blocks] == list(LINES)
    assert body.confidence > 0.5


def test_the_body_of_a_rule_is_taken_as_it_is() -> None:
    own = packed_rules([rule({"body": "article"}, "northernpost.example")])
    draft = choose_body(until("choose_body", page(rules=own)))
    assert draft.body.confidence == 1.0
    assert draft.body.observations is None


def test_the_memory_of_another_host_is_not_used() -> None:
    fetched = replace(page(), memory=packed_memory(Memory(pages=3)))
    assert host_memory_of(fetched).pages == 3
    assert host_memory_of(replace(fetched, final_url="https://other.example/a")).pages == 0
    assert host_memory_of(replace(fetched, final_url=URL + "?a=1")).pages == 3
