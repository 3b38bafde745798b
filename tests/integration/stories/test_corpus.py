"""Anyone's corpus, from file to file, by the commands that people type."""

import json
import re
from pathlib import Path

import pytest

from octavo.cli import main
from octavo.errors import UsageError
from octavo.stories import corpus
from unit.stories.window.test_window import DAM, STRIKE, STRIKE_TOO

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
    first, alone, joined, copy = (row["reason"] for row in rows)
    assert {"quotas", "cod", "fishermen's"} <= {*joined["words"]}, "as the text spells them"
    assert joined["numbers"] == first["numbers"] == ["4200"]
    assert (alone, copy) == ({}, {"copy_of": "a"})
    assert joined["odds"] > 0


def test_an_explanation_says_what_a_copy_was_made_from(tmp_path: Path) -> None:
    own = "Our reporter saw nine idle boats at the quay that morning."
    more = ROWS[0] | {"id": "e", "time": "2026-03-02T12:00:00Z", "text": f"{STRIKE} {own}"}
    a, b, c, d, e = _run(tmp_path, "cluster", [*ROWS, more], "--explain")
    assert (e["lineage"]["parent"], e["lineage"]["added"]) == ("a", [own])
    assert (d["lineage"]["reworded"], d["lineage"]["left_out"]) == (1, [])
    assert a["lineage"]["parent"] is None
    assert "lineage" not in b
    assert "lineage" not in c


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


MIRANDA = [
    {
        "id": number,
        "date": f"2014-12-{day}",
        "lang": "eng",
        "title": title,
        "text": text,
        "cluster": cluster,
    }
    for number, day, title, text, cluster in (
        (7, "17 18:23:00", "Cod strike", STRIKE, 1),
        (8, "17 20:00:00", "Boats idle in cod strike", STRIKE_TOO, 1),
        (9, "18 09:00:00", "Cracked dam drained", DAM, 2),
    )
]


@pytest.fixture
def published(tmp_path: Path) -> Path:
    path = tmp_path / "dataset.json"
    path.write_text("\n" + json.dumps(MIRANDA), "utf-8")
    return path


def test_the_published_layout_is_read_as_it_comes(published: Path, tmp_path: Path) -> None:
    assert main(["cluster", str(published), str(tmp_path / "out.jsonl")]) == 0
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    assert [row["id"] for row in rows] == [7, 8, 9]
    assert rows[0]["cluster"] == rows[1]["cluster"] != rows[2]["cluster"]


def test_its_dates_and_languages_count(published: Path) -> None:
    (first, *_) = corpus.read(published)
    made = corpus.row_article(first)
    assert (made.language, made.published.isoformat()) == ("en", "2014-12-17T18:23:00+00:00")


@pytest.mark.parametrize("text", ['[{"id": 1}, 2]', "[1", '[{"title": "no id"}]'])
def test_an_array_that_is_none_ends_in_a_clear_message(text: str, tmp_path: Path) -> None:
    path = tmp_path / "in.json"
    path.write_text(text, "utf-8")
    with pytest.raises(UsageError, match=re.escape(str(path))):
        list(corpus.read(path, "id"))


def test_the_benchmark_scores_such_a_file(
    published: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from bench.clustering import miranda

    monkeypatch.setattr("sys.argv", ["miranda.py", str(published)])
    assert miranda.main() == 0
    assert "en       |        3 | 1.000 1.000 1.000 | 1.000 1.000 1.000" in capsys.readouterr().out


def test_pair_and_bcubed_scores_are_those_of_the_formulas(monkeypatch: pytest.MonkeyPatch) -> None:
    from bench.clustering import miranda

    gold = {"a": 1, "b": 1, "c": 1, "d": 2}
    found = {"a": 1, "b": 1, "c": 2, "d": 2}
    assert miranda.pair_score(gold, found) == pytest.approx((1 / 2, 1 / 3, 0.4))
    assert miranda.bcubed(gold, found)[:2] == pytest.approx((3 / 4, 2 / 3))


@pytest.mark.parametrize(("work", "key"), [("related", "id"), ("similarity", "pair_id")])
def test_a_row_without_its_key_is_named(tmp_path, work, key, capsys):
    rows = tmp_path / "in.jsonl"
    lines = [{key: n, "text": "A ferry.", "text1": "A ferry.", "text2": "A boat."} for n in (1, 2)]
    rows.write_text("".join(json.dumps(one) + "\n" for one in [*lines, {"text": "Lost."}]))
    assert main([work, str(rows), str(tmp_path / "out.jsonl")]) == 1
    assert f"line 3 has no '{key}'" in capsys.readouterr().err
