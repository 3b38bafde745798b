"""Mutates what has changed, and lists the mutants that no test notices.

    python tests/mutants.py [SINCE]          (make mutants, make mutants SINCE=rev)

A mutant is the code with one thing altered: a number, a comparison, a call left out. SINCE is a
revision, by default where this branch left origin, else the one before the last; every module of
src/octavo changed since is mutated, uncommitted changes too. Each is run against the tests of its
room, the unit, scale and integration tests of the same name, in a copy of the checkout under
.venv. Ends with 0: survivors are for looking at, not for a gate.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COPY = ROOT / ".venv" / "mutants"
PACKAGE = "src/octavo/"
ARGUMENTS = ["-p", "no:randomly", "-p", "no:cacheprovider", "-x", "-m", "not browser and not farm"]


def main() -> None:
    """Print the survivors with what was altered."""
    since = sys.argv[1] if len(sys.argv) > 1 else parting()
    modules = changed(since)
    if not modules:
        print(f"No module of {PACKAGE} has changed since {since}.")
        return
    tests = sorted({test for module in modules for test in tests_of(module)})
    print("Mutating", *modules, "against", *tests, sep="\n  ")
    copied(settings(modules, tests))
    mutmut("run", "--max-children", str(os.cpu_count() or 1))
    lines = mutmut("results", is_quiet=True).split("\n")
    alive = [line.strip().partition(":")[0] for line in lines if line.strip().endswith("survived")]
    for name in alive:
        print(mutmut("show", name, is_quiet=True))
    print(f"{len(alive)} mutants survived.")


def parting() -> str:
    """The revision at which this branch left origin; the one before the last where there is none,
    or nothing has been committed since."""
    found = git("merge-base", "origin/HEAD", "HEAD", may_fail=True).strip()
    return found if found and found != git("rev-parse", "HEAD").strip() else "HEAD~1"


def git(*words: str, may_fail: bool = False) -> str:
    """What git prints; nothing where it may fail and does."""
    errors = subprocess.DEVNULL if may_fail else None
    done = subprocess.run(
        ["git", *words], cwd=ROOT, stdout=subprocess.PIPE, stderr=errors, text=True,
        check=not may_fail,
    )  # fmt: skip
    return done.stdout


def changed(since: str) -> list[str]:
    """The modules that have changed since a revision and are still there."""
    return [
        name
        for name in git("diff", "--name-only", "--diff-filter=d", since, "--", PACKAGE).split()
        if name.endswith(".py") and "/migrations/" not in name and not name.endswith("__init__.py")
    ]


def tests_of(module: str) -> list[str]:
    """The folders of tests of a module's room; all unit tests for one that is in no room."""
    room, _, rest = module.removeprefix(PACKAGE).partition("/")
    folders = [f"tests/{kind}/{room}" for kind in ("unit", "scale", "integration")] if rest else []
    return [folder for folder in folders if (ROOT / folder).is_dir()] or ["tests/unit"]


def settings(modules: list[str], tests: list[str]) -> str:
    """The section of pyproject.toml for these modules and tests."""
    values = {
        "source_paths": ["src"],
        "only_mutate": modules,
        "also_copy": [
            "tests",
            "bench",
            "docs",
            "constraints",
            "README.md",
            "CHANGELOG.md",
            "NOTICE",
        ],
        "pytest_add_cli_args": ARGUMENTS,
        "pytest_add_cli_args_test_selection": tests,
    }
    lines = (f"{name} = {json.dumps(value)}" for name, value in values.items())
    return "\n[tool.mutmut]\n" + "\n".join(lines) + "\n"


def copied(section: str) -> None:
    """A copy of the checkout as it is, with this section in its pyproject.toml."""
    shutil.rmtree(COPY, ignore_errors=True)
    for name in git("ls-files", "--cached", "--others", "--exclude-standard").splitlines():
        if (ROOT / name).is_file():
            (COPY / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, COPY / name)
    with (COPY / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write(section)


def mutmut(*words: str, is_quiet: bool = False) -> str:
    """Runs mutmut in the copy; what it printed, where that was asked for."""
    command = [sys.executable, "-m", "mutmut", *words]
    out = subprocess.PIPE if is_quiet else None
    return subprocess.run(command, cwd=COPY, stdout=out, text=True, check=True).stdout or ""


if __name__ == "__main__":
    main()
