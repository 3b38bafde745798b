"""The files the press is written in: records of fields and blocks, plain enough to write by hand.

=== herald/cranes-stand-still        a record and its name
headline: Cranes stand still         fields, until an empty line
ago: 9d 2h

A paragraph.                         blocks, apart by empty lines

{2} A paragraph of the second edition only ({1}: of the first only).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_AGO = re.compile(r"(?:(\d+)d)?\s*(?:(\d+)h)?\s*(?:(\d+)m)?")
_FIELD = re.compile(r"([a-z0-9_]+):\s?(.*)")


@dataclass(frozen=True, slots=True)
class Record:
    """A record: its name, its fields, and its blocks as written."""

    name: str
    fields: dict[str, str] = field(default_factory=dict)
    blocks: tuple[str, ...] = ()

    def text(self, key: str, default: str = "") -> str:
        """A field's text."""
        return self.fields.get(key, default)

    def words(self, key: str) -> tuple[str, ...]:
        """A field's parts, which commas keep apart."""
        return tuple(part.strip() for part in self.text(key).split(",") if part.strip())

    def seconds(self, key: str) -> int:
        """A field's length of time in seconds; raises ValueError where it tells none."""
        match = _AGO.fullmatch(self.text(key).strip())
        if match is None or not match.group(0):
            raise ValueError(f"{self.name}: {key} is no length of time: {self.text(key)!r}")
        days, hours, minutes = (int(part or 0) for part in match.groups())
        return (days * 24 + hours) * 3600 + minutes * 60


def records(text: str) -> Iterator[Record]:
    """The records of a file, in its order."""
    for part in re.split(r"(?m)^=== ", text)[1:]:
        head, _, body = part.partition("\n\n")
        name, *lines = head.strip().split("\n")
        blocks = (block.strip() for block in re.split(r"\n\s*\n", body))
        yield Record(name.strip(), _fields(name, lines), tuple(block for block in blocks if block))


def _fields(name: str, lines: list[str]) -> dict[str, str]:
    fields: dict[str, str] = {}
    for line in lines:
        match = _FIELD.fullmatch(line.strip())
        if match is None:
            raise ValueError(f"{name}: no field: {line!r}")
        fields[match.group(1)] = match.group(2).strip()
    return fields
