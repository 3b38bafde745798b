"""Commands run as a person or a program runs them, and an archive to run them on."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lines import LINES
from octavo.cli import main
from octavo.store import site_settings

Run = Callable[..., list[Any]]


@pytest.fixture(autouse=True)
def settled(db):
    site_settings.forget()


@pytest.fixture
def run(capsys) -> Run:
    """Run a command that must work; returns the JSON lines it prints."""

    def command(*arguments: str) -> list[Any]:
        capsys.readouterr()
        code = main([*arguments, "--json"])
        told = capsys.readouterr()
        assert code == 0, told.err
        return [json.loads(line) for line in told.out.splitlines() if line]

    return command


@pytest.fixture
def fails(capsys) -> Callable[..., str]:
    """Run a command that must fail; returns what it says to a person."""

    def command(*arguments: str) -> str:
        capsys.readouterr()
        assert main(list(arguments)) == 1
        told = capsys.readouterr().err
        assert "Traceback" not in told
        return told

    return command


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "archive.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in LINES), "utf-8")
    return path


@pytest.fixture
def stored(run: Run, archive: Path) -> None:
    run("import", "jsonl", str(archive))
