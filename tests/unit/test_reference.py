"""The reference pages are held to the code: nothing undocumented, nothing made up."""

import re
from pathlib import Path

from octavo import settings
from octavo.cli import COMMANDS

DOCS = Path(__file__).parents[2] / "docs" / "reference"
ROW = re.compile(r"^\| `([A-Z_]+)` \| (?:`([^`]*)`)? ?\|", re.M)
MADE_HERE = {
    "OCTAVO_DATA",
    "OCTAVO_DEMO",
    "OCTAVO_STARTER_PACK",
    "OCTAVO_LOG_LEVEL",
    "OCTAVO_WORKERS",
}
"""Settings whose default depends on the machine, or that the tests themselves set."""


def test_every_setting_is_in_the_reference_with_its_default():
    told = dict(ROW.findall((DOCS / "settings.md").read_text("utf-8")))
    assert set(told) == set(settings.KNOWN)
    for name in set(told) - MADE_HERE:
        assert told[name] == settings.KNOWN[name], name


def test_every_command_is_in_the_reference():
    text = (DOCS / "cli.md").read_text("utf-8")
    assert set(re.findall(r"^## `octavo ([a-z-]+)", text, re.M)) == set(COMMANDS)
