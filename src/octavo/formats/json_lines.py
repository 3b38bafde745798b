"""JSON Lines, as commands read and write them: an object a line."""

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

from octavo.errors import UsageError

JsonObject = dict[str, Any]


def read_rows(path: Path, key: str = "") -> Iterator[JsonObject]:
    """The objects of a file, one a line, or of one JSON array. A byte order mark is no text, broken
    bytes are one sign each. UsageError names the line that is no object, or lacks `key`."""
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        head = []
        for line in file:
            head.append(line)
            if line.strip():
                break
        lines = chain(head, file)
        is_array = "".join(head).lstrip("\ufeff \t\r\n").startswith("[")
        found = _of_array(path, "".join(lines)) if is_array else _of_lines(path, lines)
        for where, row in found:
            if not isinstance(row, dict):
                raise UsageError(f"{path}: {where} is not a JSON object", code="bad_row")
            if key and key not in row:
                raise UsageError(f"{path}: {where} has no {key!r}", code="no_key")
            yield row


def has_rows(path: Path) -> bool:
    """Whether a file is of rows, not a text: by its name, or as its first line is an object.
    A pipe, which can be read but once, is a text."""
    if path.suffix.lower() in (".jsonl", ".ndjson"):
        return True
    if path.exists() and not path.is_file():
        return False
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        start = next((line for line in file if line.strip()), "").strip()
    return start.startswith("{") and start.endswith("}") and '"' in start


def text_of(path: Path) -> str:
    """The text of a file without its byte order mark; broken bytes are one sign each."""
    return path.read_text("utf-8-sig", errors="replace")


def _of_lines(path: Path, lines: Iterable[str]) -> Iterator[tuple[str, Any]]:
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield f"line {number}", _parsed(path, f"line {number}", line.lstrip("\ufeff"))


def _of_array(path: Path, text: str) -> Iterator[tuple[str, Any]]:
    rows = _parsed(path, "the array", text.lstrip("\ufeff"))
    return ((f"item {number}", row) for number, row in enumerate(rows, 1))


def _parsed(path: Path, where: str, text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{path}: {where} is not JSON: {error}", code="bad_row") from error


def write_rows(path: Path, rows: Iterable[Mapping[str, Any]]) -> int:
    """Writes rows, one a line; how many. The file takes its place when all are written: what was
    there stays where a row cannot be made, and it may be the file that the rows are read from."""
    path = path.resolve()
    if path.exists() and not path.is_file():
        return _put(path, rows)
    part = path.with_name(f".{path.name}.part")
    try:
        count = _put(part, rows)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return count


def _put(path: Path, rows: Iterable[Mapping[str, Any]]) -> int:
    with path.open("w", encoding="utf-8", errors="replace") as out:
        return sum(bool(out.write(json.dumps(row, ensure_ascii=False) + "\n")) for row in rows)
