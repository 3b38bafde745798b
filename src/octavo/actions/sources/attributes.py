"""What the owner says of sources, from a table and to one: a row a source, a column an axis.

    source,ownership,reach            source,axis,value
    Harbour Herald,family,local   or  Harbour Herald,ownership,family

A source is named by its name, its host, its slug, or an address of it. An empty cell takes away
what was said; columns and sources that are not in the table stay as they are.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from django.db import transaction

from octavo.analyse.names.gazetteer import country_names
from octavo.errors import UsageError
from octavo.formats import urls
from octavo.formats.folding import folded
from octavo.formats.languages import language
from octavo.formats.tables import TableRow, rows
from octavo.store.models import Feed, Source, SourceAttribute

SOURCE_COLUMNS = (
    "source", "host", "slug", "name", "outlet", "publisher", "domain", "site", "website", "url",
    "feed", "المصدر", "الناشر",
)  # fmt: skip
"""Heads of columns that name the source: the first that is there does, and the others say nothing
of it."""

AXIS_COLUMNS = frozenset({"axis", "attribute"})
"""Heads of the column that names the axis, in a table of a value a row."""

MOST_AXES = 40
"""Axes that the owner may have. Chosen by hand; not measured."""

LONGEST_AXIS, LONGEST_VALUE = 60, 120
"""Characters of them: the columns' widths."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A line of a table, and what is odd about it: `code` for programs, `detail` for people."""

    line: int
    code: str
    detail: str


@dataclass(slots=True)
class Imported:
    """What came of a table: how many sources it spoke of, how many values were set and how many
    taken away, on which axes, and the lines that could not be followed."""

    sources: int = 0
    values: int = 0
    removed: int = 0
    axes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Told:
    """One cell: the source that it is about as written, the axis and the value."""

    line: int
    name: str
    axis: str
    value: str


def import_attributes(data: bytes) -> Imported:
    """Keep what a table says of sources. Odd lines are told and left out. UsageError where nothing
    of the table can be followed: codes empty_table, bad_table, no_source_column, no_axes,
    repeated_column, too_many_axes."""
    table = list(rows(data))
    if len(table) < 2:
        what = "has a first line only" if table else "is empty"
        raise UsageError(f"the table {what}", code="empty_table")
    done = Imported()
    head, *body = table
    told = list(_told(head, body, done.problems))
    with transaction.atomic():
        _keep(told, done)
    done.problems.sort(key=lambda one: one.line)
    return done


# ---------------------------------------------------------------- reading the table


def _told(head: TableRow, body: Sequence[TableRow], problems: list[Problem]) -> Iterator[_Told]:
    names = [folded(cell) for cell in head.cells[: head.used]]
    at = next((names.index(name) for name in SOURCE_COLUMNS if name in names), None)
    if at is None:
        found = ", ".join(repr(cell[:30]) for cell in head.cells[:12] if cell)
        hint = "" if found.isascii() else " (if that is not what it says, save it as UTF-8)"
        what = f"no column is called 'source'; the first line has {found}{hint}"
        raise UsageError(what, code="no_source_column")
    _check(head, names)
    is_long = len(AXIS_COLUMNS & set(names)) == 1 and "value" in names and len(names) == 3
    read = _long_cells if is_long else _wide_cells
    for row in body:
        if problem := _odd(row, at, len(names)):
            problems.append(problem)
        if row.used <= len(names) and at < len(row.cells) and row.cells[at]:
            yield from read(row, at, head)


def _check(head: TableRow, names: Sequence[str]) -> None:
    """Raise UsageError where the first line cannot be followed."""
    for place, name in enumerate(names):
        if name and name in names[:place]:
            first = names.index(name) + 1
            what = f"the column {head.cells[place]!r} stands twice ({first} and {place + 1})"
            raise UsageError(f"line {head.line}: {what}", code="repeated_column")
    axes = [cell for cell in head.cells if cell and not _is_name(folded(cell))]
    if not axes:
        raise UsageError("there is no column but that of the source", code="no_axes")
    if len(axes) > MOST_AXES:
        raise UsageError(f"{len(axes)} columns are more than {MOST_AXES}", code="too_many_axes")
    if long := next((cell for cell in axes if len(cell) > LONGEST_AXIS), ""):
        what = f"the column {long[:30]!r}… has a name of over {LONGEST_AXIS} characters"
        raise UsageError(f"line {head.line}: {what}", code="long_column")


def _is_name(column: str) -> bool:
    return column in SOURCE_COLUMNS


def _odd(row: TableRow, at: int, width: int) -> Problem | None:
    count = len(row.cells)
    if row.used > width:
        return Problem(row.line, "too_many_cells", f"{row.used} cells under {width} columns")
    if at >= count or not row.cells[at]:
        return Problem(row.line, "no_source", "no source is named")
    if count < width:
        what = f"{count} cells under {width} columns; the others stay as they were"
        return Problem(row.line, "too_few_cells", what)
    return None


def _wide_cells(row: TableRow, at: int, head: TableRow) -> Iterator[_Told]:
    for axis, value in zip(head.cells, row.cells, strict=False):
        if not _is_name(folded(axis)) and (axis or value):
            yield _Told(row.line, row.cells[at], axis, value)


def _long_cells(row: TableRow, at: int, head: TableRow) -> Iterator[_Told]:
    cells = dict(zip((folded(cell) for cell in head.cells), row.cells, strict=False))
    axis = next((cells[name] for name in AXIS_COLUMNS if name in cells), "")
    yield _Told(row.line, row.cells[at], axis, cells.get("value", ""))


# ---------------------------------------------------------------- keeping it


def _keep(told: Iterable[_Told], done: Imported) -> None:
    known, axes = _Sources(), _spelled()
    kept: dict[tuple[int, str], _Told] = {}
    for one in told:
        number = known.number(one, done.problems)
        problem = _odd_cell(one) if number else None
        axis = axes.setdefault(folded(one.axis), one.axis)
        before = kept.get((number or 0, axis))
        if before and before.value != one.value:
            what = f"{one.name!r} has {axis!r} in line {before.line} already, which holds"
            problem = Problem(one.line, "repeated_source", what)
        if problem:
            done.problems.append(problem)
        elif number and not before:
            kept[number, axis] = one
    _write(kept, done)


def _write(kept: Mapping[tuple[int, str], _Told], done: Imported) -> None:
    rows = {key: _value(key[1], one.value) for key, one in kept.items()}
    done.sources = len({number for number, _ in rows})
    done.axes = list(dict.fromkeys(axis for _, axis in rows))
    done.values = sum(bool(value) for value in rows.values())
    for axis in done.axes:
        numbers = [number for (number, name), value in rows.items() if name == axis and not value]
        gone = SourceAttribute.objects.filter(axis=axis, source__in=numbers).delete()[0]
        done.removed += gone
    SourceAttribute.objects.bulk_create(
        (SourceAttribute(source_id=n, axis=a, value=v) for (n, a), v in rows.items() if v),
        update_conflicts=True, unique_fields=["source", "axis"], update_fields=["value"],
        batch_size=200,
    )  # fmt: skip


def _odd_cell(one: _Told) -> Problem | None:
    if not one.axis:
        return Problem(one.line, "no_axis", f"{one.value!r} stands in a column without a name")
    if len(one.axis) > LONGEST_AXIS or len(one.value) > LONGEST_VALUE:
        what = f"{one.value[:30]!r}… has over {LONGEST_VALUE} characters"
        return Problem(one.line, "long_value", what)
    return None


def _value(axis: str, value: str) -> str:
    """A value as it is kept: countries and languages as codes, where they are any."""
    if folded(axis) == "country":
        return _country_codes().get(folded(value), value)
    return language(value) or value if folded(axis) == "language" else value


def _country_codes() -> dict[str, str]:
    """The codes of countries by code, English and Arabic name, folded."""
    every = country_names().items()
    return {folded(name): code for code, some in every for name in (code, *some) if name}


def _spelled() -> dict[str, str]:
    """How axes are spelt that there are already."""
    built_in = {axis: axis for axis in ("country", "language", "kind", "ownership")}
    there = SourceAttribute.objects.order_by("axis").values_list("axis", flat=True).distinct()
    return {folded(axis): axis for axis in there} | built_in


class _Sources:
    """All sources by what they may be called; each that is not one is told once a line."""

    def __init__(self) -> None:
        self._called: dict[str, set[int]] = {}
        self._names: list[str] = []
        self._told: set[tuple[int, str]] = set()
        for pk, *names in Source.objects.order_by("pk").values_list(
            "pk", "name", "slug", "host", "home"
        ):
            self._names.append(names[0])
            for name in names:
                self._call(name, pk)
        for pk, url in Feed.objects.order_by("pk").values_list("source", "url"):
            self._call(url, pk)

    def _call(self, name: str, pk: int) -> None:
        for key in {folded(name), folded(name.rstrip("/"))} - {""}:
            self._called.setdefault(key, set()).add(pk)

    def number(self, one: _Told, problems: list[Problem]) -> int | None:
        """The number of the source that a line names; None, and why, where it is not one."""
        found = self._found(one.name)
        if len(found) == 1:
            return next(iter(found))
        if (one.line, one.name) not in self._told:
            self._told.add((one.line, one.name))
            problems.append(self._unknown(one, found))
        return None

    def _found(self, name: str) -> set[int]:
        key = folded(name.rstrip("/"))
        host = folded(urls.host(name if "://" in name else f"https://{name}")) if "." in key else ""
        return self._called.get(key) or self._called.get(host.removeprefix("www.")) or set()

    def _unknown(self, one: _Told, found: set[int]) -> Problem:
        if found:
            what = f"{one.name!r} is the name of {len(found)} sources; write the host"
            return Problem(one.line, "ambiguous_source", what)
        near = get_close_matches(one.name, self._names, 1)
        hint = f"; is it {near[0]!r}?" if near else ""
        what = f"{one.name!r} is no source that is followed{hint}"
        return Problem(one.line, "unknown_source", what)


# ---------------------------------------------------------------- writing one


def exported() -> str:
    """All sources with the owner's axes, as a table that `import_attributes` reads."""
    axes = list(SourceAttribute.objects.order_by("axis").values_list("axis", flat=True).distinct())
    sources = Source.objects.prefetch_related("attributes").order_by("name", "pk")
    names = [one.name.casefold() for one in sources]
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(["source", *axes])
    for one in sources:
        said = {row.axis: row.value for row in one.attributes.all()}
        name = one.name if names.count(one.name.casefold()) == 1 else one.host
        table.writerow([name, *(said.get(axis, "") for axis in axes)])
    return out.getvalue()
