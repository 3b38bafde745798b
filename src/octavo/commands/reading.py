"""octavo summarise, figures, quotes, timeline, gate: Octavo AI over anyone's texts."""

import argparse
from collections.abc import Callable
from datetime import datetime, timedelta
from datetime import timezone as zone
from pathlib import Path
from typing import Any

from octavo.commands import say, say_rows, site
from octavo.errors import UsageError
from octavo.formats.dates import written
from octavo.formats.json_lines import has_rows, read_rows, text_of

SHORT_TEXT = 200
"""Characters of a text too short to be sure of its language. Chosen by hand; not measured."""

Reader = Callable[[str], list[dict[str, Any]]]
"""What is read in a text, as rows for programs."""


def summarise(given: argparse.Namespace) -> int:
    """Write a headline and a summary of each story of a file, or print that of one text. Rows are
    printed, an object a line, where no file to write is given; so in all commands of this file."""
    from octavo.assist.corpus import summaries

    path = Path(given.source)
    if not given.target and not has_rows(path):
        (story,) = summaries([{"text": text_of(path)}], given.sentences, given.words)
        lines = [passage["text"] for passage in story["summary"]]
        say({"summary": lines}, "\n".join(lines), as_json=given.json)
        return 0
    stories = summaries(read_rows(path), given.sentences, given.words)
    return say_rows(given.target, stories, as_json=given.json)


def figures(given: argparse.Namespace) -> int:
    """Write the figures of each text of a file, or print those of one text."""
    line = "{approx} {value:,} {unit} {counts}"
    return _read(given, "figures", _figures, line)


def quotes(given: argparse.Namespace) -> int:
    """Write who says what in each text of a file, or print what one text quotes."""
    return _read(given, "quotes", _quotes, "{speaker}: {quote}")


def timeline(given: argparse.Namespace) -> int:
    """Write the dated events of each text of a file, or print those of one text, or the timeline of
    a story that is stored."""
    if given.source.isdecimal() and not given.target and not Path(given.source).exists():
        return _of_story(given, int(given.source[:18]))
    path = Path(given.source)
    if given.target or has_rows(path):
        rows = enumerate(read_rows(path), 1)
        found = ({"id": r.get("id"), "events": _dated(r, path, n)} for n, r in rows)
        return say_rows(given.target, found, as_json=given.json)
    events = _dated({"text": text_of(path), "published": given.published}, path)
    shown = "\n".join(f"{one['date']} ({one['precision']}) {one['sentence']}" for one in events)
    say({"events": events}, shown, as_json=given.json)
    return 0


def _of_story(given: argparse.Namespace, number: int) -> int:
    site()
    from django.utils import timezone

    from octavo.actions.stories import timelines
    from octavo.store import read

    face = read.face(number, given.lang)
    if face is None:
        raise UsageError(f"no story has the number {number}", code="no_story")
    found = timelines.timeline_of(
        [number], face.language, timezone.localdate(), is_visitor=False
    )  # fmt: skip
    rows = timelines.as_rows(found)
    events = (
        f"{r['date']} ({r['precision']}) {r['sentence']}  {r['source']}" for r in rows["events"]
    )
    reports = (
        f"{r['published']} {r['kind']}: {r['source']}, {r['headline']}"
        for r in rows["publications"]
    )
    say({"story": number, **rows}, "\n".join([*events, "", *reports]), as_json=given.json)
    return 0


def _dated(row: dict[str, Any], path: Path, number: int = 1) -> list[dict[str, str]]:
    """The dated events of a row; UsageError where its `published` is no date."""
    from octavo.assist.timeline.events import text_events

    text = str(row.get("text") or "")
    published = _published(row, path, number)
    events = text_events(text, published, _language(text, str(row.get("lang") or "")))
    return [
        {"date": str(one.date), "precision": one.precision, "sentence": one.sentence}
        for one in events
    ]


def _published(row: dict[str, Any], path: Path, number: int) -> datetime | None:
    """When a row's text was published, by the clocks that its time is written in."""
    given = row.get("published", row.get("time"))
    if given in (None, ""):
        return None
    found = written(str(given))
    if found is None:
        what = f"{path}, row {row.get('id', number)!r}: {given!r} is no date"
        raise UsageError(what, code="bad_row")
    return found.at.astimezone(zone(timedelta(minutes=found.zone or 0)))


def _language(text: str, given: str) -> str:
    """The language of a text, of which a sentence may say little: what is in Arabic letters is read
    as Arabic, and what no other table of months knows as English."""
    from octavo.analyse.words.language import language

    code = given.split("-")[0].lower() or language(text)
    letters = sum("\u0600" <= letter <= "\u06ff" for letter in text)
    if not given and code not in ("en", "ar") and len(text) < SHORT_TEXT:
        return "ar" if letters > len(text) / 3 else "en"
    return code


def gate(given: argparse.Namespace) -> int:
    """Write of each sentence of a file whether its passages support it, and why not."""
    path = Path(given.source)
    judged = (_judged(row, path, number) for number, row in enumerate(read_rows(path), 1))
    return say_rows(given.target, judged, as_json=given.json)


def _judged(row: dict[str, Any], path: Path, number: int) -> dict[str, Any]:
    from octavo.assist.gate.gate import verdict

    sentence, passages = row.get("sentence"), _passages(row.get("passages", row.get("passage")))
    if not isinstance(sentence, str) or passages is None:
        what = f"{path}, row {row.get('id', number)!r}: needs a sentence and its passages"
        raise UsageError(what, code="bad_row")
    found = verdict(sentence, passages)
    return {"id": row.get("id"), "supported": found.is_supported, "reason": found.reason}


def _passages(given: Any) -> list[str] | None:
    """The texts of passages: strings, or objects with a text; None where they are neither."""
    every = [given] if isinstance(given, str | dict) else given
    if not isinstance(every, list):
        return None
    texts = [one.get("text") if isinstance(one, dict) else one for one in every]
    known = [text for text in texts if isinstance(text, str)]
    return known if len(known) == len(texts) else None


def _read(given: argparse.Namespace, kind: str, reader: Reader, line: str) -> int:
    """Write what is read in each text of a file, or print what is read in one, a line each."""
    path = Path(given.source)
    if not given.target and not has_rows(path):
        rows = reader(text_of(path))
        shown = "\n".join(line.format(**row) for row in rows)
        say({kind: rows}, shown, as_json=given.json)
        return 0
    found = (
        {"id": row.get("id"), kind: reader(str(row.get("text") or ""))} for row in read_rows(path)
    )
    return say_rows(given.target, found, as_json=given.json)


def _figures(text: str) -> list[dict[str, Any]]:
    from octavo.analyse.words.language import language
    from octavo.assist.figures.figures import text_figures

    return [_plain(one) for one in text_figures(text, language(text))]


def _quotes(text: str) -> list[dict[str, Any]]:
    from octavo.analyse.words.language import language
    from octavo.assist.quotes.quotes import text_quotes

    return [
        {"speaker": one.speaker, "quote": one.quote, "sentence": one.sentence}
        for one in text_quotes(text, language(text))
    ]


def _plain(one: Any) -> dict[str, Any]:
    """A figure for programs; whole numbers without a point, `high` only where it is a range."""
    names = ("value", "approx", "unit", "counts", "claimant", "sentence")
    row = {name: getattr(one, name) for name in names}
    row["value"] = _whole(one.value)
    return row if one.high is None else row | {"high": _whole(one.high)}


def _whole(value: float) -> float | int:
    return int(value) if value.is_integer() else value
