"""What visitors read of sources that show them an excerpt only: headline, dek and lead, wherever
it stands. Whoever is signed in reads all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from octavo.store import site_settings

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from octavo.store.models import Article, User

Line = Mapping[str, Any]
"""A sentence of an article, `text`, with the name of its `source`."""


def is_excerpt(article: Article, user: User | AnonymousUser) -> bool:
    """Whether this reader sees only an excerpt of an article."""
    return article.source.policy == "excerpt" and not user.is_authenticated


def quotable(lines: Iterable[Line], user: User | AnonymousUser) -> list[Line]:
    """The sentences that this reader may see."""
    if user.is_authenticated:
        return list(lines)
    kept = site_settings.value("excerpt_sources")
    return [line for line in lines if line["source"] not in kept]
