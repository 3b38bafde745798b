"""The container is made as the README says a site is made, of what is there."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = re.sub(r"\\\n\s*", "", (ROOT / "Containerfile").read_text("utf-8"))
STEPS = [line.partition(" ") for line in TEXT.splitlines() if line and line[0] != "#"]
COMPOSE = (ROOT / "compose.yaml").read_text("utf-8")


def _all(word: str) -> list[str]:
    """What stands after each instruction of a name."""
    return [rest.strip() for name, _, rest in STEPS if name == word]


def _installs(text: str) -> list[str]:
    """How pip is asked to install, without what differs from place to place."""
    found = re.findall(r"(?:pip install|\$\(INSTALL\)) ([^&\n]+)", text)
    dull = r"--no-cache-dir|--quiet|--editable|constraints/\w+\.txt|'?\.(\[[\w,]+\])?'?$"
    return [" ".join(re.sub(dull, "", line.strip()).split()) for line in found]


def test_the_steps_are_those_of_make_run() -> None:
    assert "make run" in (ROOT / "README.md").read_text("utf-8")
    run = re.search(
        r"^\$\(VENV\)/\.run:.*?(?=^\S)", (ROOT / "Makefile").read_text("utf-8"), re.M | re.S
    )
    assert run
    steps = _installs(run[0])
    assert steps == ["--no-deps --require-hashes -r", "--no-deps --no-build-isolation"]
    assert _installs("\n".join(_all("RUN"))) == steps
    assert _all("CMD")[-1] == '["octavo", "up"]'


def test_every_path_that_is_copied_is_there_and_let_in() -> None:
    named = [path for line in _all("COPY") if "--from" not in line for path in line.split()[:-1]]
    assert "src" in named and "constraints/run.txt" in named
    assert [path for path in named if not (ROOT / path).exists()] == []
    let_in = (ROOT / ".containerignore").read_text("utf-8")
    tops = {path.partition("/")[0] for path in named}
    assert all(re.search(rf"^!{re.escape(top)}(/|$)", let_in, re.M) for top in tops)
    assert let_in == (ROOT / ".dockerignore").read_text("utf-8")


def test_what_is_installed_from_a_file_is_copied_with_all_it_stands_on() -> None:
    (name,) = re.findall(r"-r (constraints/\w+\.txt)", TEXT)
    copied = " ".join(_all("COPY"))
    while name:
        assert name in copied
        base = re.search(r"^-r (\S+)", (ROOT / name).read_text("utf-8"), re.M)
        name = f"constraints/{base[1]}" if base else ""


def test_every_extra_is_one_of_ours() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = re.findall(r"\.\[([\w,]+)\]", TEXT)
    assert extras
    assert set(",".join(extras).split(",")) <= set(project["optional-dependencies"])


def test_it_runs_as_nobody_in_particular_on_one_volume_and_says_how_it_is() -> None:
    assert _all("USER") == ["10001:10001"]
    assert _all("VOLUME") == ["/data"]
    assert "OCTAVO_DATA=/data" in TEXT
    assert _all("STOPSIGNAL") == ["SIGTERM"]
    (health,) = _all("HEALTHCHECK")
    assert '["python", "-c"' in health and "/healthz" in health
    assert all(image.startswith("docker.io/library/python:") for image in _all("FROM"))


def test_what_the_healthcheck_runs_is_python() -> None:
    code = re.search(r'"-c", "(.*)"\]', _all("HEALTHCHECK")[0])
    assert code
    compile(code[1].replace('\\"', '"'), "healthcheck", "exec")


@pytest.mark.parametrize("word", ["dockerfile: Containerfile", "data:/data", "127.0.0.1:8000:8000"])
def test_compose_uses_it(word: str) -> None:
    assert word in COMPOSE


def test_it_is_given_longer_to_end_than_it_takes() -> None:
    from octavo.commands.serve import DRAIN_SECONDS

    grace = re.search(r"stop_grace_period: (\d+)s", COMPOSE)
    assert grace and int(grace[1]) > DRAIN_SECONDS
