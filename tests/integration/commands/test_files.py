"""import, export, extract, search, wrap-up, bench: what a person reads, which exit code a program
gets, and what a bad file, rule or limit is answered."""

import json
from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from articles import STRIKE
from lines import LINES
from octavo.actions.stories import corrections
from octavo.actions.stories.corrections import Editor
from octavo.cli import main
from octavo.commands import corpora, import_export
from octavo.errors import UsageError
from octavo.store.models import Article, Edition, Feed, User

pytestmark = pytest.mark.django_db(transaction=True)

DATA = Path(__file__).parents[2] / "data"
OPML = """<opml version="2.0"><body><outline text="North"><outline type="rss" text="Northern Post"
xmlUrl="https://post.example/feed"/></outline><outline text="Tide" xmlUrl="https://tide.example/f"/>
</body></opml>"""


# ---------------------------------------------------------------- in


@pytest.mark.parametrize("how", [[], ["--json"]])
def test_no_password_is_shown_of_a_feed_that_is_to_come_in(tmp_path, capsys, how):
    path = tmp_path / "feeds.opml"
    path.write_text(OPML.replace("post.example", "nina:ferry@post.example"), "utf-8")
    assert main(["import", "opml", str(path), "--dry-run", *how]) == 0
    shown = capsys.readouterr().out
    assert "https://post.example/feed" in shown
    assert "ferry" not in shown


def test_feeds_are_shown_before_they_come_in(tmp_path, capsys):
    path = tmp_path / "feeds.opml"
    path.write_text(OPML, "utf-8")
    assert main(["import", "opml", str(path), "--dry-run"]) == 0
    assert capsys.readouterr().out.split() == [
        "https://post.example/feed",
        "https://tide.example/f",
    ]
    assert not Feed.objects.exists()
    assert main(["import", "opml", str(path)]) == 0
    assert capsys.readouterr().out == "2 feeds, 2 of them new\n"


def test_an_archive_is_shown_before_it_comes_in_and_counted_after(archive, capsys):
    assert main(["import", "jsonl", str(archive), "--dry-run"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "2026-11-20 10:00  Port strike in Vareno ends",
        "2026-11-20 11:00  Vareno port strike over",
        "2026-11-21 06:00  Measles drive by postal boat",
    ]
    assert not Article.objects.exists()
    assert main(["import", "jsonl", str(archive)]) == 0
    assert capsys.readouterr().out == ("3 new articles, 0 known already, 0 revised, 0 refused\n")


def test_nothing_taken_in_is_a_failure(tmp_path, capsys):
    path = tmp_path / "bad.jsonl"
    path.write_text("[1]\n", "utf-8")
    assert main(["import", "jsonl", str(path)]) == 1
    told = capsys.readouterr()
    assert told.out == "0 new articles, 0 known already, 0 revised, 1 refused\n"
    assert "line 1" in told.err


def test_a_hostile_line_is_named_as_text(tmp_path, capsys):
    path = tmp_path / "bad.jsonl"
    path.write_text('"[bold red]:smile: [/nothing]"\n', "utf-8")
    assert main(["import", "jsonl", str(path)]) == 1
    assert '"[bold red]:smile: [/nothing]"' in capsys.readouterr().err


def test_saved_pages_are_found_in_folders_below_and_by_their_ending(tmp_path, run):
    page = (DATA / "extract" / "agency_report.html").read_bytes()
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    (below / "page.HTM").write_bytes(page)
    (tmp_path / "page.txt").write_bytes(page)
    assert len(run("import", "html", str(tmp_path), "--dry-run")) == 1


@pytest.mark.parametrize("kind", ["opml", "jsonl"])
def test_a_folder_is_no_file(fails, tmp_path, kind):
    assert str(tmp_path) in fails("import", kind, str(tmp_path))


@pytest.mark.parametrize(
    ("typed", "when"),
    [
        ("2025-03-04T18:00:00Z", datetime(2025, 3, 4, 18, tzinfo=UTC)),
        ("2025-03-04T18:00:00+08:00", datetime(2025, 3, 4, 10, tzinfo=UTC)),
    ],
)
def test_a_time_as_typed_is_a_moment(typed, when):
    found = import_export.moment(typed)
    assert found == when
    assert found.tzinfo is UTC


def test_many_articles_come_in_by_batches_and_none_is_lost():
    given = [object() for _ in range(130)]
    batches = list(import_export._batches(given))
    assert [len(one) for one in batches] == [64, 64, 2]
    assert [one for batch in batches for one in batch] == given
    assert [len(one) for one in import_export._batches(given[:128])] == [64, 64]
    assert list(import_export._batches([])) == []


# ---------------------------------------------------------------- out


def test_articles_go_to_standard_output(stored, capsys):
    assert main(["export", "jsonl"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["title"] for row in rows] == [line["title"] for line in LINES]
    assert rows[0]["lang"] == "en"
    assert rows[0]["duplicate_of"] is None


def test_a_file_is_written_whole_or_not_at_all(stored, tmp_path, monkeypatch):
    out = tmp_path / "out.jsonl"
    out.write_text("what was there before", "utf-8")

    def broken():
        yield {"url": "https://herald.example/1"}
        raise UsageError("the disk is full")

    monkeypatch.setattr(import_export, "_stored", broken)
    assert main(["export", "jsonl", str(out)]) == 1
    assert out.read_text("utf-8") == "what was there before"


def test_where_a_file_cannot_be_written_that_is_said(fails, stored, tmp_path):
    assert "nowhere" in fails("export", "opml", str(tmp_path / "nowhere" / "out.opml"))


def test_what_editors_corrected_goes_out_as_pairs_and_is_measured(stored, tmp_path, run, capsys):
    assert main(["bench"]) == 0
    assert "No corrections yet" in capsys.readouterr().out
    strike, other, _ = Article.objects.order_by("pk")
    editor = Editor(User.objects.create(username="ada"), datetime.now(UTC), "two events")
    corrections.split(editor, strike.story_id, [other.pk])
    out = tmp_path / "gold.jsonl"
    assert main(["export", "gold", str(out)]) == 0
    (pair,) = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert {pair["one"]["id"], pair["other"]["id"]} == {strike.pk, other.pk}
    assert (pair["together"], pair["by"], pair["why"]) == (False, "ada", "two events")
    assert run("bench") == [{"together": 0, "joined": 0, "apart": 1, "parted": 0}]
    assert main(["bench"]) == 0
    assert "0 of 1 pairs right without an editor: 0 of 0 together, 0 of 1 apart." in (
        capsys.readouterr().out
    )


# ---------------------------------------------------------------- one page


PAGE = str(DATA / "extract" / "agency_report.html")
AT = "https://post.example/report"


def test_a_page_is_printed_as_an_article(capsys):
    assert main(["extract", PAGE, "--url", AT]) == 0
    head, _, text = capsys.readouterr().out.partition("\n\n")
    lines = head.splitlines()
    assert lines[0]
    assert lines[-1] == AT
    assert lines[-2].endswith(" UTC")
    assert len(text.splitlines()) > 3
    assert "<p>" not in text


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("body = [", "is no TOML"),
        ('colour = "red"\nbody = ["p"]', "what is colour?"),
        ('host = "herald.example"\nbody = ["p"]', "does not speak of post.example"),
        ('body = ["p"]\nsince = "2999-01-01"', "does not speak of post.example"),
        ('body = ["p["]', "body"),
    ],
)
def test_a_rule_that_will_not_do_is_said(fails, tmp_path, rule, said):
    path = tmp_path / "rule.toml"
    path.write_text(rule, "utf-8")
    assert said in fails("extract", PAGE, "--url", AT, "--rule", str(path))


def test_a_rule_needs_to_know_where_the_page_is_from(fails, tmp_path):
    page, path = tmp_path / "page.html", tmp_path / "rule.toml"
    page.write_text("<p>Text.</p>", "utf-8")
    path.write_text('body = ["p"]', "utf-8")
    assert "--url" in fails("extract", str(page), "--rule", str(path))


def test_a_rule_that_finds_nothing_is_said_and_the_page_read_all_the_same(tmp_path, capsys):
    path = tmp_path / "rule.toml"
    path.write_text('body = ["#nowhere"]', "utf-8")
    assert main(["extract", PAGE, "--url", AT, "--rule", str(path)]) == 0
    told = capsys.readouterr()
    assert "finds nothing here" in told.err
    assert AT in told.out


# ---------------------------------------------------------------- looking


def test_a_search_is_as_long_as_was_asked_and_told_in_words(stored, run, capsys):
    assert len(run("search", "vareno", "--limit", "1")) == 1
    assert len(run("search", "vareno")) == 2
    assert main(["search", "intitle:measles"]) == 0
    assert capsys.readouterr().out == "2026-11-21  Green Coast: Measles drive by postal boat\n"
    row = run("search", "measles", "postal")[0]
    assert row["published"] == "2026-11-21 06:00:00+00:00"
    assert row["source"] == "Green Coast"


def test_an_answer_is_quoted_with_its_source(stored, capsys):
    assert main(["ask", "How", "many", "containers", "were", "stranded?"]) == 0
    told = capsys.readouterr().out
    assert f"“{STRIKE[2]}”\n  Harbour Herald: Port strike in Vareno ends\n" in told


def test_the_wrap_up_is_of_one_language(stored, fails, capsys):
    (edition,) = Edition.objects.filter(language="en")
    assert main(["wrap-up"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if not line.startswith(" ")] == [
        f"{n}. {one['headline']}" for n, one in enumerate(edition.stories, 1)
    ]
    assert any(line.endswith(")") for line in lines if line.startswith("   "))
    assert "no edition yet" in fails("wrap-up", "--lang", "ar")


# ---------------------------------------------------------------- anyone's corpus


@pytest.mark.parametrize(
    ("command", "function"),
    [("cluster", "cluster"), ("related", "nearest"), ("similarity", "similarity")],
)
def test_a_corpus_goes_from_its_file_to_the_other(monkeypatch, capsys, command, function):
    asked = []

    def work(source: Path, target: Path, encoder: object, *, explain: bool) -> int:
        asked.append((source.name, target.name, explain))
        return 7

    monkeypatch.setattr(f"octavo.stories.corpus.{function}", work)
    monkeypatch.setattr("octavo.analyse.vector.shipped_encoder", lambda: None)
    given = Namespace(source="in.jsonl", target="out.jsonl", explain=True, json=False)
    assert getattr(corpora, command)(given) == 0
    assert asked == [("in.jsonl", "out.jsonl", True)]
    assert capsys.readouterr().out == "7 rows written to out.jsonl\n"


# ---------------------------------------------------------------- comments


def test_comments_are_judged_from_file_to_file_under_their_headlines(tmp_path, capsys):
    rows = [
        {"id": 7, "text": "You are an idiot"},
        {"id": "b", "text": "They should be shot", "context": "Wild boars ruin fields"},
    ]
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    assert main(["moderate", str(source), str(target)]) == 0
    assert "2 rows" in capsys.readouterr().out
    assert [json.loads(line) for line in target.read_text("utf-8").splitlines()] == [
        {"id": 7, "hold": True, "reasons": ["insult"]},
        {"id": "b", "hold": False, "reasons": []},
    ]


def test_a_plain_text_is_a_comment_a_line(tmp_path, capsys):
    source = tmp_path / "comments.txt"
    source.write_text("Well said.\n\nأنت حمار\n", "utf-8")
    assert main(["moderate", str(source), "--json"]) == 0
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(row["id"], row["hold"]) for row in found] == [("1", False), ("3", True)]
    assert main(["moderate", str(source)]) == 0
    assert capsys.readouterr().out == "shown 1  \nheld  3  insult\n"


def test_a_comment_without_text_is_named_by_its_line(tmp_path, capsys):
    source = tmp_path / "in.jsonl"
    source.write_text('{"id": 1}\n', "utf-8")
    assert main(["moderate", str(source), "--json"]) == 1
    assert "line 1 has no 'text'" in capsys.readouterr().out
