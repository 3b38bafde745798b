"""Stage: the publisher rule for the page, where there is one."""

from dataclasses import replace

from octavo.extract.rules.application import findings
from octavo.extract.rules.built_in import built_in
from octavo.extract.rules.rule import Rule, applicable, unpacked_rules
from octavo.extract.stages.draft import Draft, page_url
from octavo.extract.stages.read_tree import visible_tree
from octavo.types import Page


def apply_rule(draft: Draft) -> Draft:
    """With the rule, what it finds, and the metadata that it changes. Where it finds nothing the
    tree is read anew: it has lost what the rule drops."""
    rule = rule_for(draft.page)
    if rule is None:
        return draft
    found = findings(draft.root, rule, draft.url)
    if found is None:
        return replace(draft, rule=rule, root=visible_tree(draft.page))
    return replace(draft, rule=rule, findings=found, metadata=found.metadata(draft.metadata))


def rule_for(page: Page) -> Rule | None:
    """The rule for the page: its owner's before one in code; None for nearly all."""
    day = page.fetched.date()
    own = applicable(unpacked_rules(page.rules), page_url(page), day)
    return own or built_in(page_url(page), day)
