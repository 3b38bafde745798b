"""The law of the house: files and functions stay small, every module says what it is for."""

import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[2] / "src" / "octavo"
MODULES = sorted(path for path in ROOT.rglob("*.py") if "migrations" not in path.parts)
Function = ast.FunctionDef | ast.AsyncFunctionDef


def _functions() -> Iterator[tuple[str, int]]:
    """Each function with its lines, its docstring left out."""
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, Function):
                yield f"{path.relative_to(ROOT)}:{node.name}", _lines(node)


def _lines(node: Function) -> int:
    first = node.body[0]
    said = ast.get_docstring(node) is not None
    docs = (first.end_lineno or 0) - first.lineno + 1 if said else 0
    return (node.end_lineno or 0) - node.lineno + 1 - docs


def test_no_file_is_over_500_lines():
    long = [p.name for p in MODULES if len(p.read_text("utf-8").splitlines()) > 500]
    assert long == []


def test_functions_are_small():
    sizes = dict(_functions())
    assert [name for name, lines in sizes.items() if lines > 60] == []
    assert median(sizes.values()) <= 8
    assert sum(lines <= 25 for lines in sizes.values()) >= 0.9 * len(sizes)


def test_every_module_says_what_it_is_for():
    silent = [
        str(path.relative_to(ROOT))
        for path in MODULES
        if not ast.get_docstring(ast.parse(path.read_text("utf-8")))
    ]
    assert silent == []


def test_nothing_is_called_by_a_name_that_says_nothing():
    assert [path.name for path in MODULES if path.stem in {"utils", "helpers", "misc"}] == []
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                assert not node.name.endswith(("Manager", "Helper", "Handler", "Service")), (
                    node.name
                )
