"""A scene: its ink, its light, what a blind reader is told, and its parts from back to front."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from html import escape
from inspect import getmembers, isfunction
from pathlib import Path

from octavo.demo.pictures import land, near, rooms, shore, things
from octavo.demo.pictures.ink import HEIGHT, WIDTH, box, style
from octavo.demo.records import Record, records

SCENES = Path(__file__).parents[1] / "press" / "scenes.md"
PARTS: dict[str, Callable[..., str]] = {
    name: part
    for module in (land, shore, things, rooms, near)
    for name, part in getmembers(module, isfunction)
    if part.__module__ == module.__name__ and not name.startswith("_")
}


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture of the press as it was composed. `alt` says in each language what it shows."""

    name: str
    ink: str
    light: str
    alt: dict[str, str]
    lines: tuple[str, ...]


@cache
def scenes() -> dict[str, Scene]:
    """Every scene by its name."""
    return {row.name: _scene(row) for row in records(SCENES.read_text("utf-8"))}


def _scene(row: Record) -> Scene:
    lines = tuple(line for block in row.blocks for line in block.split("\n"))
    alt = {"en": row.text("en"), "ar": row.text("ar")}
    return Scene(row.name, row.text("ink"), row.text("light", "day"), alt, lines)


@cache
def svg(name: str) -> str:
    """The picture as SVG; KeyError for a name that no scene has."""
    scene = scenes()[name]
    drawn = "".join(_drawn(line) for line in scene.lines)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}"'
        f' height="{HEIGHT}" role="img"><title>{escape(scene.alt["en"])}</title>'
        f"<style>{style(scene.ink, scene.light)}</style>"
        f"{box(0, 0, WIDTH, HEIGHT, 's')}{drawn}</svg>"
    )


def _drawn(line: str) -> str:
    """A line such as `crane 180 360 1.2 tone=c`."""
    name, *words = line.split()
    named = dict(word.split("=") for word in words if "=" in word)
    return PARTS[name](*(float(word) for word in words if "=" not in word), **named)
