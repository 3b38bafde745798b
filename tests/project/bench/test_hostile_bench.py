"""The bench of hostile inputs: its page tells of each, and what ends otherwise is a failure."""

import os
from pathlib import Path

import pytest

from bench.hostile import farm, run
from bench.hostile.case import Case

PAGE = (Path(__file__).parents[3] / "docs" / "reference" / "hostile.md").read_text("utf-8")


def test_the_page_lists_every_input_of_ours_and_of_the_farm_as_expected() -> None:
    names = [case.name for case in run.OWN]
    assert len(names) == len(set(names)) >= 40
    farms = {f"farm/{name}" for name in farm.REFUSED | farm.TITLES | farm.OTHERS}
    assert {*run.listed(PAGE)} == {*names, *farms}
    assert len(farms) == 81
    rows = [line for line in PAGE.splitlines() if line.startswith("| `")]
    assert [row for row in rows if "| the same |" not in row] == []


def _die() -> str:
    os._exit(3)


@pytest.mark.parametrize(
    ("came", "verdict"),
    [(lambda: "fine", "fine"), (lambda: 1 / 0, "ZeroDivisionError: division by zero"),
     (_die, "died"), (lambda: "x" * run.SHOWN * 9, "x" * run.SHOWN * 9)],
)  # fmt: skip
def test_whatever_an_input_does_is_an_outcome(came, verdict) -> None:
    one = run.tried(Case("a", "b", verdict, came))
    assert (one.came, one.is_expected) == (verdict, True)
    assert one.row().count("\n") == 0


def test_an_input_that_stalls_is_ended(monkeypatch) -> None:
    monkeypatch.setattr(run, "LONGEST", 0.2)
    one = run.tried(Case("a", "b", "fine", lambda: str(os.read(os.pipe()[0], 1))))
    assert (one.came, one.is_expected, one.seconds < 5) == ("stalled", False, True)


def test_one_that_ends_otherwise_fails_the_bench_and_is_marked(monkeypatch, capsys) -> None:
    good, bad = (
        Case(f"x/{name}", "", "fine", lambda name=name: name) for name in ("fine", "a|`b`")
    )
    monkeypatch.setattr(run, "OWN", (good, bad))
    monkeypatch.setattr(farm, "FARM", Path("/nowhere"))
    assert run.main() == 1
    assert "NOT 'fine'" in capsys.readouterr().out
    assert "**a\\|\\`b\\`**" in run.text([run.tried(bad)], "a machine")
    monkeypatch.setattr(run, "OWN", (good,))
    assert run.main() == 0


def test_what_needs_too_much_memory_is_a_failure() -> None:
    case = Case("a", "b", "fine", lambda: "fine")
    assert run.Outcome(case, "fine", 0.1, run.MOST).is_expected
    assert not run.Outcome(case, "fine", 0.1, run.MOST + 1).is_expected
