"""octavo perspectives, gaps: how a story is told, and who does not tell it."""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from octavo.commands import say, say_rows, site
from octavo.errors import UsageError
from octavo.formats.json_lines import read_rows
from octavo.formats.row_numbers import row_number

Rows = Mapping[str, Any]


def perspectives(given: argparse.Namespace) -> int:
    """Print how a stored story is told; or write that of each story of a file."""
    path = Path(given.source)
    if given.target or (row_number(given.source) is None and path.is_file()):
        from octavo.assist.perspectives.corpus import told_stories

        return say_rows(given.target, told_stories(read_rows(path)), as_json=given.json)
    row = _stored(given.source)
    say(row, "\n".join(_lines(row)), as_json=given.json)
    return 0


def _stored(given: str) -> dict[str, Any]:
    """How a stored story is told; UsageError where there is none of this number."""
    number = row_number(given)
    if number is None:
        what = f"{given!r} is no story; give its number, or a file of stories"
        raise UsageError(what, code="no_story")
    site()
    from octavo.actions.stories.perspectives import story_perspectives, story_row

    known = story_perspectives(number, is_visitor=False)
    if not known.articles:
        raise UsageError(f"there is no story {number} to be seen", code="no_story")
    return story_row(number, known)


def _lines(row: Rows) -> list[str]:
    """A story for people to read."""
    found = [f"{row['independent']} independent"]
    for one in row["perspectives"]:
        found.append(
            f"[{one['language'] or '?'}] " + ", ".join(v["source"] for v in one["sources"])
        )
        for kind, title in (("shared", "all"), ("some", "some"), ("alone", "alone")):
            found += [_statement(statement, title) for statement in one[kind]]
        for line in one["headlines"]:
            loaded = f"  (loaded: {', '.join(line['loaded'])})" if line["loaded"] else ""
            found.append(f"  headline  {line['source']}: {line['headline']}{loaded}")
    for axis, some in row["coverage"].items():
        values = (f"{one['value']} {one['count']} of {one['of']}" for one in some)
        found.append(f"{axis}: " + ", ".join(values))
    return found


def _statement(one: Rows, title: str) -> str:
    told = ", ".join(other["source"] for other in one["reported_by"])
    missing = f"; not in {', '.join(one['missing'])}" if title == "some" and one["missing"] else ""
    return f"  {title:8}  {one['text']}  ({told}{missing})"


def gaps(given: argparse.Namespace) -> int:
    """Print the stories that outlets of one value tell and those of another do not."""
    site()
    from octavo.actions.stories.perspectives import coverage_gaps, gaps_row

    known = coverage_gaps(given.axis, given.covers, given.misses)
    _check("axis", given.axis, known.axes)
    names = [value for value, _ in known.values]
    _check("value", given.covers, names)
    _check("value", given.misses, [name for name in names if name != known.covers])
    row = gaps_row(known)
    head = f"{known.axis or 'no axis'}: {known.covers} and not {known.misses}"
    lines = (f"{one['story']:>6}  {one['headline']}  ({one['verdict']})" for one in row["gaps"])
    say(row, "\n".join([head, *lines]), as_json=given.json)
    return 0


def _check(what: str, given: str, known: Sequence[str]) -> None:
    if given and given not in known:
        there = ", ".join(repr(one) for one in known) or "none"
        raise UsageError(f"{given!r} is no {what} here; there are {there}", code=f"no_{what}")
