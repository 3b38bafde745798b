"""octavo timeline over files: from file to file, or one text to the screen."""

import json
from pathlib import Path

from octavo.cli import main

TEXT = "The bridge closed on Tuesday."
EVENT = {"date": "2026-11-24", "precision": "day", "sentence": TEXT}


def test_rows_go_in_and_dated_events_come_out(tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    rows = [
        {"id": "a", "text": TEXT, "published": "2026-11-26T23:30:00-05:00"},
        {"id": 7, "text": None},
        {"id": 8, "text": "أغلق الجسر أمس.", "published": "2026-11-26"},
    ]
    source.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    assert main(["timeline", str(source), str(target)]) == 0
    written = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    assert written[:2] == [{"id": "a", "events": [EVENT]}, {"id": 7, "events": []}]
    assert written[2]["events"][0]["date"] == "2026-11-25"


def test_one_text_is_printed_with_the_day_it_was_published(tmp_path: Path, capsys) -> None:
    source = tmp_path / "text.txt"
    source.write_text(TEXT, "utf-8")
    assert main(["timeline", str(source), "--published", "2026-11-26", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"events": [EVENT]}


def test_what_is_no_date_ends_in_a_message(tmp_path: Path, capsys) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text(json.dumps({"id": 1, "text": TEXT, "published": "soon"}), "utf-8")
    assert main(["timeline", str(source), str(tmp_path / "out.jsonl")]) == 1
    assert "'soon' is no date (bad_row)" in capsys.readouterr().err
