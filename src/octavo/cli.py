"""octavo: the command line. `octavo COMMAND --help` explains each; `--json` speaks to programs."""

import argparse
import errno
import json
import os
import sys
from collections.abc import Callable, Sequence
from typing import Any

from octavo import __version__
from octavo.errors import OctavoError

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""What the system says where there is no room for a file."""

Command = Callable[[argparse.Namespace], int]


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; 0 when it worked, 1 when it could not, 2 when it was misspelt."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "octavo.settings")
    given = _parser().parse_args(argv)
    try:
        return _command(given.command)(given)
    except OctavoError as error:
        return _complain(given, error.code, error.detail or str(error))
    except BrokenPipeError:
        return 1  # whoever read our output has had enough
    except OSError as error:
        code = "disk_full" if error.errno in FULL else "file"
        what = " ".join(str(name) for name in (error.filename, error.filename2) if name)
        return _complain(given, code, f"{what or 'a file'}: {error.strerror or error}")
    except KeyboardInterrupt:
        return 130
    except _database_errors() as error:
        if type(error).__name__ not in {"OperationalError", "DatabaseError"}:
            raise  # what it says of a mistake of ours
        code = "disk_full" if "full" in str(error) else "database"
        return _complain(given, code, f"the database cannot be used: {error}")


def _database_errors() -> tuple[type[Exception], ...]:
    """What a database says, such as that it cannot be opened, read or written, or is damaged;
    loaded only when it does."""
    import sqlite3

    from django.db import DatabaseError

    return sqlite3.DatabaseError, DatabaseError


def _complain(given: argparse.Namespace, code: str, detail: str) -> int:
    """Say what went wrong, to a person or a program."""
    if getattr(given, "json", False):
        print(json.dumps({"error": code, "detail": detail}, ensure_ascii=False))  # noqa: T201
    print(f"octavo: {detail} ({code})", file=sys.stderr)  # noqa: T201
    return 1


def _command(name: str) -> Command:
    """The function behind a command, its module loaded only now."""
    from importlib import import_module

    module, _, function = COMMANDS[name].partition(":")
    command: Command = getattr(import_module(f"octavo.commands.{module}"), function)
    return command


COMMANDS = {
    "up": "serve:up",
    "web": "serve:web",
    "worker": "serve:worker",
    "add": "follow:add",
    "fetch": "follow:fetch",
    "sources": "follow:sources",
    "import": "import_export:take_in",
    "export": "import_export:export",
    "extract": "import_export:extract",
    "search": "find:search",
    "ask": "find:ask",
    "translate": "translate:translate",
    "wrap-up": "find:wrap_up",
    "listen": "listen:listen",
    "cluster": "corpora:cluster",
    "related": "corpora:related",
    "similarity": "corpora:similarity",
    "summarise": "reading:summarise",
    "figures": "reading:figures",
    "quotes": "reading:quotes",
    "timeline": "reading:timeline",
    "gate": "reading:gate",
    "perspectives": "perspectives:perspectives",
    "gaps": "perspectives:gaps",
    "moderate": "comments:moderate",
    "bench": "evaluate:bench",
    "demo": "database:demo",
    "create-admin": "accounts:create_admin",
    "reset-password": "accounts:reset_password",
    "migrate": "database:migrate",
    "reindex": "database:reindex",
    "tidy": "database:tidy",
    "backup": "backup:backup",
    "restore": "backup:restore",
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="octavo", description="A self-hosted news site.")
    parser.add_argument("--version", action="version", version=f"octavo {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    shared: dict[str, Any] = {"formatter_class": argparse.ArgumentDefaultsHelpFormatter}
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--json", action="store_true", help="print JSON for programs")

    def command(name: str, text: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=text, description=text, parents=[common], **shared)

    _serving(command)
    _following(command)
    _importing(command)
    _finding(command)
    _corpora(command)
    _comparing(command)
    _moderating(command)
    _maintaining(command)
    return parser


def _count(given: str) -> int:
    """A whole number from one up."""
    if not (given.isascii() and given.isdigit() and 0 < int(given[:9]) < 10**8):
        raise argparse.ArgumentTypeError(f"{given!r} is no number from 1 up")
    return int(given[:9])


Adder = Callable[[str, str], argparse.ArgumentParser]


def _serving(command: Adder) -> None:
    up = command("up", "serve the site and walk the feeds: everything, in one command")
    up.add_argument("--port", type=int, help="port to listen on (PORT)")
    up.add_argument("--host", help="address to listen on (OCTAVO_LISTEN_ADDR)")
    up.add_argument("--no-worker", action="store_true", help="serve pages only")
    for name, text in (("web", "serve pages only"), ("worker", "walk the feeds only")):
        part = command(name, text)
        part.add_argument("--parent", type=int, default=0, help=argparse.SUPPRESS)


def _following(command: Adder) -> None:
    add = command("add", "follow a publisher: its site, a page of it, or a feed")
    add.add_argument("address", help="what you would type into a browser")
    add.add_argument("--folder", default="", help="folder to put it in")
    add.add_argument("--all", action="store_true", help="follow every feed found, not the best one")
    fetch = command("fetch", "poll what is due now and read it")
    fetch.add_argument("feeds", nargs="*", help="only these feeds: numbers or addresses")
    fetch.add_argument("--all", action="store_true", help="every feed, due or not")
    sources = command("sources", "every feed and how it is doing; what you say of sources")
    deeds = ["import-attributes", "export-attributes"]
    sources.add_argument("action", nargs="?", choices=deeds, help="from a CSV table, or to one")
    sources.add_argument(
        "path", metavar="FILE.csv", nargs="?", default="-", help="- for the screen"
    )


def _importing(command: Adder) -> None:
    take_in = command("import", "bring articles or feeds in from files")
    take_in.add_argument("kind", choices=["opml", "capture", "jsonl", "html"], help="what it is")
    take_in.add_argument("path", help="file (or folder for html)")
    take_in.add_argument("--captured-at", help="capture: when it was saved, ISO 8601 with a zone")
    take_in.add_argument("--dry-run", action="store_true", help="show what would come in")
    export = command("export", "write feeds, articles or the editors' corrections out")
    export.add_argument("kind", choices=["opml", "jsonl", "gold"], help="what to write")
    export.add_argument("path", nargs="?", default="-", help="file, - for standard output")
    extract = command("extract", "print the article of a page")
    extract.add_argument("page", help="a file or an address")
    extract.add_argument("--url", default="", help="the page's address, if it is a file")
    extract.add_argument("--rule", default="", help="a publisher rule to read it by (TOML)")


def _finding(command: Adder) -> None:
    search = command("search", "search what is stored")
    search.add_argument("words", nargs="+", help="the same grammar as on the site")
    search.add_argument("--limit", type=int, default=10, help="how many")
    ask = command("ask", "ask everything that is stored; answers are verbatim passages")
    ask.add_argument("question", nargs="*")
    ask.add_argument("--article", default="", help="ask this article alone: its number or given id")
    ask.add_argument("--model", action="store_true", help="let the model that is set up answer")
    ask.add_argument("--file", nargs=2, metavar=("IN.jsonl", "OUT.jsonl"), help="ask each row")
    translate = command("translate", "print an article in another language")
    translate.add_argument("article", help="its number")
    translate.add_argument("--to", required=True, metavar="LANGUAGE", help="such as ar or en")
    wrap_up = command("wrap-up", "Eight today")
    wrap_up.add_argument("--lang", default="en", help="edition")
    listen = command("listen", "record an article, a story or Eight today; print what is said")
    listen.add_argument("what", nargs="+", help="an article's number or id; story N; eight [DAY]")
    listen.add_argument("--out", default="", metavar="FILE", help="record it: .mp3 or .wav")
    listen.add_argument("--lang", default="en", help="of a story or an edition")


def _corpora(command: Adder) -> None:
    for name, text in (
        ("cluster", "sort a file of articles into stories"),
        ("related", "find what is nearest to each article of a file"),
        ("similarity", "tell how alike the texts of each pair of a file are"),
    ):
        corpus = command(name, text)
        corpus.add_argument("source", metavar="IN.jsonl")
        corpus.add_argument("target", metavar="OUT.jsonl")
        corpus.add_argument("--explain", action="store_true", help="say why, on each row")
    summarise = command("summarise", "sum up the stories of a file in their own sentences")
    summarise.add_argument("source", metavar="IN.jsonl", help="rows of stories, or one plain text")
    summarise.add_argument("target", metavar="OUT.jsonl", nargs="?", default="")
    summarise.add_argument("--sentences", type=_count, default=3, help="passages at most")
    summarise.add_argument("--words", type=_count, default=0, help="words at most, instead")
    for name, text in (
        ("figures", "list who claims which numbers in texts"),
        ("quotes", "list who says what in texts, word for word"),
    ):
        reading = command(name, text)
        reading.add_argument("source", metavar="IN.jsonl", help="rows with a text, or one text")
        reading.add_argument("target", metavar="OUT.jsonl", nargs="?", default="")
    timeline = command("timeline", "list what texts, or the reports of a story, date")
    timeline.add_argument("source", metavar="IN.jsonl", help="rows, one text, or a story's number")
    timeline.add_argument("target", metavar="OUT.jsonl", nargs="?", default="")
    timeline.add_argument("--published", default="", help="when the one text was published")
    timeline.add_argument("--lang", default="en", help="in which language a story is told")
    gate = command("gate", "tell whether passages support the sentences that cite them")
    gate.add_argument("source", metavar="IN.jsonl", help="rows of a sentence and its passages")
    gate.add_argument("target", metavar="OUT.jsonl", nargs="?", default="")


def _comparing(command: Adder) -> None:
    told = command("perspectives", "tell how the sources of a story differ")
    told.add_argument("source", metavar="STORY", help="a story's number, or IN.jsonl of stories")
    told.add_argument("target", metavar="OUT.jsonl", nargs="?", default="")
    gaps = command("gaps", "list the stories that some outlets tell and others do not")
    gaps.add_argument("--axis", default="", help="country, language, kind, or one of your own")
    gaps.add_argument("--covers", default="", help="the value whose outlets tell them")
    gaps.add_argument("--misses", default="", help="the value whose outlets do not")


def _moderating(command: Adder) -> None:
    moderate = command("moderate", "judge a file of comments as the site would")
    moderate.add_argument("source", metavar="IN.jsonl", help="JSON Lines, or a comment a line")
    moderate.add_argument("target", metavar="OUT.jsonl", nargs="?", help="else it is printed")
    moderate.add_argument(
        "--line", choices=["strict", "usual", "lenient"], default="usual", help="what is held"
    )


def _maintaining(command: Adder) -> None:
    command("bench", "how many of the editors' corrections the clusterer gets right by itself")
    demo = command("demo", "the demo press: load it or take it away")
    demo.add_argument("action", choices=["load", "remove", "serve"])
    admin = command("create-admin", "make an admin account")
    admin.add_argument("username", nargs="?", default="")
    admin.add_argument("--email", default="")
    reset = command("reset-password", "give an account a new password")
    reset.add_argument("username")
    command("migrate", "bring the database up to this version")
    command("reindex", "rebuild the text index")
    tidy = command("tidy", "let go of what is past its keeping")
    tidy.add_argument("--force", action="store_true", help="however many articles that are")
    backup = command("backup", "write a whole copy of the data, while the site runs")
    backup.add_argument("path", help="file to write (.tar.zst)")
    backup.add_argument("--force", action="store_true", help="write over a file that is there")
    restore = command("restore", "put a backup in the place of the data folder")
    restore.add_argument("path", help="file that backup wrote")
    restore.add_argument("--force", action="store_true", help="replace data that is there")


if __name__ == "__main__":
    sys.exit(main())
