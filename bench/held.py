"""Scores that are held: bench/scores.json knows the best so far, and none may fall below it."""

import json
from collections.abc import Mapping
from pathlib import Path

SCORES = Path(__file__).with_name("scores.json")
SLACK = 0.0005
"""What a score may differ by rounding."""


def lower(part: str, found: Mapping[str, float], accept: bool) -> list[str]:
    """The scores that have fallen below what is held of a part, which are printed too. With
    `accept` the better of each pair is written down."""
    held = json.loads(SCORES.read_text("utf-8"))
    before = held.get(part, {})
    fallen = [name for name, value in found.items() if value < before.get(name, 0) - SLACK]
    for name in fallen:
        print(f"LOWER  {name}: {before[name]:.4f} -> {found[name]:.4f}")
    if accept:
        best = {name: round(max(value, before.get(name, 0)), 4) for name, value in found.items()}
        text = json.dumps(held | {part: before | best}, indent=1, sort_keys=True)
        SCORES.write_text(text + "\n", "utf-8")
    return fallen
