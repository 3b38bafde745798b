"""All that is known of how right Octavo AI is, held to bench/scores.json: a score may only rise.

    python -m bench.assist.scores [DATA] [--accept]          (make bench-assist)

The golden sets are our own, DATA the folder of development data beside the checkout, without which
summaries are not scored. `--accept` writes higher scores down. All are development scores but those
of the parts held apart, of which nothing was tuned on.
"""

import sys
from collections import Counter
from pathlib import Path

from bench.assist import ask, figures, gate, moderator, quotes, summaries, timeline
from bench.ground import is_tiny
from bench.held import lower


def main(data: Path | None, accept: bool) -> int:
    """Prints the scores; 1 when one is below what it was."""
    found = {**_figures(), **_quotes(), **_timeline(), **_gate(), **_moderator()}
    for name, value in found.items():
        print(f"{name:36}{value:8.3f}")
    if not is_tiny():
        found |= _ask()
    if data and data.is_dir():
        found |= summaries.scores(data)
    return bool(lower("assist", found, accept))


def _figures() -> dict[str, float]:
    found = {}
    for part in ("tuned", "held"):
        total = Counter[str]()
        for case in figures.cases(f"figures_{part}.txt"):
            total.update(figures.score(case))
        found[f"figures {part} precision"] = total["hit"] / max(1, total["found"])
        found[f"figures {part} recall"] = total["hit"] / max(1, total["gold"])
    return found


def _quotes() -> dict[str, float]:
    found = {}
    for part in ("tuned", "held"):
        total = quotes.scores(quotes.cases(f"quotes_{part}.txt"))
        found[f"quotes {part} precision"] = total["hit"] / max(1, total["found"])
        found[f"quotes {part} recall"] = total["hit"] / max(1, total["gold"])
    return found


def _timeline() -> dict[str, float]:
    found = {}
    for part in ("tuned", "held"):
        total = timeline.score(timeline.cases(f"{part}.txt"))
        found[f"timeline {part} precision"] = total["hit"] / max(1, total["found"])
        found[f"timeline {part} recall"] = total["hit"] / max(1, total["gold"])
    return found


def _gate() -> dict[str, float]:
    return {
        f"gate {part} {name}": value
        for part in ("tuned", "held")
        for name, value in gate.scores(gate.cases(f"gate_{part}.txt")).items()
    }


def _moderator() -> dict[str, float]:
    found = {}
    for part in ("development", "before", "after"):
        for language in ("en", "ar"):
            score = moderator.scores(r for r in moderator.rows(part) if r["lang"] == language)
            for name in ("precision", "recall"):
                found[f"moderator {part} {language} {name}"] = score[name]
    return found


def _ask() -> dict[str, float]:
    """Of the questions that ask was tuned on and of those held apart, in one run."""
    asked = ask.questions()
    given = list(zip(asked, ask.answers(asked, ask.articles()), strict=True))
    found = {}
    for part, is_held in (("tuned", False), ("held", True)):
        some = [pair for pair in given if pair[0].is_held == is_held]
        score = ask.scores([one for one, _ in some], [passages for _, passages in some])
        names = ("first", "three", "precision", "recall")
        found |= {f"ask {part} {name}": score[name] for name in names}
    return found


if __name__ == "__main__":
    paths = [Path(word) for word in sys.argv[1:] if not word.startswith("--")]
    sys.exit(main(paths[0] if paths else None, "--accept" in sys.argv))
