"""octavo ask over an archive: by the ids that it gave its articles."""

import json

import pytest

from lines import LINES
from octavo.cli import main
from octavo.store.models import Article, ImportedId

pytestmark = pytest.mark.django_db
QUESTION = "How many children does the health service expect to reach?"
FOUND = "11,000"


@pytest.fixture
def named(run, tmp_path):
    """The archive with ids: a text, a number, and one article under two."""
    rows = [{"id": f"a-{n}", **line} for n, line in enumerate(LINES)]
    rows[0]["id"] = 17
    rows.append({**rows[2], "id": "again"})
    path = tmp_path / "named.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    return run("import", "jsonl", str(path))


def _asked(run, tmp_path, *rows):
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    assert run("ask", "--file", str(source), str(target)) == [{"rows": len(rows)}]
    return [json.loads(line) for line in target.read_text("utf-8").splitlines()]


def test_each_question_of_a_file_is_answered_with_the_archives_own_ids(run, named, tmp_path):
    told, of_another, twice, nowhere, untold, empty = _asked(
        run,
        tmp_path,
        {"id": "q1", "question": QUESTION},
        {"id": "q2", "question": QUESTION, "article_id": 17},
        {"id": 3, "question": QUESTION, "article_id": "again"},
        {"id": 4, "question": QUESTION, "article_id": "no such"},
        {"id": 5, "question": "Who won the chess championship of Lisbon?"},
        {"id": 6},
    )
    assert [told["id"], twice["id"], told["abstained"]] == ["q1", 3, False]
    assert told["passages"][0].keys() == {"text", "article_id", "url"}
    assert FOUND in told["passages"][0]["text"]
    assert told["passages"][0]["article_id"] == twice["passages"][0]["article_id"] == "a-2"
    for none in (of_another, nowhere, untold, empty):
        assert none["abstained"]
        assert none["passages"] == []


def test_one_article_is_asked_by_its_id_or_its_number(run, named, fails):
    (told,) = run("ask", QUESTION, "--article", "a-2")
    assert FOUND in told["passages"][0]["text"]
    number = ImportedId.objects.get(value="again").article_id
    assert run("ask", QUESTION, "--article", str(number)) == [told]
    (silent,) = run("ask", QUESTION, "--article", "17")
    assert silent == {"passages": [], "abstained": True}
    assert "no article is called" in fails("ask", QUESTION, "--article", "nobody")


def test_ids_stay_those_of_json_and_are_kept_when_an_archive_comes_again(run, named, tmp_path):
    first = Article.objects.get(imported_ids__value="17")
    (row,) = _asked(run, tmp_path, {"id": 1, "question": first.headline, "article_id": 17})
    assert {one["article_id"] for one in row["passages"]} <= {17}
    before = ImportedId.objects.count()
    run("import", "jsonl", str(tmp_path / "named.jsonl"))
    assert ImportedId.objects.count() == before == len(LINES) + 1


def test_what_cannot_be_asked_is_said(fails, tmp_path):
    bad = tmp_path / "bad.jsonl"
    bad.write_text("[1]", "utf-8")
    assert "is not a JSON object" in fails("ask", "--file", str(bad), str(tmp_path / "out"))
    assert "ask something" in fails("ask")
    assert main(["ask", "--file", str(tmp_path / "none"), str(tmp_path / "out")]) == 1
