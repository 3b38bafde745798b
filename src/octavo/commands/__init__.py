"""commands: what `octavo COMMAND` does, a file a group; loaded only when asked for."""

import json
import sys
from typing import Any

import django
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

SCREEN = Console(stderr=True, soft_wrap=True)


def site() -> None:
    """Wake the site's models and bring the database up to date."""
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)


def say(value: Any, text: str, *, as_json: bool) -> None:
    """One result: JSON for programs, a sentence for people."""
    line = json.dumps(value, ensure_ascii=False, default=str) if as_json else text
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


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
