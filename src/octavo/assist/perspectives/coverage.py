"""Which outlets tell a story and which do not, on each axis: their country, their language, their
kind, and what the owner says of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from octavo.assist.perspectives.shares import Share, chance, judged

MOST_VALUES = 200
"""Values of an axis that are told apart. Chosen by hand; not measured."""

Texts = Mapping[int, str]
"""Of each outlet that tells a story, by its number, whose text it prints: copies are one."""


@dataclass(frozen=True, slots=True)
class Outlet:
    """A publisher that is followed: what it is on each axis, by the axis's name."""

    id: int
    name: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Covering:
    """The outlets of one value of an axis. `share` counts those that tell the story of all that
    publish in its days; outlets that print one text count once. `verdict` compares it with all
    other values (see `shares.judged`)."""

    value: str
    telling: tuple[Outlet, ...]
    silent: tuple[Outlet, ...]
    share: Share
    verdict: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A story that outlets of one value tell and none of another one. `shares` are those of the
    two; `chance` is how often chance alone makes such a gap; `verdict` is `less` where that is too
    seldom to believe, for all gaps that are listed together, else `few` or `alike`."""

    story: int
    telling: tuple[Outlet, ...]
    shares: tuple[Share, Share]
    chance: float
    verdict: str


def coverage(outlets: Sequence[Outlet], texts: Texts, axis: str) -> list[Covering]:
    """The values of an axis, those with most outlets that tell the story first. Outlets of which
    the axis is not known are left out."""
    groups = _groups(outlets, axis)
    shares = {value: _share(some, texts) for value, some in groups.items()}
    others = {value: _share(_except(groups, value), texts) for value in groups}
    verdicts = judged([(shares[value], others[value]) for value in groups])
    made = [
        Covering(value, *_parted(some, texts), shares[value], verdict)
        for (value, some), verdict in zip(groups.items(), verdicts, strict=True)
    ]
    return sorted(made, key=lambda one: (-len(one.telling), -len(one.silent), one.value))


def axis_values(outlets: Sequence[Outlet], axis: str) -> list[tuple[str, int]]:
    """The values of an axis with the number of their outlets, most first."""
    counted = ((value, len(some)) for value, some in _groups(outlets, axis).items())
    return sorted(counted, key=lambda pair: (-pair[1], pair[0]))[:MOST_VALUES]


def axes(outlets: Sequence[Outlet]) -> list[str]:
    """The axes on which outlets differ, in the order in which they first have them."""
    every = dict.fromkeys(axis for one in outlets for axis in one.values)
    return [axis for axis in every if len(_groups(outlets, axis)) > 1]


def gaps(
    stories: Mapping[int, Texts], outlets: Sequence[Outlet], axis: str, values: tuple[str, str]
) -> list[Gap]:
    """The stories that outlets of the first value tell and none of the second does; what chance
    explains least first, of equals in the order given."""
    groups = _groups(outlets, axis)
    telling, silent = (groups.get(value, []) for value in values)
    found = []
    for story, texts in stories.items() if silent else ():
        mine = [one for one in telling if one.id in texts]
        if mine and not any(one.id in texts for one in silent):
            shares = _share(telling, texts), _share(silent, texts)
            found.append((story, tuple(mine), shares))
    verdicts = judged([(theirs, ours) for _, _, (ours, theirs) in found])
    made = [
        Gap(story, mine, shares, chance(*shares), verdict)
        for (story, mine, shares), verdict in zip(found, verdicts, strict=True)
    ]
    return sorted(made, key=lambda one: round(one.chance, 9))


def _groups(outlets: Sequence[Outlet], axis: str) -> dict[str, list[Outlet]]:
    groups: dict[str, list[Outlet]] = {}
    for one in outlets:
        if value := one.values.get(axis, ""):
            groups.setdefault(value, []).append(one)
    return groups


def _except(groups: Mapping[str, Sequence[Outlet]], value: str) -> list[Outlet]:
    return [one for other, some in groups.items() if other != value for one in some]


def _parted(some: Sequence[Outlet], texts: Texts) -> tuple[tuple[Outlet, ...], tuple[Outlet, ...]]:
    telling = tuple(one for one in some if one.id in texts)
    return telling, tuple(one for one in some if one.id not in texts)


def _share(some: Sequence[Outlet], texts: Texts) -> Share:
    """How many tell the story, those that print one text as one."""
    told = {texts[one.id] for one in some if one.id in texts}
    return Share(len(told), len(told) + sum(one.id not in texts for one in some))
