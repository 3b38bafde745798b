"""octavo moderate: what the rules say of a file of comments; nothing is stored."""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from octavo.commands import say
from octavo.formats.json_lines import read_rows, write_rows

Row = Mapping[str, Any]


def moderate(given: argparse.Namespace) -> int:
    """Write of each comment whether it is held, and why; without a file to write, print it."""
    judged = _judged(_comments(Path(given.source)), given.line)
    if given.target:
        rows = write_rows(Path(given.target), judged)
        say({"rows": rows}, f"{rows} rows written to {given.target}", as_json=given.json)
        return 0
    for row in judged:
        words = f"{'held' if row['hold'] else 'shown':6}{row['id']}  {', '.join(row['reasons'])}"
        sys.stdout.write((json.dumps(row, ensure_ascii=False) if given.json else words) + "\n")
    return 0


def _comments(path: Path) -> Iterator[Row]:
    """The rows of JSON Lines; or each line of a plain text, its number the id."""
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        start = next((line for line in file if line.strip()), "").lstrip("\ufeff ")[:1]
    if start in {"{", "["}:
        yield from read_rows(path, "text")
        return
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        yield from (
            {"id": str(number), "text": line.rstrip("\n")}
            for number, line in enumerate(file, 1)
            if line.strip()
        )


def _judged(rows: Iterable[Row], line: str) -> Iterator[Row]:
    from octavo.assist.moderation.judge import judgement

    for number, row in enumerate(rows, 1):
        found = judgement(str(row["text"] or ""), str(row.get("context") or "")).reasons(line)
        yield {"id": row.get("id", number), "hold": bool(found), "reasons": list(found)}
