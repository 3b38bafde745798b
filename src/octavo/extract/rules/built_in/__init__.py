"""Rules written in code: one small class a publisher, a module each, with versions by date.

    class NorthernPost(Publisher):
        hosts = ("northernpost.example",)
        versions = (
            Rule("", body=("td.story",), drop=(".advert",)),
            Rule("", since=date(2026, 3, 1), body=("main .text",)),
        )

A publisher gets one only where the general way fails on its pages, not on one of them, and only with
a page of our own writing of the same build beside the article expected of it. Of the development
pages none needed one (decision 10 has the figures), so that `PUBLISHERS` is empty.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import ClassVar

from octavo.extract.rules.rule import Rule, applicable


class Publisher:
    """A publisher whose pages need telling."""

    hosts: ClassVar[tuple[str, ...]] = ()
    versions: ClassVar[tuple[Rule, ...]] = ()
    """How its pages are built from a day on; their host is left empty, to stand for each of its own."""

    @classmethod
    def rules(cls) -> list[Rule]:
        """A rule for each host and version."""
        return [replace(one, host=host) for host in cls.hosts for one in cls.versions]


PUBLISHERS: tuple[type[Publisher], ...] = ()


def built_in(
    address: str, day: date, publishers: Iterable[type[Publisher]] | None = None
) -> Rule | None:
    """The rule in code for a page of this address, fetched on this day; None for nearly all."""
    known = PUBLISHERS if publishers is None else publishers
    return applicable((rule for one in known for rule in one.rules()), address, day)
