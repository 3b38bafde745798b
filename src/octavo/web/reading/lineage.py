"""Who copied whom, as pages show it: the rows of a story's lineages, grown into trees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from octavo.web.tags import digits

if TYPE_CHECKING:
    from octavo.store.models import Article, Lineage

DEEPEST = 4
"""Generations that stand under each other; what is further down stands at the last of them."""

ITEMISED = 40
"""Copies of a story whose differences are spelled out; those of the others are counted."""


@dataclass(slots=True)
class Leaf:
    """A text of a tree: what it was made from (None: the first), its copies. `is_itemised` says
    that its sentences may be visible."""

    article: Article
    lineage: Lineage
    parent: Article | None
    is_itemised: bool
    copies: list[Leaf] = field(default_factory=list)

    @property
    def changes(self) -> str:
        """What became of the text, in words."""
        by = self.lineage
        counts = (by.added_count, by.cut_count, by.reworded)
        parts = [
            words % {"n": digits(n)}
            for n, words in zip(
                counts,
                (
                    ngettext("%(n)s sentence added", "%(n)s sentences added", counts[0]),
                    ngettext("%(n)s left out", "%(n)s left out", counts[1]),
                    ngettext("%(n)s worded anew", "%(n)s worded anew", counts[2]),
                ),
                strict=True,
            )
            if n
        ]
        parts = parts or [_("word for word")]
        own = [_("under a headline of its own")] if by.has_own_headline else []
        return f"{_(',')} ".join(parts + own)


@dataclass(slots=True)
class Tree:
    """What goes back to one report. `agency` is credited with it; `is_here` says that its own
    article is among the leaves, as the first."""

    agency: str
    is_here: bool
    leaves: list[Leaf] = field(default_factory=list)
    texts: int = 0


def trees(articles: Sequence[Article], *, is_visitor: bool) -> list[Tree]:
    """The trees of a story, the earliest first. A visitor is told no sentence of a source that
    lets visitors read the beginning only."""
    known = {one.pk: one for one in articles if hasattr(one, "lineage")}
    found: dict[object, Tree] = {}
    nests: dict[int | None, tuple[list[Leaf], int]] = {}
    for article in sorted(known.values(), key=_place):
        lineage = article.lineage
        family = lineage.origin_id or lineage.agency
        tree = found.setdefault(family, Tree(lineage.agency, lineage.origin_id is not None))
        tree.texts += 1
        parent = known.get(lineage.parent_id or 0)
        is_itemised = len(nests) < ITEMISED and _is_visible_to(
            article, parent, is_visitor=is_visitor
        )
        leaf = Leaf(article, lineage, parent, is_itemised)
        beside, depth = nests.get(lineage.parent_id, (tree.leaves, 1))
        beside.append(leaf)
        nests[article.pk] = (leaf.copies, depth + 1) if depth < DEEPEST else (beside, depth)
    return list(found.values())


def _place(article: Article) -> tuple[bool, datetime, int]:
    """Originals first, then by time: each text after what it was made from."""
    return article.lineage.origin_id != article.pk, article.published, article.pk


def _is_visible_to(article: Article, parent: Article | None, *, is_visitor: bool) -> bool:
    texts = [article, parent] if parent else [article]
    return not (is_visitor and any(one.source.policy == "excerpt" for one in texts))


def first(articles: Sequence[Article]) -> tuple[Article, str] | None:
    """The first report of a story and the agency whose words it is, empty for its own; None for a
    story without articles."""
    if not articles:
        return None
    one = articles[0]
    lineage: Lineage | None = getattr(one, "lineage", None)
    if lineage is None or lineage.origin_id == one.pk:
        return one, ""
    return one, lineage.agency
