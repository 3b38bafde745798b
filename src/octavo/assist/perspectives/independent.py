"""Who speaks in a story: reports as sources, the copies of one text a single one of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from octavo.formats.folding import folded
from octavo.types import Entity


@dataclass(frozen=True, slots=True)
class StoryReport:
    """An article of a story. `outlet` is the name of its publisher, `source` its number; `agency`
    the news agency that it is by or credits; `copy_of` the report whose text it repeats; `is_own`
    says that it is nobody's copy. Without its `text` it has a headline only."""

    id: int
    source: int
    outlet: str
    headline: str
    published: datetime
    text: str = ""
    language: str = ""
    agency: str = ""
    copy_of: int | None = None
    is_own: bool = True
    entities: tuple[Entity, ...] = ()


@dataclass(frozen=True, slots=True)
class IndependentSource:
    """One independent source of a story: an outlet, or an agency whose text several print.
    `reports` are those that speak, the earliest first; `copies` those that repeat them."""

    name: str
    reports: tuple[StoryReport, ...]
    copies: tuple[StoryReport, ...] = ()

    @property
    def printed_by(self) -> tuple[str, ...]:
        """The other outlets that print the same text."""
        names = dict.fromkeys(one.outlet for one in self.copies)
        return tuple(name for name in names if name != self.name)


def independent_sources(reports: Sequence[StoryReport]) -> list[IndependentSource]:
    """The sources of a story, the first to report first: each outlet, each agency, and with them
    whoever prints their text. Where no own report is there the earliest copy speaks."""
    by_id = {one.id: one for one in reports}
    groups: dict[str, list[StoryReport]] = {}
    for one in sorted(reports, key=lambda one: (one.published, one.id)):
        groups.setdefault(_key(_root(one, by_id)), []).append(one)
    return [_independent(some) for some in groups.values()]


def _root(one: StoryReport, by_id: Mapping[int, StoryReport]) -> StoryReport:
    """The report that another goes back to, as far as it is here."""
    seen = {one.id}
    while one.copy_of is not None and one.copy_of in by_id and one.copy_of not in seen:
        one = by_id[one.copy_of]
        seen.add(one.id)
    return one


def _key(one: StoryReport) -> str:
    return folded(one.agency) or f"outlet {one.source}"


def _independent(some: Sequence[StoryReport]) -> IndependentSource:
    own = [one for one in some if one.is_own and one.copy_of is None] or [some[0]]
    first = next((one for one in own if _is_agency(one)), own[0])
    speaking = [one for one in own if one.source == first.source]
    others = (one for one in some if one not in speaking)
    return IndependentSource(first.outlet, tuple(speaking), tuple(others))


def texts_of(found: Sequence[IndependentSource]) -> dict[int, str]:
    """Of each outlet, by its number, whose text it prints: its own where it has one."""
    texts: dict[int, str] = {}
    for number, source in enumerate(found):
        texts |= {one.source: f"{number} {source.name}" for one in source.reports}
    for number, source in enumerate(found):
        for one in source.copies:
            texts.setdefault(one.source, f"{number} {source.name}")
    return texts


def _is_agency(one: StoryReport) -> bool:
    return bool(one.agency) and folded(one.agency) == folded(one.outlet)
