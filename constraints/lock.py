"""Pins every package that is installed, with the hashes of all its files, parted by what for.

    python constraints/lock.py [--upgrade]          (make lock)

    run.txt ◄─ postgres.txt ◄─ listen.txt ◄─ dev.txt ◄─┬─ bench.txt
                                                       ├─ encoder.txt
                                                       └─ mutants.txt

Each file begins with the one it stands on and holds what that lacks, so that a package is pinned
once. Pins stay as they are where pyproject.toml allows them, unless `--upgrade` is said. The pins
hold for every Python and system that Octavo runs on.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
LAYERS = {
    "run": ("", ["--group", "build"]),
    "postgres": ("run", ["--extra", "postgres"]),
    "listen": ("postgres", ["--extra", "listen"]),
    "dev": ("listen", ["--group", "dev"]),
    "bench": ("dev", ["--group", "bench"]),
    "encoder": ("dev", ["--group", "encoder"]),
    "mutants": ("dev", ["--group", "mutants"]),
}
"""Each file, what it stands on, and what is asked for beyond that."""
OPTIONS = ("--generate-hashes", "--universal", "--python-version", "3.11", "--fork-strategy",
           "fewest", "--no-emit-index-url", "--no-emit-find-links", "--no-header", "--no-annotate",
           "--quiet")  # fmt: skip
PIN = re.compile(r"^[a-z0-9][^\n]*(?:\n    --hash[^\n]*)*\n", re.M)
HEAD = "# Made by `make lock`: what pyproject.toml asks for, with the hashes of all files.\n"


def main() -> None:
    """Write every file anew."""
    is_upgrade = "--upgrade" in sys.argv
    pins: dict[str, list[str]] = {}
    for name, (base, _) in LAYERS.items():
        before = HERE / f"{name}.txt"
        text = before.read_text("utf-8") if before.exists() and not is_upgrade else ""
        under = [pin for one in stack(base) for pin in pins[one]]
        whole = compiled(wanted(name), [*under, *PIN.findall(text)], under)
        pins[name] = [pin for pin in whole if pin not in under]
        head = HEAD + (f"-r {base}.txt\n" if base else "")
        before.write_text(head + "".join(pins[name]), "utf-8")
        print(f"{before.relative_to(ROOT)}: {len(pins[name])} packages")


def stack(name: str) -> list[str]:
    """A file and all that it stands on, the lowest last."""
    return [name, *stack(LAYERS[name][0])] if name else []


def wanted(name: str) -> list[str]:
    """What is asked for by a file and all that it stands on."""
    return [option for one in stack(name) for option in LAYERS[one][1]]


def bare(pin: str) -> str:
    """A pin without its hashes."""
    return pin.splitlines()[0].removesuffix(" \\") + "\n"


def compiled(options: list[str], preferred: list[str], fixed: list[str]) -> list[str]:
    """The pins for these groups and extras: as preferred where possible, as fixed always."""
    with tempfile.TemporaryDirectory() as folder:
        target, bound = Path(folder) / "pins.txt", Path(folder) / "bound.txt"
        target.write_text("".join(preferred), "utf-8")
        bound.write_text("".join(bare(pin) for pin in fixed), "utf-8")
        command = [sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml"]
        files = ["--constraint", str(bound), "--output-file", str(target)]
        subprocess.run([*command, *options, *OPTIONS, *files], check=True, cwd=ROOT)
        return PIN.findall(target.read_text("utf-8"))


if __name__ == "__main__":
    main()
