"""Offices: words by which a text speaks of a person without the name."""

import re

from octavo.formats.folding import folded

_ARTICLE = re.compile(r"(?i)(?:the|an?|its|his|her|their|this)\s")
_OFFICES = tuple(
    frozenset(words.split())
    for words in (
        "lawmaker mp deputy senator congressman congresswoman parliament",
        "spokesman spokeswoman spokesperson",
        "doctor dr",
        *("official", "minister", "mayor", "governor", "chief", "director", "president", "general"),
    )
)
"""Words that name one office."""


def offices(phrase: str) -> list[str]:
    """The offices a phrase names, each by one word."""
    words = set(re.findall(r"\w+", folded(phrase)))
    return [min(group) for group in _OFFICES if words & group]


def same_role(one: str, other: str) -> bool:
    """Whether two phrases name one office: `a Seoul lawmaker` and `MP Lee Seong-kweun`."""
    return bool(set(offices(one)) & set(offices(other)))


def is_office(phrase: str) -> bool:
    """Whether a phrase is an office without article or name: `Seoul lawmaker`."""
    last = phrase.split()[-1:]
    return bool(last and last[0].islower() and offices(last[0]) and not _ARTICLE.match(phrase))
