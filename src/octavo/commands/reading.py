"""octavo summarise, figures: Octavo AI over anyone's texts, file to file; nothing is stored."""

import argparse
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from octavo.commands import say
from octavo.errors import UsageError


def summarise(given: argparse.Namespace) -> int:
    """Write a headline and a summary of each story of a file, or print that of one text."""
    from octavo.assist.corpus import summaries

    if not given.target:
        text = Path(given.source).read_text("utf-8", errors="replace")
        (story,) = summaries([{"text": text}], given.sentences, given.words)
        lines = [passage["text"] for passage in story["summary"]]
        say({"summary": lines}, "\n".join(lines), as_json=given.json)
        return 0
    stories = summaries(_rows(Path(given.source)), given.sentences, given.words)
    return _written(given, stories)


def figures(given: argparse.Namespace) -> int:
    """Write the figures of each text of a file, or print those of one text."""
    if not given.target:
        rows = _figures(Path(given.source).read_text("utf-8", errors="replace"))
        lines = (f"{row['approx']} {row['value']:g} {row['unit']} {row['counts']}" for row in rows)
        say({"figures": rows}, "\n".join(lines), as_json=given.json)
        return 0
    return _written(
        given,
        (
            {"id": row.get("id"), "figures": _figures(str(row.get("text") or ""))}
            for row in _rows(Path(given.source))
        ),
    )


def _written(given: argparse.Namespace, rows: Iterable[dict[str, Any]]) -> int:
    count = 0
    with Path(given.target).open("w", encoding="utf-8", errors="replace") as target:
        for row in rows:
            target.write(json.dumps(row, ensure_ascii=False) + "\n")
            count += 1
    say({"rows": count}, f"{count} rows written to {given.target}", as_json=given.json)
    return 0


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a file, one JSON object a line."""
    with path.open(encoding="utf-8", errors="replace") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield _row(line, path, number)


def _row(line: str, path: Path, number: int) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise UsageError(f"{path}, line {number}: no JSON", code="bad_row") from error
    if not isinstance(row, dict):
        raise UsageError(f"{path}, line {number}: no object", code="bad_row")
    return row


def _figures(text: str) -> list[dict[str, Any]]:
    from octavo.analyse.words.language import language
    from octavo.assist.figures.figures import text_figures

    return [_plain(one) for one in text_figures(text, language(text))]


def _plain(one: Any) -> dict[str, Any]:
    """A figure for programs; whole numbers without a point, `high` only where it is a range."""
    names = ("value", "approx", "unit", "counts", "claimant", "sentence")
    row = {name: getattr(one, name) for name in names}
    row["value"] = _whole(one.value)
    return row if one.high is None else row | {"high": _whole(one.high)}


def _whole(value: float) -> float | int:
    return int(value) if value.is_integer() else value
