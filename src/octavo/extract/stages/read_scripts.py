"""Stage: the body that a page holds in a script, for a browser to put in its place."""

from dataclasses import replace

from octavo.extract.body.article_body import Body, whole
from octavo.extract.clean.acceptance import SHORTEST_TEXT
from octavo.extract.page.base import base_url
from octavo.extract.page.scripted import scripted
from octavo.extract.page.text import words
from octavo.extract.page.tree import tree
from octavo.extract.stages.draft import Draft

SCRIPTED = 0.6
"""Confidence in a text that stands in no element of the page, and has no place to be judged by. Chosen
by hand; not measured."""


def read_scripts(draft: Draft) -> Draft:
    """With the body from a script where the page itself shows hardly any, and no rule found one."""
    is_by_rule = draft.findings is not None and bool(draft.findings.inside)
    if is_by_rule or sum(words(block.text) for block in draft.body.blocks) >= SHORTEST_TEXT:
        return draft
    markup = scripted(draft.root)
    made = tree(f"<html><body>{markup}</body></html>") if markup else None
    if made is None:
        return draft
    return replace(draft, body=Body(whole(made, base_url(draft.root, draft.url)), SCRIPTED))
