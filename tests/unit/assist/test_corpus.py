"""octavo summarise: the stories of a file, in their own sentences."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from octavo.assist.corpus import summaries
from octavo.cli import main

FIRE = "A fire destroyed the covered market of Arden on Monday, the fire brigade said."
TRADERS = "Thirty traders of the covered market lost their stalls in the fire, the council said."
SCHOOL = "The school of Holm opened its new library on Friday with a reading."
ROWS: list[dict[str, Any]] = [
    {"id": "a", "story": 1, "title": "Stalls gone: who will pay?", "source": "Arden Post",
     "text": f"Nobody slept much. {TRADERS}", "time": "2026-03-02T11:00:00Z"},
    {"id": "s", "story": 2, "title": "School of Holm opens library", "text": SCHOOL},
    {"id": "b", "story": 1, "title": "Fire destroys covered market of Arden", "source": "Wire",
     "text": f"{FIRE} It began before dawn.", "time": "2026-03-02T08:00:00Z"},
]  # fmt: skip


def test_a_story_has_a_plain_headline_and_cited_sentences() -> None:
    first, second = summaries(ROWS, 3)
    assert first["story"] == 1
    assert first["headline"] == "Fire destroys covered market of Arden"
    assert first["summary"][0]["id"] == "b"
    assert first["summary"][0]["text"].startswith(FIRE)
    assert {"text": TRADERS, "id": "a"} in first["summary"]
    assert second["summary"] == [{"text": SCHOOL, "id": "s"}]


def test_words_bound_a_summary_after_what_happened() -> None:
    (story,) = summaries([row for row in ROWS if row["story"] == 1], 3, 14)
    assert [one["id"] for one in story["summary"]] == ["b"]
    (longer,) = summaries([row for row in ROWS if row["story"] == 1], 3, 40)
    assert {one["id"] for one in longer["summary"]} == {"a", "b"}


def test_rows_without_a_story_stand_alone_and_copies_count_once() -> None:
    text = " ".join(f"Report number {n} names {n * 7} wagons of the Norvik line." for n in range(9))
    rows = [{"id": n, "story": "x", "title": f"Line {n}", "text": text} for n in range(3)]
    (copied,) = summaries(rows, 5)
    assert {one["id"] for one in copied["summary"]} == {0}
    assert len(list(summaries([{"text": FIRE}, {"text": SCHOOL}], 3))) == 2


def test_from_file_to_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("\n".join(map(json.dumps, ROWS)), "utf-8")
    assert main(["summarise", str(source), str(target), "--sentences", "1"]) == 0
    written = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    assert [len(row["summary"]) for row in written] == [1, 1]
    capsys.readouterr()
    (tmp_path / "plain.txt").write_text(f"{FIRE} {SCHOOL}", "utf-8")
    assert main(["summarise", str(tmp_path / "plain.txt"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"summary": [FIRE, SCHOOL]}


ANY = st.none() | st.text(max_size=60) | st.integers(0, 3) | st.just(f"{FIRE} {TRADERS}")
ROW = st.fixed_dictionaries({}, optional=dict.fromkeys(
    ("id", "story", "title", "text", "source", "time", "lang"), ANY))  # fmt: skip


@settings(max_examples=30, deadline=None)
@given(st.lists(ROW, max_size=4), st.integers(0, 30))
def test_whatever_a_file_holds_each_sentence_is_its_rows_own(
    rows: list[dict[str, Any]], words: int
) -> None:
    texts = "\n".join(str(row.get("text") or "") for row in rows)
    for story in summaries(rows, 3, words):
        assert all(one["text"] in texts for one in story["summary"])
