"""The command line: what each command does, for people and for programs, and what it says when it
cannot."""

import json
import re
import tarfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
import zstandard
from django.db import connection

from articles import STRIKE
from lines import LINES
from octavo.actions import subscriptions
from octavo.cli import main
from octavo.fetch.opml import Subscription
from octavo.store import site_settings
from octavo.store.models import Article, EgressRecord, Feed, User
from press import Press

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.enable_socket]
EMBEDDED = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="PostgreSQL has tools of its own for backups"
)

DATA = Path(__file__).parents[2] / "data"
GOOD = "a ferry at nine o'clock"
OPML = """<opml version="2.0"><body><outline text="North"><outline type="rss" text="Northern Post"
xmlUrl="https://post.example/feed" htmlUrl="https://post.example/"/></outline></body></opml>"""

# ---------------------------------------------------------------- bringing in, writing out


def test_an_archive_comes_in_once_and_goes_out_as_it_came(run, archive, tmp_path):
    assert run("import", "jsonl", str(archive))[-1]["new"] == 3
    again = run("import", "jsonl", str(archive))[-1]
    assert (again["new"], again["known"]) == (0, 3)
    out = tmp_path / "out.jsonl"
    assert main(["export", "jsonl", str(out)]) == 0
    rows = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [row["title"] for row in rows] == [line["title"] for line in LINES]
    assert rows[0]["text"] == LINES[0]["text"]
    assert rows[2]["time"] == "2026-11-21T06:00:00+00:00"
    assert {row["source"] for row in rows} == {"Harbour Herald", "Vareno Post", "Green Coast"}
    assert rows[0]["story"] == rows[1]["story"] != rows[2]["story"]


def test_what_went_out_comes_in_elsewhere(run, stored, tmp_path):
    out = tmp_path / "out.jsonl"
    main(["export", "jsonl", str(out)])
    Article.objects.all().delete()
    assert run("import", "jsonl", str(out))[-1]["new"] == 3


def test_bad_lines_of_an_archive_are_named_and_the_good_ones_come_in(run, capsys, tmp_path):
    path = tmp_path / "mixed.jsonl"
    good = json.dumps(LINES[0])
    path.write_text(f'{good}\nnot json\n[1]\n{{"title": "No text"}}\n', "utf-8")
    assert main(["import", "jsonl", str(path), "--json"]) == 0
    told = capsys.readouterr()
    assert json.loads(told.out)["new"] == 1
    assert json.loads(told.out)["refused"] == 3
    assert "line 2" in told.err


def test_a_saved_capture_comes_in_as_its_articles(run):
    path = str(DATA / "capture" / "english.txt")
    given = ("import", "capture", path, "--captured-at", "2025-03-04T18:00:00Z")
    dry = run(*given, "--dry-run")
    assert Article.objects.count() == 0
    told = run(*given)
    assert [one["headline"] for one in told[:-1]] == [one["headline"] for one in dry]
    assert told[-1]["new"] == len(dry) == Article.objects.count() > 2
    assert dry[0]["paragraphs"][0].startswith("LINDQVIST: The harbour")


def test_a_folder_of_saved_pages_comes_in_and_what_is_no_article_is_named(run, capsys, tmp_path):
    for name in ("agency_report.html", "refused_author.html"):
        (tmp_path / name).write_bytes((DATA / "extract" / name).read_bytes())
    assert main(["import", "html", str(tmp_path), "--json"]) == 0
    told = capsys.readouterr()
    assert json.loads(told.out)["new"] == 1
    assert re.search(r"refused_author\S*: .+ \((undated|too_short|author_page)\)", told.err)


def test_feeds_come_in_and_go_out_with_their_folders(run, tmp_path):
    path = tmp_path / "feeds.opml"
    path.write_text(OPML, "utf-8")
    run("import", "opml", str(path), "--dry-run")
    assert Feed.objects.count() == 0
    assert run("import", "opml", str(path))[-1] == {"feeds": 1, "new": 1}
    assert run("import", "opml", str(path))[-1] == {"feeds": 1, "new": 0}
    out = tmp_path / "out.opml"
    assert main(["export", "opml", str(out)]) == 0
    Feed.objects.all().delete()
    assert run("import", "opml", str(out))[-1]["new"] == 1
    assert Feed.objects.get().folder == "North"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("import", "jsonl", "nowhere.jsonl"), "nowhere.jsonl"),
        (("import", "capture", __file__), "--captured-at"),
        (("import", "capture", __file__, "--captured-at", "yesterday"), "not a time"),
        (("import", "capture", __file__, "--captured-at", "2025-03-04T18:00:00"), "no zone"),
        (("import", "html", __file__), "not a folder"),
        (("extract", "nowhere.html"), "nowhere.html"),
        (("extract", "http://127.0.0.1:9/a"), "blocked_address"),
        (("search", "date:soon"), "no date"),
        (("search", "anything"), "nothing holds"),
        (("ask", "who", "won?"), "nothing that is stored"),
        (("wrap-up",), "no edition yet"),
        (("fetch", "https://nowhere.example/feed"), "not a feed that is followed"),
        (("reset-password", "nobody"), "no user nobody"),
        pytest.param(("restore", __file__, "--force"), "not a backup", marks=EMBEDDED),
    ],
)
def test_what_cannot_be_done_is_said_plainly(fails, given, said):
    assert said in fails(*given)


@pytest.mark.parametrize("content", [b"", b"  \n", b"\0\1\2", b"<rss><channel/></rss>", b"{}"])
def test_nonsense_files_are_refused_with_a_sentence(fails, tmp_path, content):
    path = tmp_path / "nonsense"
    path.write_bytes(content)
    for kind in ("opml", "jsonl"):
        told = fails("import", kind, str(path)) if kind == "opml" else None
        assert told is None or str(path) in told or "OPML" in told
    assert fails("extract", str(path), "--url", "https://a.example/x")


# ---------------------------------------------------------------- following


def test_a_publisher_is_followed_read_and_shown(run):
    items = (("strike", "Dockers return as Vareno port strike ends", STRIKE),)
    with Press("Harbour Herald", items).open() as press, _open_door(press):
        assert run("add", press.home)[0]["new"] is True
        assert run("add", press.home)[0]["new"] is False
        report = run("fetch")[-1]
        assert (report["feeds"], report["new"], report["failed"]) == (1, 1, 0)
        assert run("fetch", "--all")[-1]["new"] == 0
        row = run("sources")[0]
        assert (row["source"], row["failures"]) == ("Harbour Herald", 0)
        page = run("extract", f"{press.home}strike")[0]
        assert page["headline"] == items[0][1]
    assert {"discover", "feed", "page"} <= set(
        EgressRecord.objects.values_list("purpose", flat=True)
    )


class _open_door:
    """Let the gateway reach a press on loopback, as it may reach the demo press."""

    def __init__(self, press: Press) -> None:
        self.host = press.home.split("/")[2]

    def __enter__(self) -> None:
        site_settings.set_value("demo_hosts", [self.host])

    def __exit__(self, *_: object) -> None:
        site_settings.set_value("demo_hosts", [])


def test_the_health_table_is_readable(capsys):
    wanted = Subscription(url="https://herald.example/feed", title="Harbour Herald")
    subscriptions.subscribe([wanted])
    assert main(["sources"]) == 0
    told = capsys.readouterr().out
    assert "Harbour Herald" in told
    assert "never" in told


# ---------------------------------------------------------------- looking


def test_search_ask_and_the_wrap_up(run, stored, capsys):
    assert [row["headline"] for row in run("search", "intitle:measles")] == [LINES[2]["title"]]
    (told,) = run("ask", "How many children does the health service expect to reach?")
    assert any("11,000" in passage["text"] for passage in told["passages"])
    eight = run("wrap-up")
    assert 1 <= len(eight) <= 8
    main(["wrap-up"])
    assert "1. " in capsys.readouterr().out


# ---------------------------------------------------------------- looking after


def test_an_admin_is_made_once_with_a_password_worth_the_name(run, fails, settings):
    settings.ADMIN_PASSWORD = "12345678"
    assert "weak_password" in fails("create-admin", "host")
    settings.ADMIN_PASSWORD = GOOD
    assert run("create-admin", "host") == [{"admin": "host"}]
    assert "already" in fails("create-admin", "host")
    user = User.objects.get()
    assert user.check_password(GOOD)
    assert user.is_staff
    settings.ADMIN_PASSWORD = GOOD * 2
    run("reset-password", "host")
    assert User.objects.get().check_password(GOOD * 2)


def test_no_password_and_no_terminal_is_said_plainly(fails):
    assert "OCTAVO_ADMIN_PASSWORD_FILE" in fails("create-admin", "host")


def test_the_text_index_is_rebuilt(run, stored):
    assert run("reindex") == [{"articles": 3}]
    assert run("search", "postal boat")


def test_migrate_says_that_it_is_done(run):
    assert run("migrate") == [{"migrated": True}]


def test_a_misspelt_command_is_explained(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["sing"])
    assert ended.value.code == 2
    assert "invalid choice" in capsys.readouterr().err


def test_errors_speak_to_programs_too(capsys):
    assert main(["search", "anything", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["error"] == "nothing_found"


def _packed(path: Path, name: str, data: Path) -> Path:
    with (
        path.open("wb") as file,
        zstandard.ZstdCompressor().stream_writer(file) as packed,
        tarfile.open(fileobj=packed, mode="w|") as tar,
    ):
        tar.add(data, name)
    return path


@EMBEDDED
def test_a_backup_without_a_whole_database_is_refused(fails, tmp_path):
    other = _packed(tmp_path / "other.tar.zst", "else.txt", Path(__file__))
    assert "holds no database" in fails("restore", str(other), "--force")
    damaged = _packed(tmp_path / "damaged.tar.zst", "octavo.sqlite3", Path(__file__))
    assert "damaged" in fails("restore", str(damaged), "--force")


def test_times_are_aware(run, stored):
    assert Article.objects.order_by("published").first().published == datetime(
        2026, 11, 20, 10, tzinfo=UTC
    )


def test_a_feed_called_like_markup_stands_in_the_table_as_it_is(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    wanted = [Subscription(url="https://odd.example/feed", title="[/red] [bold]x[/nope]")]
    subscriptions.subscribe(wanted)
    assert main(["sources"]) == 0
    assert "[/red] [bold]x[/nope]" in capsys.readouterr().out
