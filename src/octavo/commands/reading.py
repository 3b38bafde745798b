"""octavo figures: what Octavo AI reads in anyone's texts, from file to file; nothing is stored."""

import argparse
import json
from pathlib import Path
from typing import Any

from octavo.commands import json_rows, say


def figures(given: argparse.Namespace) -> int:
    """Write the figures of each text of a file, or print those of one text."""
    if not given.target:
        rows = _figures(Path(given.source).read_text("utf-8", errors="replace"))
        lines = (f"{row['approx']} {row['value']:g} {row['unit']} {row['counts']}" for row in rows)
        say({"figures": rows}, "\n".join(lines), as_json=given.json)
        return 0
    count = 0
    with Path(given.target).open("w", encoding="utf-8", errors="replace") as target:
        for row in json_rows(Path(given.source)):
            line = {"id": row.get("id"), "figures": _figures(str(row.get("text") or ""))}
            target.write(json.dumps(line, ensure_ascii=False) + "\n")
            count += 1
    say({"rows": count}, f"{count} rows written to {given.target}", as_json=given.json)
    return 0


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
