"""The law of the house: small files and functions, one meaning a name, a docstring in every module,
a reason for every number."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).parents[2] / "src" / "octavo"
MODULES = sorted(path for path in ROOT.rglob("*.py") if "migrations" not in path.parts)
Function = ast.FunctionDef | ast.AsyncFunctionDef

FRAMEWORK = frozenset({"main", "Meta", "Command", "Migration", "urlpatterns", "log"})
"""Names that Django, the command line and Python's logging prescribe."""

CROWDED = frozenset({"web/templates", "web/templates/parts", "demo/press/stories"})
"""Folders of many files that are all of one kind."""


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


@cache
def _nodes(path: Path) -> list[ast.AST]:
    return list(ast.walk(_tree(path)))


def _place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _functions() -> Iterator[tuple[str, int]]:
    """Each function with its lines, its docstring left out."""
    for path in MODULES:
        for node in _nodes(path):
            if isinstance(node, Function):
                yield f"{_place(path)}:{node.lineno} {node.name}", _lines(node)


def _lines(node: Function) -> int:
    first = node.body[0]
    has_docstring = ast.get_docstring(node) is not None
    docs = (first.end_lineno or 0) - first.lineno + 1 if has_docstring else 0
    return (node.end_lineno or 0) - node.lineno + 1 - docs


def test_no_file_is_over_400_lines() -> None:
    long = [_place(p) for p in MODULES if len(p.read_text("utf-8").splitlines()) > 400]
    assert long == []


def test_functions_are_small() -> None:
    sizes = dict(_functions())
    assert [name for name, lines in sizes.items() if lines > 40] == []
    assert median(sizes.values()) <= 7
    assert quantiles(sizes.values(), n=10)[-1] <= 16


def test_at_most_sixteen_files_stand_beside_each_other() -> None:
    beside: defaultdict[str, int] = defaultdict(int)
    for path in ROOT.rglob("*"):
        if path.is_file() and not {"__pycache__", "migrations"} & set(path.parts):
            beside[_place(path.parent)] += 1
    assert {folder: n for folder, n in beside.items() if n > 16 and folder not in CROWDED} == {}


def test_every_module_says_what_it_is_for() -> None:
    assert [_place(path) for path in MODULES if not ast.get_docstring(_tree(path))] == []


# ---------------------------------------------------------------- names


def _assigned(node: ast.stmt) -> Iterator[str]:
    """The names that a statement at the top of a module defines."""
    if isinstance(node, Function | ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.Assign | ast.AnnAssign):
        for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
            yield from (one.id for one in ast.walk(target) if isinstance(one, ast.Name))


def _public_names() -> dict[str, list[str]]:
    """The modules in which each public name is defined."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for path in MODULES:
        for name in {name for node in _tree(path).body for name in _assigned(node)}:
            if not name.startswith("_") and name not in FRAMEWORK:
                found[name].append(_place(path))
    return found


def test_a_public_name_stands_in_at_most_three_modules() -> None:
    common = {name: places for name, places in _public_names().items() if len(places) > 3}
    assert common == {}


def test_nothing_is_called_by_a_name_that_says_nothing() -> None:
    assert [path.name for path in MODULES if path.stem in {"utils", "helpers", "misc"}] == []
    for path in MODULES:
        for node in _nodes(path):
            if isinstance(node, ast.ClassDef):
                assert not node.name.endswith(("Manager", "Helper", "Handler", "Service")), (
                    node.name
                )


# ---------------------------------------------------------------- numbers


def _is_numeric(value: ast.expr | None) -> bool:
    match value:
        case ast.UnaryOp(operand=inner):
            return _is_numeric(inner)
        case ast.Constant(value=int() | float() as number):
            return not isinstance(number, bool)
        case ast.Tuple(elts=parts):
            return bool(parts) and all(map(_is_numeric, parts))
        case ast.BinOp(left=left, right=right):
            return _is_numeric(left) and _is_numeric(right)
        case ast.Call(func=ast.Name(id="timedelta")):
            return True
    return False


def _unexplained(path: Path) -> Iterator[str]:
    """Numbers at the top of a module with neither a docstring nor a comment."""
    lines, body = path.read_text("utf-8").splitlines(), _tree(path).body
    for node, after in zip(body, [*body[1:], None], strict=True):
        if not isinstance(node, ast.Assign | ast.AnnAssign) or not _is_numeric(node.value):
            continue
        is_documented = isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
        is_commented = "#" in lines[node.lineno - 1] or lines[node.lineno - 2].startswith("#")
        if not is_documented and not is_commented:
            yield f"{_place(path)}:{node.lineno} {lines[node.lineno - 1]}"


def test_every_number_has_its_reason() -> None:
    assert [line for path in MODULES for line in _unexplained(path)] == []
