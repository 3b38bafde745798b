"""octavo summarise, figures, quotes, gate: Octavo AI over anyone's texts; nothing is stored."""

import argparse
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from octavo.commands import say
from octavo.errors import UsageError
from octavo.formats.json_lines import read_rows, write_rows

Reader = Callable[[str], list[dict[str, Any]]]
"""What is read in a text, as rows for programs."""


def summarise(given: argparse.Namespace) -> int:
    """Write a headline and a summary of each story of a file, or print that of one text."""
    from octavo.assist.corpus import summaries

    if not given.target:
        text = Path(given.source).read_text("utf-8", errors="replace")
        (story,) = summaries([{"text": text}], given.sentences, given.words)
        lines = [passage["text"] for passage in story["summary"]]
        say({"summary": lines}, "\n".join(lines), as_json=given.json)
        return 0
    stories = summaries(read_rows(Path(given.source)), given.sentences, given.words)
    return _written(given, stories)


def figures(given: argparse.Namespace) -> int:
    """Write the figures of each text of a file, or print those of one text."""
    line = "{approx} {value:g} {unit} {counts}"
    return _read(given, "figures", _figures, line)


def quotes(given: argparse.Namespace) -> int:
    """Write who says what in each text of a file, or print what one text quotes."""
    return _read(given, "quotes", _quotes, "{speaker}: {quote}")


def gate(given: argparse.Namespace) -> int:
    """Write of each sentence of a file whether its passages support it, and why not."""
    path = Path(given.source)
    return _written(given, (_judged(row, path) for row in read_rows(path)))


def _judged(row: dict[str, Any], path: Path) -> dict[str, Any]:
    from octavo.assist.gate.gate import verdict

    sentence, passages = row.get("sentence"), _passages(row.get("passages", row.get("passage")))
    if not isinstance(sentence, str) or passages is None:
        what = f"{path}, row {row.get('id')!r}: needs a sentence and its passages"
        raise UsageError(what, code="bad_row")
    found = verdict(sentence, passages)
    return {"id": row.get("id"), "supported": found.is_supported, "reason": found.reason}


def _passages(given: Any) -> list[str] | None:
    """The texts of passages: strings, or objects with a text; None where they are neither."""
    every = [given] if isinstance(given, str | dict) else given
    if not isinstance(every, list):
        return None
    texts = [one.get("text") if isinstance(one, dict) else one for one in every]
    known = [text for text in texts if isinstance(text, str)]
    return known if len(known) == len(texts) else None


def _read(given: argparse.Namespace, kind: str, reader: Reader, line: str) -> int:
    """Write what is read in each text of a file, or print what is read in one, a line each."""
    if not given.target:
        rows = reader(Path(given.source).read_text("utf-8", errors="replace"))
        shown = "\n".join(line.format(**row) for row in rows)
        say({kind: rows}, shown, as_json=given.json)
        return 0
    found = (
        {"id": row.get("id"), kind: reader(str(row.get("text") or ""))}
        for row in read_rows(Path(given.source))
    )
    return _written(given, found)


def _written(given: argparse.Namespace, rows: Iterable[dict[str, Any]]) -> int:
    count = write_rows(Path(given.target), rows)
    say({"rows": count}, f"{count} rows written to {given.target}", as_json=given.json)
    return 0


def _figures(text: str) -> list[dict[str, Any]]:
    from octavo.analyse.words.language import language
    from octavo.assist.figures.figures import text_figures

    return [_plain(one) for one in text_figures(text, language(text))]


def _quotes(text: str) -> list[dict[str, Any]]:
    from octavo.analyse.words.language import language
    from octavo.assist.quotes.quotes import text_quotes

    return [
        {"speaker": one.speaker, "quote": one.quote, "sentence": one.sentence}
        for one in text_quotes(text, language(text))
    ]


def _plain(one: Any) -> dict[str, Any]:
    """A figure for programs; whole numbers without a point, `high` only where it is a range."""
    names = ("value", "approx", "unit", "counts", "claimant", "sentence")
    row = {name: getattr(one, name) for name in names}
    row["value"] = _whole(one.value)
    return row if one.high is None else row | {"high": _whole(one.high)}


def _whole(value: float) -> float | int:
    return int(value) if value.is_integer() else value
