"""octavo listen: an article, a story or Eight today as a file of sound, or as what is said."""

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from octavo.commands import say, site
from octavo.errors import Unsupported, UsageError
from octavo.formats.row_numbers import row_number

if TYPE_CHECKING:
    from octavo.assist.listening.recording import Recording
    from octavo.assist.listening.script import Script


def listen(given: argparse.Namespace) -> int:
    """Record what is asked for, or print what would be said, a sentence a line."""
    target = Path(given.out) if given.out else None
    if target:
        _check(target)
    site()
    script = _script(given.what, given.lang)
    if target:
        return _recorded(given, script, target)
    for chapter in script.chapters:
        for line in chapter.lines:
            row = {"chapter": chapter.title, "text": line.text, "said": line.said}
            say(row, line.said, as_json=given.json)
    return 0


def _check(target: Path) -> None:
    """Say what is wrong with the file's name before anything is made."""
    from octavo.assist.listening.recording import KINDS_OF_SOUND

    if target.suffix not in KINDS_OF_SOUND:
        raise UsageError(f"{target}: name a file that ends in .mp3 or .wav", code="bad_name")
    if not target.parent.is_dir():
        raise UsageError(f"{target.parent}: no such folder", code="file")


def _recorded(given: argparse.Namespace, script: "Script", target: Path) -> int:
    from octavo.assist.listening.recording import chapters_document, recorded
    from octavo.store import site_settings

    found = recorded(script, target, site_settings.value("site_name"))
    if target.suffix == ".wav":  # which has no place for them
        beside = target.with_name(f"{target.stem}.chapters.json")
        beside.write_text(chapters_document(found), "utf-8")
    size = found.path.stat().st_size
    marks = [{"start": round(mark.start, 3), "title": mark.title} for mark in found.chapters]
    row = {
        "file": str(target),
        "type": found.media_type,
        "bytes": size,
        "seconds": round(found.seconds, 3),
        "chapters": marks,
    }
    say(row, f"{target}: {_length(found)}, {len(marks)} chapters", as_json=given.json)
    return 0


def _length(recording: "Recording") -> str:
    minutes, seconds = divmod(round(recording.seconds), 60)
    return f"{minutes}:{seconds:02}"


def _script(what: list[str], language: str) -> "Script":
    """What is asked for: `12`, `article 12`, `story 5`, `eight`, `eight 2026-03-02`."""
    kind, _, rest = "/".join(what).partition("/")
    if kind in _KINDS:
        return _KINDS[kind](rest, language)
    return _article("/".join(what), language)


def _article(called: str, _: str) -> "Script":
    from octavo.actions.answers import archive_ids
    from octavo.actions.listening.scripts import article_script
    from octavo.store import read

    number = archive_ids.article_called(called)
    found = read.visible_article(number) if number else None
    if found is None:
        raise UsageError(f"no article is called {called!r}", code="no_article")
    return article_script(found)


def _story(called: str, language: str) -> "Script":
    from octavo.actions.listening.scripts import story_script
    from octavo.store import read

    number = row_number(called)
    found = read.story(number) if number else None
    merged = found.merged_into_id if found else None
    face = read.face(merged or number, language) if number else None
    if face is None:
        raise UsageError(f"no story has the number {called!r}", code="no_story")
    return story_script(face, face.summary)


def _edition(called: str, language: str) -> "Script":
    from octavo.actions.listening.scripts import edition_script
    from octavo.store import read

    try:
        day = date.fromisoformat(called) if called else None
    except ValueError:
        raise UsageError(f"{called!r} is no day; try 2026-03-02", code="bad_date") from None
    found = read.edition(language, day)
    if found is None or not found.stories:
        raise Unsupported("there is no such edition; it is made after the first walk")
    return edition_script(found, [(story, story["sentences"]) for story in found.stories])


_KINDS: dict[str, Callable[[str, str], "Script"]] = {
    "article": _article,
    "story": _story,
    "eight": _edition,
}
