"""The reference pages are held to the code: nothing undocumented, nothing made up."""

import argparse
import os
import re
import runpy
from pathlib import Path

import pytest

import octavo
from octavo import cli

DOCS = Path(__file__).parents[2] / "docs" / "reference"
ROW = re.compile(r"^\| `([A-Z_]+)` \| (?:`([^`]*)`)? ?\|", re.M)
SECTION = re.compile(r"^## `octavo ([a-z-]+)[^`]*`\n(.*?)(?=^## |\Z)", re.M | re.S)
SAID_ONCE = {"--help", "--json"}
"""Options that every command has, told at the top of the page."""
OF_THE_MACHINE = {"OCTAVO_WORKERS"}
"""Settings whose default is reckoned from the machine and told in words."""


@pytest.fixture
def known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Every variable that the settings read, with its default, as on a machine that sets none."""
    for name in list(os.environ):
        if name.startswith("OCTAVO_") or name in {"DATABASE_URL", "PORT", "TZ"}:
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    path = Path(octavo.__file__).with_name("settings.py")
    bare: dict[str, str] = runpy.run_path(str(path))["KNOWN"]
    monkeypatch.setenv("OCTAVO_BASE_URL", "https://news.example.org")
    secure: dict[str, str] = runpy.run_path(str(path))["KNOWN"]
    return secure | bare


def _commands() -> dict[str, argparse.ArgumentParser]:
    """The parser of each command."""
    parser = cli._parser()
    found = next(a for a in parser._actions if isinstance(a, argparse._SubParsersAction))
    return dict(found.choices)


@pytest.fixture(scope="module")
def told() -> dict[str, str]:
    """What the reference says of each command."""
    return dict(SECTION.findall((DOCS / "cli.md").read_text("utf-8")))


def test_every_setting_is_in_the_reference_with_its_default(known: dict[str, str]) -> None:
    rows = ROW.findall((DOCS / "settings.md").read_text("utf-8"))
    names = [name for name, _ in rows]
    assert len(names) == len(set(names)), "a setting is told twice"
    assert set(names) == set(known)
    wrong = {n: d for n, d in rows if n not in OF_THE_MACHINE and d != known[n]}
    assert not wrong


def test_every_command_is_in_the_reference(told: dict[str, str]) -> None:
    assert set(told) == set(cli.COMMANDS) == set(_commands())


@pytest.mark.parametrize("name", sorted(cli.COMMANDS))
def test_a_command_is_told_with_its_options_and_no_others(name: str, told: dict[str, str]) -> None:
    actions = [one for one in _commands()[name]._actions if one.help != argparse.SUPPRESS]
    options = {o for a in actions for o in a.option_strings if o[:2] == "--"}
    said = set(re.findall(r"(?<![\w-])--[a-z-]+", told[name]))
    assert said - SAID_ONCE == options - SAID_ONCE


@pytest.mark.parametrize("name", sorted(cli.COMMANDS))
def test_every_choice_of_a_command_is_told(name: str, told: dict[str, str]) -> None:
    choices = {str(c) for a in _commands()[name]._actions for c in a.choices or ()}
    assert all(f"`{choice}`" in told[name] for choice in choices)
