"""What an article said before, and what each revision changed."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from octavo.store.models import Article, Revision

REVISIONS_A_PAGE = 20
"""Revisions compared for one page: a live blog has hundreds. Chosen by hand; not measured."""

LINES_A_CHANGE = 200
"""Lines shown of one change: more is another article, and nobody reads it so. Chosen by hand; not
measured."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What one revision changed: the headlines, and lines taken out (-) and put in (+), the first
    LINES_A_CHANGE of them; `has_more` says that there are others."""

    replaced_at: datetime
    headline_before: str
    headline_after: str
    lines: list[tuple[str, str]]
    has_more: bool = False


@dataclass(frozen=True, slots=True)
class Differences:
    """A page of changes, newest first; `cursor` begins the next one, empty on the last."""

    changes: list[Difference]
    cursor: str


def differences(article: Article, since: int | None = None) -> Differences:
    """Changes of an article, newest first, each against what came after it; with `since`, those
    before that revision."""
    rows = Revision.objects.filter(article=article).order_by("-replaced_at", "-id")
    after: Article | Revision = article
    if since is not None:
        found = rows.filter(pk=since).first()
        if found is None:
            return Differences([], "")
        after = found
        rows = rows.filter(replaced_at__lte=found.replaced_at).exclude(
            replaced_at=found.replaced_at, pk__gte=found.pk
        )
    some = list(rows[: REVISIONS_A_PAGE + 1])
    shown = some[:REVISIONS_A_PAGE]
    changes = [_difference(old, new) for old, new in zip(shown, [after, *shown], strict=False)]
    return Differences(changes, str(shown[-1].pk) if len(some) > len(shown) else "")


def _difference(old: Revision, new: Article | Revision) -> Difference:
    text = new.text if isinstance(new, Revision) else new.body.text
    lines = changed_lines(old.text.splitlines(), text.splitlines())
    shown, has_more = lines[:LINES_A_CHANGE], len(lines) > LINES_A_CHANGE
    return Difference(old.replaced_at, old.headline, new.headline, shown, has_more)


def changed_lines(before: Sequence[str], after: Sequence[str]) -> list[tuple[str, str]]:
    """The lines taken out ("-") and put in ("+"), in the order of the texts. What stays is a
    longest run of lines in the same order (as in patience diff), a line that stands there twice
    counted twice: O(n log n) for n lines, whatever they are, where difflib may take their cube."""
    places = {key: at for at, key in enumerate(_numbered(before))}
    common = [(places[key], at) for at, key in enumerate(_numbered(after)) if key in places]
    kept = set(_rising([place for place, _ in common]))
    found: list[tuple[str, str]] = []
    old = new = 0
    for place, at in [*(pair for pair in common if pair[0] in kept), (len(before), len(after))]:
        found += [("-", line) for line in before[old:place]]
        found += [("+", line) for line in after[new:at]]
        old, new = place + 1, at + 1
    return found


def _numbered(lines: Iterable[str]) -> Iterator[Hashable]:
    """Each line with how often it stood there before."""
    seen: Counter[str] = Counter()
    for line in lines:
        seen[line] += 1
        yield line, seen[line]


def _rising(numbers: Sequence[int]) -> Iterator[int]:
    """A longest rising run of different numbers, the last first (Schensted 1961)."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for at, number in enumerate(numbers):
        length = bisect_left(ends, number)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [number]
        last[length : length + 1] = [at]
    at = last[-1] if last else -1
    while at >= 0:
        yield numbers[at]
        at = before[at]
