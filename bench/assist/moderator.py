"""The moderator on comments that were written for it: precision and recall, by language.

    python -m bench.assist.moderator [--before | --after] [--show]

comments.jsonl: {id, lang, text, context?, kind, hold, part}. `kind` is what a comment is, or what
an innocent one looks like. Parts: `development`, on which the rules were made; `before`, a third of
the first comments, by the hash of the text, written before the rules and never looked into since;
`after`, written when the rules were there, of which only the scores were looked at. `--show`
prints the mistakes.
"""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from octavo.assist.moderation.judge import judgement

COMMENTS = Path(__file__).with_name("comments.jsonl")
Row = dict[str, Any]


def rows(part: str) -> list[Row]:
    """The comments of a part: `development`, `before` or `after`."""
    every = map(json.loads, COMMENTS.read_text(encoding="utf-8").splitlines())
    return [row for row in every if row["part"] == part]


def reasons(row: Row) -> tuple[str, ...]:
    """Why the moderator holds a comment; nothing if it does not."""
    return judgement(row["text"], row.get("context", "")).reasons()


def scores(given: Iterable[Row]) -> dict[str, float]:
    """`n`, `precision`, `recall` of holding, and `named`: the share of those rightly held whose
    kind is among the reasons."""
    judged = [(row, reasons(row)) for row in given]
    right = [(row, found) for row, found in judged if row["hold"] and found]
    held = sum(bool(found) for _, found in judged)
    due = sum(row["hold"] for row, _ in judged)
    named = sum(_named(row["kind"]) & set(found) != set() for row, found in right)
    return {
        "n": len(judged),
        "precision": len(right) / max(1, held),
        "recall": len(right) / max(1, due),
        "named": named / max(1, len(right)),
    }


def _named(kind: str) -> set[str]:
    names = {"spam": {"advertising", "links", "contact"}, "flood": {"repetition"}}
    others = {"insult": {"insult", "profanity"}, "doxxing": {"doxxing", "contact"}}
    return (names | others).get(kind, {kind})


def main(part: str, show: bool) -> None:
    """Print the scores, and the mistakes."""
    given = rows(part)
    for language in ("en", "ar"):
        found = scores(row for row in given if row["lang"] == language)
        words = "  ".join(f"{name} {value:.3f}" for name, value in found.items() if name != "n")
        print(f"{part:12} {language}  n {found['n']:3}  {words}")
    for row in given if show else ():
        if bool(found := reasons(row)) != row["hold"]:
            print("missed" if row["hold"] else f"wrongly held {found}", row["kind"], row["text"])


if __name__ == "__main__":
    parts = [part for part in ("before", "after") if f"--{part}" in sys.argv]
    main(parts[0] if parts else "development", "--show" in sys.argv)
