"""octavo figures: from file to file, or one text to the screen."""

import json
from pathlib import Path

import pytest

from octavo.cli import main

TEXT = "About 1,200 homes lost power, Ada Moor said."
FIGURE = {
    "value": 1200,
    "approx": "about",
    "unit": "",
    "counts": "homes",
    "claimant": "Ada Moor",
    "sentence": TEXT,
}


def test_rows_go_in_and_figures_come_out(tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    rows = [{"id": "a", "text": TEXT, "published": "2026-03-02T08:00:00Z"}, {"id": 7, "text": None}]
    source.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    assert main(["figures", str(source), str(target)]) == 0
    written = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    assert written == [{"id": "a", "figures": [FIGURE]}, {"id": 7, "figures": []}]


def test_half_a_letter_in_a_text_stops_nothing(tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text('{"id": 1, "text": "The \\ud800 army said 12 men died."}', "utf-8")
    assert main(["figures", str(source), str(target)]) == 0
    (row,) = map(json.loads, target.read_text("utf-8").splitlines())
    assert [one["value"] for one in row["figures"]] == [12]


def test_a_plain_text_is_read_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "text.txt"
    source.write_text(TEXT, "utf-8")
    assert main(["figures", str(source), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"figures": [FIGURE]}


def test_rows_are_printed_where_no_file_to_write_is_given(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    row = json.dumps({"id": "a", "title": "No figure: 47", "text": TEXT})
    for name, text in (("in.jsonl", row), ("in.txt", f"\ufeff\n{row}\n")):
        source = tmp_path / name
        source.write_text(text, "utf-8")
        assert main(["figures", str(source)]) == 0
        assert json.loads(capsys.readouterr().out) == {"id": "a", "figures": [FIGURE]}
    for command, found in (("quotes", "quotes"), ("timeline", "events"), ("summarise", "summary")):
        assert main([command, str(source)]) == 0
        assert found in json.loads(capsys.readouterr().out)


def test_a_number_is_printed_in_full(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "text.txt"
    source.write_text("\ufeffIt cost $2.5 million, the port says.", "utf-8")
    assert main(["figures", str(source)]) == 0
    assert "2,500,000 USD" in capsys.readouterr().out


def test_a_line_that_is_no_json_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text("{}\nno\n", "utf-8")
    assert main(["figures", str(source), str(tmp_path / "out.jsonl")]) == 1
    assert "line 2" in capsys.readouterr().err
