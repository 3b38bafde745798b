"""What the tests went through of each room, in percent of lines and branches, and the floor.

    python tests/coverage_by_room.py          (make coverage)

Reads what `pytest --cov` left; ends with 1 where the whole is under `fail_under` of pyproject.toml.
"""

import io
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import PurePath

from coverage import Coverage

FIELDS = ("covered_lines", "num_statements", "covered_branches", "num_branches")


def main() -> int:
    """Print a line a room and one for the whole."""
    measured = Coverage()
    measured.load()
    rooms = by_room(files(measured))
    whole = sum(rooms.values(), Counter())
    for name, counts in [*sorted(rooms.items(), key=lambda one: percent(one[1])), ("all", whole)]:
        print(f"{name:12} {percent(counts):6.1f} %   {counts['num_statements']:6} lines")
    floor = float(measured.get_option("report:fail_under") or 0)
    if percent(whole) < floor:
        print(f"Branch coverage is under {floor:g} %, where it stood before.", file=sys.stderr)
        return 1
    return 0


def files(measured: Coverage) -> dict[str, dict[str, int]]:
    """The counts of each file, by its path below the package."""
    with tempfile.NamedTemporaryFile("r", suffix=".json", encoding="utf-8") as out:
        with redirect_stdout(io.StringIO()):
            measured.json_report(outfile=out.name)
        found = json.load(out)["files"]
    return {path.rpartition("octavo/")[2]: one["summary"] for path, one in found.items()}


def by_room(counts: dict[str, dict[str, int]]) -> dict[str, Counter[str]]:
    """The counts of each folder of the package; single modules count as one room."""
    rooms: dict[str, Counter[str]] = {}
    for path, summary in counts.items():
        first = PurePath(path).parts[0]
        room = rooms.setdefault("modules" if first.endswith(".py") else first, Counter())
        room.update(dict(_counted(summary)))
    return rooms


def _counted(summary: dict[str, int]) -> Iterator[tuple[str, int]]:
    for name in FIELDS:
        yield name, summary[name]


def percent(counts: Counter[str]) -> float:
    """The share of lines and branches that were gone through, as coverage.py counts it."""
    whole = counts["num_statements"] + counts["num_branches"]
    return 100 * (counts["covered_lines"] + counts["covered_branches"]) / (whole or 1)


if __name__ == "__main__":
    sys.exit(main())
