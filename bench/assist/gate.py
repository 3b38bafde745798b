"""The support gate on sentences of our own: how many invented ones pass, and how many true ones.

    python -m bench.assist.gate [--show] [--held]

Both files are development data, by the hand that wrote the rules. `gate_held.txt` was written
before the rules and not looked into while they were made; `--held` scores it. `--show` prints the
mistakes.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from octavo.assist.gate.gate import verdict

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Case:
    """A sentence and its passages; `kind` is `true`, or what is wrong with it."""

    kind: str
    sentence: str
    passages: tuple[str, ...]


def cases(name: str) -> Iterator[Case]:
    """The cases of a file, in order."""
    passages: list[str] = []
    is_new = True
    for line in (HERE / name).read_text("utf-8").splitlines():
        sign, _, rest = line.partition(" ")
        if sign == ">":
            passages = [rest] if is_new else [*passages, rest]
        elif sign == "+":
            yield Case("true", rest, tuple(passages))
        elif sign == "-":
            kind, _, sentence = rest.partition(": ")
            yield Case(kind, sentence, tuple(passages))
        is_new = sign != ">"


def scores(given: Iterable[Case]) -> dict[str, float]:
    """The share of invented sentences that are refused, and of true ones that pass."""
    judged = [(case.kind == "true", verdict(case.sentence, case.passages)) for case in given]
    true = [found.is_supported for is_true, found in judged if is_true]
    invented = [not found.is_supported for is_true, found in judged if not is_true]
    return {"refused": sum(invented) / len(invented), "passed": sum(true) / len(true)}


def main() -> None:
    """Prints by kind how many sentences there are and how many pass."""
    name = "gate_held.txt" if "--held" in sys.argv else "gate_tuned.txt"
    total, passed = Counter[str](), Counter[str]()
    for case in cases(name):
        found = verdict(case.sentence, case.passages)
        total[case.kind] += 1
        passed[case.kind] += found.is_supported
        if "--show" in sys.argv and found.is_supported != (case.kind == "true"):
            print(f"{case.kind:12} {found.reason or 'passed'} | {case.sentence}")
    for kind, count in sorted(total.items(), key=lambda pair: pair[0] != "true"):
        print(f"{kind:14}{count:4}{passed[kind]:5} pass")
    invented = [sum(one.values()) - one["true"] for one in (total, passed)]
    print(
        f"invented {invented[0]}, {invented[1]} pass; true {total['true']}, {passed['true']} pass"
    )


if __name__ == "__main__":
    main()
