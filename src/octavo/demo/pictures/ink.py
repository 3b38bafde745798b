"""Ink: the tones of a scene, and the few strokes that all parts are drawn with.

Tones: `p` the white of the paper, `s` the sky, `a` to `d` from far and faint to near and dark, `x`
the second ink. A stroke of a tone is the class with an `l` before it.
"""

import zlib
from collections.abc import Iterable

Colour = tuple[int, int, int]

WIDTH, HEIGHT = 800, 500
"""User units of a picture: the shape of a press photograph, 8 to 5."""

INKS: dict[str, Colour] = {
    "sea": (0x1D, 0x3F, 0x57),
    "pine": (0x24, 0x4A, 0x3F),
    "rust": (0x5E, 0x2F, 0x25),
    "plum": (0x43, 0x33, 0x59),
    "slate": (0x2C, 0x36, 0x3F),
    "olive": (0x45, 0x44, 0x24),
}
RED: Colour = (0x9B, 0x1C, 0x1C)
"""The look's accent, a printer's red."""

OCHRE: Colour = (0xC9, 0x83, 0x2B)
"""The look's colour for wire copy."""

PAPERS: dict[str, Colour] = {
    "day": (0xFB, 0xFA, 0xF7),
    "dawn": (0xFB, 0xEE, 0xDC),
    "dusk": (0xF1, 0xDC, 0xC4),
    "night": (0xF6, 0xE9, 0xC9),
}
SHARES = {
    "day": {"s": 0.09, "a": 0.2, "b": 0.38, "c": 0.64, "d": 0.95},
    "dawn": {"s": 0.07, "a": 0.18, "b": 0.38, "c": 0.64, "d": 0.95},
    "dusk": {"s": 0.12, "a": 0.27, "b": 0.46, "c": 0.7, "d": 1.0},
}
DEPTHS = {"s": 0.18, "a": 0.32, "b": 0.48, "c": 0.64, "d": 0.82}
"""By night tones are the ink, darkened by so much."""


def mixed(one: Colour, other: Colour, share: float) -> str:
    """`one` with a share of `other` in it, as a hexadecimal colour."""
    parts = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return "#" + "".join(f"{part:02x}" for part in parts)


def tones(ink: str, light: str) -> dict[str, str]:
    """The colour of each tone of an ink in a light."""
    own, paper = INKS[ink], PAPERS[light]
    if light == "night":
        found = {tone: mixed(own, (4, 6, 12), deep) for tone, deep in DEPTHS.items()}
    else:
        found = {tone: mixed(paper, own, share) for tone, share in SHARES[light].items()}
    second = OCHRE if light == "night" or ink == "rust" else RED
    return {"p": mixed(paper, paper, 0), **found, "x": mixed(second, second, 0)}


def style(ink: str, light: str) -> str:
    """The style sheet of a scene."""
    rules = (
        f".{tone}{{fill:{colour}}}.l{tone}{{stroke:{colour}}}"
        for tone, colour in tones(ink, light).items()
    )
    lines = ",".join(f".l{tone}" for tone in "psabcdx")
    return "".join(rules) + f"{lines}{{fill:none;stroke-linecap:round;stroke-linejoin:round}}"


# ---------------------------------------------------------------- strokes


def n(value: float) -> str:
    """A number as SVG has it, no longer than it must be."""
    return f"{round(value, 1):g}"


def shape(path: str, tone: str = "d") -> str:
    """A filled path."""
    return f'<path class="{tone}" d="{path}"/>'


def line(path: str, tone: str = "d", width: float = 3) -> str:
    """A drawn path."""
    return f'<path class="l{tone}" stroke-width="{n(width)}" d="{path}"/>'


def box(x: float, y: float, width: float, height: float, tone: str = "d") -> str:
    """A rectangle, `x` and `y` its upper left corner."""
    return shape(f"M{n(x)} {n(y)}h{n(width)}v{n(height)}h{n(-width)}z", tone)


def disc(x: float, y: float, radius: float, tone: str = "d") -> str:
    """A disc."""
    return f'<circle class="{tone}" cx="{n(x)}" cy="{n(y)}" r="{n(radius)}"/>'


def oval(x: float, y: float, wide: float, high: float, tone: str = "d") -> str:
    """An ellipse by its radii."""
    return f'<ellipse class="{tone}" cx="{n(x)}" cy="{n(y)}" rx="{n(wide)}" ry="{n(high)}"/>'


def polygon(points: Iterable[tuple[float, float]], tone: str = "d") -> str:
    """A filled polygon."""
    return shape("M" + "L".join(f"{n(x)} {n(y)}" for x, y in points) + "z", tone)


def at(x: float, y: float, size: float, *drawn: str) -> str:
    """What was drawn around 0, 0, moved and sized."""
    return f'<g transform="translate({n(x)} {n(y)}) scale({round(size, 3):g})">{"".join(drawn)}</g>'


def turned(degrees: float, *drawn: str) -> str:
    """What was drawn around 0, 0, turned clockwise."""
    return f'<g transform="rotate({n(degrees)})">{"".join(drawn)}</g>'


def noise(seed: float, step: int) -> float:
    """A number in 0..1 that looks like chance and is none."""
    mixed_up = zlib.crc32(f"{seed:g} {step}".encode())
    return (mixed_up * 2_654_435_761 >> 7 & 0xFFFF) / 0xFFFF
