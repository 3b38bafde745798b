"""commands: what `octavo COMMAND` does, a file a group; loaded only when asked for."""

import contextlib
import json
import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import django
from django.apps import apps
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

from octavo.formats.json_lines import write_rows

SCREEN = Console(stderr=True, soft_wrap=True)


def site() -> None:
    """Wake the site's models, keep the data folder to ourselves, bring the database up to date."""
    if not apps.ready:
        django.setup()
    from django.conf import settings

    from octavo.store.upgrade import upgrade

    keep_private(settings.DATA)
    upgrade(settings.DATA)


def keep_private(folder: Path) -> None:
    """Make a folder and what is in it, and all that this process writes from now on, readable by
    its owner alone. A folder that is somebody else's stays as it is."""
    os.umask(0o077)
    folder.mkdir(parents=True, exist_ok=True)
    for path in (folder, *folder.iterdir()):
        with contextlib.suppress(OSError):
            path.chmod(0o700 if path.is_dir() else 0o600)


def say(value: Any, text: str, *, as_json: bool) -> None:
    """One result: JSON for programs, a sentence for people."""
    line = json.dumps(value, ensure_ascii=False, default=str) if as_json else text
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def say_rows(target: str, rows: Iterable[Mapping[str, Any]], *, as_json: bool) -> int:
    """Rows, written to a file and counted; or printed, an object a line, where none is given."""
    if target:
        count = write_rows(Path(target), rows)
        say({"rows": count}, f"{count} rows written to {target}", as_json=as_json)
        return 0
    for row in rows:
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
    return 0


def progress(title: str) -> Progress:
    """A progress bar on a terminal; silent elsewhere. The first task is added by the caller."""
    return Progress(
        SpinnerColumn(),
        TextColumn(f"{title} {{task.description}}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=SCREEN,
        disable=not SCREEN.is_terminal,
    )
