"""The tools beside the tests: which tests a mutant meets, and how coverage is counted by room."""

from collections import Counter

import coverage_by_room
import mutants


def test_a_mutant_meets_the_tests_of_its_room() -> None:
    assert mutants.tests_of("src/octavo/extract/body/forest.py") == [
        "tests/unit/extract",
        "tests/scale/extract",
    ]
    assert mutants.tests_of("src/octavo/fetch/feed.py") == [
        "tests/unit/fetch",
        "tests/scale/fetch",
        "tests/integration/fetch",
    ]
    assert mutants.tests_of("src/octavo/run.py") == ["tests/unit"]


def test_the_settings_of_a_run_are_toml() -> None:
    import tomllib

    section = tomllib.loads(mutants.settings(["src/octavo/run.py"], ["tests/unit"]))
    assert section["tool"]["mutmut"]["only_mutate"] == ["src/octavo/run.py"]


def test_coverage_is_added_up_by_room_with_single_modules_together() -> None:
    one = {"covered_lines": 8, "num_statements": 10, "covered_branches": 1, "num_branches": 2}
    rooms = coverage_by_room.by_room({"web/a.py": one, "web/b/c.py": one, "run.py": one})
    assert set(rooms) == {"web", "modules"}
    assert rooms["web"]["num_statements"] == 20
    assert coverage_by_room.percent(rooms["web"]) == 75
    assert coverage_by_room.percent(Counter()) == 0
