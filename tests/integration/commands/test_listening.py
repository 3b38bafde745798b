"""octavo listen: recordings from the command line, or what would be said."""

import json
from datetime import UTC, datetime

import pytest

from lines import LINES
from octavo.actions import maintenance
from octavo.assist.listening import programs
from octavo.store.models import Article, Edition

pytestmark = pytest.mark.django_db
TITLE = LINES[2]["title"]


@pytest.fixture
def archive(run, tmp_path):
    """The archive, with ids, and its edition."""
    path = tmp_path / "named.jsonl"
    rows = [{"id": f"a-{n}", **line} for n, line in enumerate(LINES)]
    path.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    run("import", "jsonl", str(path))
    maintenance.after_walk(datetime.now(UTC))


def test_what_would_be_said_is_printed_a_sentence_a_line(run, archive):
    lines = run("listen", "a-2")
    assert lines[0] == {"chapter": TITLE, "text": TITLE, "said": TITLE}
    number = Article.objects.get(headline=TITLE).pk
    assert run("listen", "article", str(number)) == run("listen", str(number)) == lines
    story = Article.objects.get(headline=TITLE).story_id
    assert run("listen", "story", str(story))[0]["text"]
    assert run("listen", f"story/{story}") == run("listen", "story", str(story))


@pytest.mark.usefixtures("voice")
def test_an_edition_is_a_file_with_chapters(run, archive, tmp_path):
    target = tmp_path / "day.wav"
    (row,) = run("listen", "eight", "--out", str(target))
    edition = Edition.objects.get(language="en")
    assert row["bytes"] == target.stat().st_size
    assert row["type"] == "audio/wav"
    titles = [mark["title"] for mark in row["chapters"]]
    assert titles == ["Eight today", *(story["headline"] for story in edition.stories)]
    assert row["chapters"][-1]["start"] < row["seconds"]
    beside = json.loads((tmp_path / "day.chapters.json").read_text("utf-8"))
    assert [mark["startTime"] for mark in beside["chapters"]] == [
        mark["start"] for mark in row["chapters"]
    ]
    (again,) = run("listen", "eight", str(edition.day), "--out", str(target))
    assert again == row


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (["no-such"], "no_article"), (["story", "999"], "no_story"), (["story", "x"], "no_story"),
        (["eight", "2026-13-01"], "bad_date"), (["eight", "2020-01-01"], "unsupported"),
        (["eight", "--lang", "fr"], "unsupported"), (["a-2", "--out", "day.ogg"], "bad_name"),
        (["a-2", "--out", "/no/such/folder/day.mp3"], "file"), (["story"], "no_story"),
    ],
)  # fmt: skip
def test_what_cannot_be_says_why(fails, archive, given, code):
    assert f"({code})" in fails("listen", *given)


def test_without_the_program_it_says_what_to_install(fails, archive, tmp_path, monkeypatch):
    monkeypatch.setattr(programs.shutil, "which", lambda name: None)
    told = fails("listen", "a-2", "--out", str(tmp_path / "a.mp3"))
    assert "apt-get install espeak-ng (no_espeak)" in told
    assert not (tmp_path / "a.mp3").exists()
