"""What editors corrected, as training data and as a benchmark of the owner's own."""

import json
from pathlib import Path

import pytest

from desk import Desk
from octavo.actions.stories import corrections, evaluation
from octavo.actions.stories.corrections import Editor
from octavo.cli import main
from octavo.store import site_settings
from octavo.store.models import Article

pytestmark = pytest.mark.django_db(transaction=True)

Strike = list[Article]


def test_without_corrections_there_is_nothing_to_measure(desk: Desk, capsys):
    assert evaluation.measured() == evaluation.Result()
    assert list(evaluation.pairs()) == []
    assert main(["bench"]) == 0
    assert "No corrections yet" in capsys.readouterr().out


def test_every_pair_is_told_with_who_when_and_why(editor: Editor, strike: Strike):
    corrections.split(editor, strike[0].story_id, [strike[2].pk])
    rows = list(evaluation.pairs())
    found = {(row["one"]["id"], row["other"]["id"], row["together"]) for row in rows}
    assert found == {(strike[2].pk, strike[0].pk, False), (strike[2].pk, strike[1].pk, False)}
    assert {(row["deed"], row["by"], row["why"]) for row in rows} == {
        ("split", "ada", "two events")
    }
    assert rows[0]["one"]["url"] == strike[2].url


def test_what_was_taken_back_is_no_gold(editor: Editor, strike: Strike):
    correction = corrections.split(editor, strike[0].story_id, [strike[2].pk])
    corrections.undo(editor, correction.pk)
    assert list(evaluation.pairs()) == []
    assert evaluation.measured().pairs == 0


def test_the_clusterer_is_measured_without_the_help_of_the_corrections(
    editor: Editor,
    desk: Desk,
    strike: Strike,
):
    """It holds the three for one story, whatever the editor says: both pairs of the split are
    wrong. A move into a story of its own liking would have been right."""
    corrections.split(editor, strike[0].story_id, [strike[2].pk])
    assert evaluation.measured() == evaluation.Result(together=0, joined=0, apart=2, parted=0)


def test_what_it_would_have_got_right_counts(editor: Editor, desk: Desk, strike: Strike):
    """Joined by an editor after being parted by one: the machine alone would have done so."""
    parted = corrections.split(editor, strike[0].story_id, [strike[2].pk])
    corrections.undo(editor, parted.pk)
    boats = desk.take("Measles drive by postal boat", ("Nurses vaccinate children in Skerra.",) * 3)
    moved = corrections.move(editor, strike[0].story_id, [strike[2].pk], boats.story_id)
    assert evaluation.measured() == evaluation.Result(together=1, joined=0, apart=2, parted=0)
    corrections.undo(editor, moved.pk)
    corrections.merge(editor, strike[0].story_id, boats.story_id)
    assert evaluation.measured() == evaluation.Result(together=1, joined=0, apart=0, parted=0)


def test_the_commands_write_and_say_it(
    editor: Editor,
    strike: Strike,
    tmp_path: Path,
    capsys,
):
    corrections.split(editor, strike[0].story_id, [strike[2].pk])
    target = tmp_path / "gold.jsonl"
    assert main(["export", "gold", str(target)]) == 0
    rows = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    assert [row["together"] for row in rows] == [False, False]
    assert main(["bench"]) == 0
    assert "0 of 2 pairs right" in capsys.readouterr().out
    assert main(["bench", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "together": 0, "joined": 0, "apart": 2, "parted": 0,
    }  # fmt: skip
    assert site_settings.direct(evaluation.RESULT)["pairs"] == 2


def test_the_page_of_corrections_shows_the_last_result(
    editor: Editor,
    strike: Strike,
    client,
):
    corrections.split(editor, strike[0].story_id, [strike[2].pk])
    client.force_login(editor.user)
    assert "octavo bench" in client.get("/corrections").content.decode()
    assert main(["bench"]) == 0
    site_settings.forget()
    page = client.get("/corrections").content.decode()
    assert "0 of 2 corrected pairs" in page
    assert "two events" in page
