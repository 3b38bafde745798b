"""The benches rest on what is public, stand in order, and their gate can tell a fall."""

import ast
import importlib
import importlib.util
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from bench import all as whole
from bench import ratios, yardstick
from bench.ground import Figure
from bench.serving import publisher

ROOT = Path(__file__).parents[3]
BENCH = ROOT / "bench"
MODULES = sorted(BENCH.rglob("*.py"))


def _imported() -> Iterator[tuple[Path, str, str]]:
    """Each name that a bench imports from Octavo: its file, the module, the name."""
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("octavo"):
                for name in node.names:
                    yield path, node.module or "", name.name


def _private(path: Path) -> list[str]:
    """The names beginning with `_` that a bench takes from something that is not its own."""
    tree = ast.parse(path.read_text("utf-8"))
    return [
        f"{path.relative_to(ROOT)}:{node.lineno} {ast.unparse(node)}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr.startswith("_")
        and not node.attr.startswith("__")
        and not (isinstance(node.value, ast.Name) and node.value.id in {"self", "cls"})
    ]


def test_nothing_private_is_used() -> None:
    imports = [f"{path}: {module}.{name}" for path, module, name in _imported()]
    assert len(imports) > 40
    assert [line for line in imports if any(part[0] == "_" for part in line.split(".")[1:])] == []
    assert [line for path in MODULES for line in _private(path)] == []


@pytest.mark.parametrize(("module", "name"), sorted({(m, n) for _, m, n in _imported()}))
def test_what_is_imported_is_there(module: str, name: str) -> None:
    if not hasattr(importlib.import_module(module), name):
        assert importlib.util.find_spec(f"{module}.{name}"), "a module or a name"


def test_at_most_sixteen_files_stand_beside_each_other() -> None:
    folders = [BENCH, *(path for path in BENCH.iterdir() if path.is_dir())]
    sizes = {folder.name: sum(path.is_file() for path in folder.iterdir()) for folder in folders}
    assert {name: size for name, size in sizes.items() if size > 16} == {}


def test_every_bench_can_be_run_tiny_but_the_training() -> None:
    runs = {
        ".".join(path.relative_to(BENCH).with_suffix("").parts)
        for path in MODULES
        if "__main__" in path.read_text("utf-8")
    }
    training = {name for name in runs if name.startswith("training.")}
    assert runs - training - {"all", "ratios", "serving.publisher"} == set(whole.TINY)
    assert set(whole.PARTS) <= set(whole.TINY)


def test_the_results_show_goal_and_verdict() -> None:
    figures = [Figure("Speed", "pages", 12.0, "pages/s", 10), Figure("Memory", "peak", 5, "MB")]
    page = whole.text("two cores", figures)
    assert "| pages | 12 pages/s | ≥ 10 | met |" in page
    assert page.index("## Speed") < page.index("## Memory")


def test_a_ratio_is_what_was_done_in_the_time_of_a_yardstick(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = count()
    monkeypatch.setattr(yardstick, "seconds", lambda: 0.5)
    monkeypatch.setattr("time.process_time", lambda: next(clock) / 4)
    assert ratios.in_turn(lambda: 30, 3) == [60, 60, 60]


@pytest.mark.parametrize(("value", "is_fallen"), [(40.0, False), (30.5, False), (29.5, True)])
def test_a_figure_may_not_fall_by_over_a_quarter(value: float, is_fallen: bool) -> None:
    found = {"walk": [value, value + 5, value - 5], "new": [1.0]}
    assert ratios.fallen(found, {"walk": 40}) == ["walk"] * is_fallen


def test_a_line_has_the_spread_of_the_rounds() -> None:
    (line,) = ratios.lines({"walk": [10.0, 20.0, 30.0]}, {"walk": 21.5})
    assert line.split() == "walk 20.00 rounds 10.00 to 30.00 held at 21.50".split()


def test_every_figure_is_held() -> None:
    import json

    held = json.loads(ratios.HELD.read_text("utf-8"))
    assert set(held) == {"feeds cold", "feeds unchanged", "walk", "pages", "placing"}


def test_the_publisher_says_the_same_again_and_something_else_elsewhere() -> None:
    assert publisher.rss(3, "http://x") == publisher.rss(3, "http://x")
    assert publisher.paragraphs(3, 1) != publisher.paragraphs(3, 2)
    assert all(line in publisher.html(3, 1) for line in publisher.paragraphs(3, 1))
