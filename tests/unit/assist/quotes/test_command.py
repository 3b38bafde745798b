"""octavo quotes: from file to file, or one text to the screen."""

import json
from pathlib import Path

import pytest

from octavo.cli import main

TEXT = "“We sail at six,” Edda Falk said. “If the wind holds.”"
QUOTE = {"speaker": "Edda Falk", "quote": "We sail at six, If the wind holds.", "sentence": TEXT}


def test_rows_go_in_and_quotations_come_out(tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    rows = [{"id": "a", "text": TEXT, "published": "2026-03-02T08:00:00Z"}, {"id": 7, "text": None}]
    source.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    assert main(["quotes", str(source), str(target)]) == 0
    written = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    assert written == [{"id": "a", "quotes": [QUOTE]}, {"id": 7, "quotes": []}]


def test_a_plain_text_is_read_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "text.txt"
    source.write_text(TEXT, "utf-8")
    assert main(["quotes", str(source), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"quotes": [QUOTE]}
