"""octavo gate: from file to file."""

import json
from pathlib import Path

import pytest

from octavo.cli import main


def _run(tmp_path: Path, *rows: object) -> tuple[int, list[dict[str, object]]]:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    code = main(["gate", str(source), str(target)])
    written = target.read_text("utf-8") if target.exists() else ""
    return code, [json.loads(line) for line in written.splitlines()]


def test_rows_go_in_and_verdicts_come_out(tmp_path: Path) -> None:
    passage = "The mill in Vale burned down on Monday."
    code, rows = _run(
        tmp_path,
        {"id": "a", "sentence": passage, "passages": [passage]},
        {"id": 2, "sentence": "The mill burned on Friday.", "passages": [{"text": passage}]},
        {"id": 3, "sentence": "The mill burned down.", "passages": []},
    )
    assert code == 0
    assert [(row["id"], row["supported"]) for row in rows] == [("a", True), (2, False), (3, False)]
    assert [row["reason"] for row in rows][:2] == ["", "time: Friday"]


def test_a_row_without_passages_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(tmp_path, {"id": 9, "sentence": "The mill burned down."})[0] == 1
    assert "row 9: needs a sentence and its passages (bad_row)" in capsys.readouterr().err
