"""What is installed: imports are declared, pins have their hashes, the version stands once."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

import octavo
from octavo.extract.article import unchecked_article
from octavo.types import Page

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PINS = sorted((ROOT / "constraints").glob("*.txt"))
NAME = re.compile(r"[A-Za-z0-9._-]+")
PIN = re.compile(r"^([a-z0-9._-]+)==([^ ]+)", re.M)


def _plain(name: str) -> str:
    """A package's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _named(requirements: list[str]) -> set[str]:
    found = (NAME.match(line) for line in requirements)
    return {_plain(match[0]) for match in found if match}


def _imports() -> Iterator[str]:
    """The first part of each module that Octavo imports, at any place."""
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                yield from (name.name.partition(".")[0] for name in node.names)
            elif isinstance(node, ast.ImportFrom) and not node.level:
                yield (node.module or "").partition(".")[0]


def _pins(name: str) -> dict[str, set[str]]:
    """The versions that a file pins of each package, with the files it stands on."""
    text = (ROOT / "constraints" / name).read_text("utf-8")
    found: dict[str, set[str]] = {}
    for base in re.findall(r"^-r (\S+)$", text, re.M):
        found |= _pins(base)
    for package, version in PIN.findall(text):
        found.setdefault(_plain(package), set()).add(version)
    return found


def test_every_package_that_is_imported_is_declared() -> None:
    project = PROJECT["project"]
    extras = [line for lines in project["optional-dependencies"].values() for line in lines]
    declared = _named(project["dependencies"] + extras)
    owners = packages_distributions()
    foreign = set(_imports()) - set(sys.stdlib_module_names) - {"octavo"}
    assert {"django", "lxml", "numpy"} <= foreign
    stray = {
        name for name in foreign if not {_plain(o) for o in owners.get(name, [name])} & declared
    }
    assert stray == set()


def test_every_dependency_is_pinned() -> None:
    groups = PROJECT["dependency-groups"]
    extras = PROJECT["project"]["optional-dependencies"]
    run = PROJECT["project"]["dependencies"] + groups["build"]
    assert _named(run) - set(_pins("run.txt")) == set()
    assert _named(extras["postgres"]) - set(_pins("postgres.txt")) == set()
    assert _named(extras["listen"]) - set(_pins("listen.txt")) == set()
    assert _named(groups["dev"]) - set(_pins("dev.txt")) == set()
    for name in ("bench", "encoder", "mutants"):
        assert _named(groups[name]) - set(_pins(f"{name}.txt")) == set()


@pytest.mark.parametrize("path", PINS, ids=lambda path: path.name)
def test_every_pin_has_hashes_and_no_file_names_an_index(path: Path) -> None:
    text = path.read_text("utf-8")
    blocks = re.split(r"^(?=[a-z0-9])", text, flags=re.M)[1:]
    assert blocks and all("--hash=sha256:" in block for block in blocks)
    options = {line.split()[0] for line in text.splitlines() if line.startswith("-")}
    assert options <= {"-r"}
    assert "://" not in text


def test_a_package_is_pinned_in_one_file() -> None:
    own = [{_plain(name) for name, _ in PIN.findall(path.read_text("utf-8"))} for path in PINS]
    by_file = dict(zip([path.stem for path in PINS], own, strict=True))
    under = [by_file[name] for name in ("run", "postgres", "listen", "dev")]
    assert sum(map(len, under)) == len(set().union(*under))
    assert all(not set().union(*under) & by_file[n] for n in ("bench", "encoder", "mutants"))


def test_the_version_stands_once() -> None:
    assert "version" not in PROJECT["project"]
    assert PROJECT["tool"]["hatch"]["version"]["path"] == "src/octavo/__init__.py"
    assert re.fullmatch(r"\d+\.\d+\.\d+", octavo.__version__)
    news = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert f"## [{octavo.__version__}] - " in news, "the release has no section"


def test_types_are_there_for_others() -> None:
    assert (Path(octavo.__file__).parent / "py.typed").is_file()


def test_the_page_of_the_wheel_check_needs_the_second_extractor(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from datetime import UTC, datetime

    import trafilatura

    asked = []
    monkeypatch.setattr(trafilatura, "bare_extraction", lambda *_, **__: asked.append(1))
    html = (ROOT / "tests" / "wheel" / "unsure.html").read_text("utf-8")
    unchecked_article(Page("https://paper.example/1", html, datetime.now(UTC)))
    assert asked
