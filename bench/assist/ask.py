"""Ask over an archive, as its user would: imported, then each question of a file asked.

    python -m bench.assist.ask [--held] [--show]

The articles are the demo press and asking/articles.jsonl, short reports of invented places in
English and Arabic. asking/questions.txt: kind, question, and what the right passage holds, any of
these; where nothing follows, no article says it. A kind with `~` is asked in other words than the
text has. All of it was written before ask was tuned. A third, by the hash of the question, is held
apart (`--held`): only its scores were looked at. `--show` prints the mistakes of the others.
"""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bench.ground import is_tiny
from octavo.demo import markup
from octavo.demo.world import told, world

FOLDER = Path(__file__).with_name("asking")
ANCHOR = datetime(2026, 11, 23, 12, tzinfo=UTC)
"""The day on which the demo press is read."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: its kind, and what the right passage holds, any of these; none: unanswerable."""

    kind: str
    text: str
    right: tuple[str, ...]

    @property
    def is_held(self) -> bool:
        """Whether it is of the third that nothing was tuned on."""
        return int(hashlib.sha256(self.text.encode()).hexdigest(), 16) % 3 == 0

    def is_answered(self, passages: Iterable[str]) -> bool:
        """Whether one of these passages is right."""
        return any(part in " ".join(text.split()) for text in passages for part in self.right)


def questions(path: Path = FOLDER / "questions.txt") -> list[Asked]:
    """The questions of a file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [[part.strip() for part in line.split("|")] for line in lines if line[:1] not in "#"]
    return [Asked(row[0], row[1], tuple(filter(None, row[2:]))) for row in rows if len(row) > 1]


def articles() -> Iterator[dict[str, Any]]:
    """The articles, as `octavo import jsonl` reads them."""
    for name, piece in world().pieces.items():
        said = told(piece, ANCHOR, ANCHOR + timedelta(days=2))
        text = "\n\n".join(map(markup.plain, said.blocks))
        time, who = piece.published(ANCHOR).isoformat(), piece.publisher
        row = {"id": name, "time": time, "lang": who.language, "source": who.name}
        yield row | {"title": said.headline, "text": text}
    yield from map(json.loads, (FOLDER / "articles.jsonl").read_text("utf-8").splitlines())


def answers(asked: Iterable[Asked], corpus: Iterable[dict[str, Any]]) -> list[list[str]]:
    """The passages of each question, best first, from a site of its own."""
    with tempfile.TemporaryDirectory() as folder:
        rows = [{"id": number, "question": one.text} for number, one in enumerate(asked)]
        _write(Path(folder, "articles.jsonl"), corpus)
        _write(Path(folder, "in.jsonl"), rows)
        _octavo(folder, "import", "jsonl", "articles.jsonl")
        _octavo(folder, "ask", "--file", "in.jsonl", "out.jsonl")
        lines = Path(folder, "out.jsonl").read_text(encoding="utf-8").splitlines()
    return [[one["text"] for one in json.loads(line)["passages"]] for line in lines]


def _write(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path.write_text("".join(lines), encoding="utf-8")


def _octavo(folder: str, *words: str) -> None:
    settings = os.environ | {"OCTAVO_DATA": f"{folder}/data"}
    command = [str(Path(sys.executable).with_name("octavo")), *words]
    subprocess.run(command, cwd=folder, env=settings, check=True, capture_output=True)


def scores(asked: list[Asked], given: list[list[str]]) -> dict[str, float]:
    """`n`; of the answerable the share whose first (`first`), one of whose three (`three`) passages
    is right, and `reworded`, the same of those in other words; precision and recall of abstaining.
    """
    pairs = list(zip(asked, given, strict=True))
    told = [(one, found) for one, found in pairs if one.right]
    silent = [one for one, found in pairs if not found]
    untold = [one for one in asked if not one.right]
    reworded = [one.is_answered(found[:3]) for one, found in told if one.kind[0] == "~"]
    right = sum(not one.right for one in silent)
    return {
        "n": len(asked),
        "first": sum(one.is_answered(found[:1]) for one, found in told) / max(1, len(told)),
        "three": sum(one.is_answered(found[:3]) for one, found in told) / max(1, len(told)),
        "reworded": sum(reworded) / max(1, len(reworded)),
        "precision": right / max(1, len(silent)),
        "recall": right / max(1, len(untold)),
    }


def main(*, held: bool, show: bool) -> None:
    """Print the scores, and the mistakes."""
    asked = [one for one in questions() if one.is_held == held]
    asked = asked[:3] if is_tiny() else asked
    given = answers(asked, articles())
    print("  ".join(f"{name} {value:.3f}" for name, value in scores(asked, given).items()))
    for one, found in zip(asked, given, strict=True) if show and not held else ():
        if not (one.is_answered(found[:3]) if one.right else not found):
            print(one.kind, one.text, found[:1])


if __name__ == "__main__":
    main(held="--held" in sys.argv, show="--show" in sys.argv)
