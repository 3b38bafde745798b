"""Anyone's corpus, from file to file, by the commands that people type."""

import json
import re
from pathlib import Path

import pytest

from octavo.cli import main
from unit.stories.test_window import DAM, STRIKE, STRIKE_TOO

ROWS = [
    {"id": "a", "time": "2026-03-02T08:00:00Z", "lang": "en", "title": "Strike", "text": STRIKE},
    {"id": "b", "time": None, "lang": "en", "title": "Cracked dam drained", "text": DAM},
    {"id": "c", "time": "2026-03-02T10:00:00Z", "lang": "en", "title": "Boats idle in cod strike",
     "text": STRIKE_TOO},
    {"id": "d", "time": "2026-03-02T11:00:00Z", "lang": "en", "title": "Cod strike",
     "text": "OSLO (Wire) - " + STRIKE},
]  # fmt: skip
ODD = [
    {"id": 1, "time": "yesterday", "lang": "en", "title": "", "text": ""},
    {
        "id": 2,
        "time": "0001-01-01T00:00:00+23:00",
        "lang": "xx",
        "title": "x",
        "text": "word " * 9000,
    },
    {"id": 3, "time": 7, "lang": None, "title": None, "text": None},
    {"id": 4, "time": "2999-01-01", "lang": "ar", "title": "خبر mixed 新闻", "text": "ا" * 5000},
    *(
        {"id": f"same{i}", "time": None, "lang": "en", "title": "Dam", "text": DAM}
        for i in range(200)
    ),
]


def _run(tmp_path: Path, command: str, rows: list[dict], *more: str) -> list[dict]:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    assert main([command, str(source), str(target), *more]) == 0
    return [json.loads(line) for line in target.read_text("utf-8").splitlines()]


def test_cluster(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    a, b, c, d = _run(tmp_path, "cluster", ROWS)
    assert "4 rows" in capsys.readouterr().out
    assert a["cluster"] == c["cluster"] == d["cluster"] != b["cluster"]
    assert (a["duplicate_of"], d["duplicate_of"]) == (None, "a")
    assert a["storyline"] == a["cluster"]
    assert set(a) == {"id", "cluster", "storyline", "duplicate_of"}


def test_a_story_that_follows_another_is_of_its_storyline(tmp_path: Path) -> None:
    later = ROWS[2] | {"id": "e", "time": "2026-04-20T08:00:00Z"}
    rows = {row["id"]: row for row in _run(tmp_path, "cluster", [*ROWS, later])}
    assert rows["e"]["cluster"] != rows["a"]["cluster"]
    assert rows["e"]["storyline"] == rows["a"]["storyline"] != rows["b"]["storyline"]


def test_related(tmp_path: Path) -> None:
    rows = {row["id"]: row for row in _run(tmp_path, "related", ROWS, "--explain")}
    assert set(rows["a"]["related"][:2]) == {"c", "d"}
    assert rows["a"]["scores"] == sorted(rows["a"]["scores"], reverse=True)


def test_similarity(tmp_path: Path) -> None:
    pairs = [
        {"pair_id": n, "lang1": "en", "lang2": "en", "text1": STRIKE, "text2": other}
        for n, other in enumerate((STRIKE, STRIKE_TOO, DAM, ""))
    ]
    same, event, strangers, nothing = (
        row["score"] for row in _run(tmp_path, "similarity", pairs, "--explain")
    )
    assert 1 >= same > event > strangers >= nothing >= 0


def test_an_explanation_names_its_parts(tmp_path: Path) -> None:
    rows = _run(tmp_path, "cluster", ROWS, "--explain")
    assert {"parts", "shared", "gap_hours"} <= set(rows[2]["reason"])


@pytest.mark.parametrize("command", ["cluster", "related"])
def test_odd_rows_have_an_outcome_each(tmp_path: Path, command: str) -> None:
    rows = _run(tmp_path, command, ODD)
    assert [row["id"] for row in rows] == [row["id"] for row in ODD]


def test_a_line_that_is_no_json_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text('{"id": 1}\n{oops', "utf-8")
    assert main(["cluster", str(source), str(tmp_path / "out.jsonl")]) == 1
    assert re.search(r"line 2 is not JSON", capsys.readouterr().err)
