"""Things: what stands, grows and walks in the open. Each stands on its own 0, 0."""

import math

from octavo.demo.pictures.ink import at, box, disc, line, n, noise, oval, polygon, shape

PEAR = "M0 0q5 8 5 14a7 7 0 1 1-11 0q0-7 6-14z"


def person(x: float, y: float, size: float = 1, tone: str = "d") -> str:
    """Somebody, standing."""
    body = shape("M-13 0L-11-46Q-20-62-15-84Q0-94 15-84Q20-62 11-46L13 0H4L0-40L-4 0z", tone)
    return at(x, y, size, body, disc(0, -103, 11, tone))


def crowd(x: float, y: float, size: float = 1, count: float = 8, tone: str = "d") -> str:
    """Several people beside each other."""
    return at(
        x,
        y,
        size,
        *(
            person(i * 34 + 10 * noise(4, i), 6 * noise(7, i), 0.86 + 0.24 * noise(2, i), tone)
            for i in range(int(count))
        ),
    )


def tree(x: float, y: float, size: float = 1, fruit: float = 0, tone: str = "c") -> str:
    """A tree with a round crown, with fruit where asked for."""
    crown = disc(0, -156, 62, tone) + "".join(
        disc(56 * math.cos(i * 0.7), -156 + 40 * math.sin(i * 0.7), 38, tone) for i in range(9)
    )
    pears = "".join(
        at(132 * noise(3, i) - 66, 76 * noise(6, i) - 196, 1, shape(PEAR, "x"))
        for i in range(int(fruit))
    )
    return at(x, y, size, line("M0 0V-110M0-60L30-108M0-46L-28-104", "d", 11), crown, pears)


def houses(x: float, y: float, size: float = 1, count: float = 7, tone: str = "") -> str:
    """A terrace of gabled houses; of one `tone` and without windows where they are far."""
    return at(x, y, size, *(_house(i, tone) for i in range(int(count))))


def _house(i: int, tone: str) -> str:
    high, left = 92 + 30 * noise(1, i), i * 70.0
    gable = [
        (left, 0.0),
        (left, -high),
        (left + 35, -high - 38),
        (left + 70, -high),
        (left + 70, 0.0),
    ]
    walls = polygon(gable, tone or "bcbc"[i % 4]) + box(left + 50, -high - 44, 10, 26, tone or "d")
    if tone:
        return walls
    roof = polygon(
        [
            (left - 4, -high + 6),
            (left + 35, -high - 42),
            (left + 74, -high + 6),
            (left + 35, -high - 24),
        ],
        "d",
    )
    panes = (
        box(left + 12 + 28 * k, -high + 18 + 34 * m, 16, 20, "p") for k in (0, 1) for m in (0, 1)
    )
    return walls + roof + "".join(panes) + box(left + 27, -30, 16, 30, "x" if i % 3 == 1 else "d")


def works(x: float, y: float, size: float = 1, tone: str = "c") -> str:
    """A long modern works with its stacks."""
    halls = (
        box(-260, -90, 330, 90, tone) + box(70, -140, 170, 140, "d") + box(-290, -40, 40, 40, "b")
    )
    strips = box(-240, -66, 290, 12, "p") + "".join(
        box(90 + 34 * i, -116 + 40 * k, 20, 14, "p") for i in range(4) for k in range(2)
    )
    stacks = "".join(box(-180 + 60 * i, -138, 16, 48, tone) for i in range(3)) + box(
        206, -206, 14, 66, "d"
    )
    return at(x, y, size, stacks, halls, strips, box(-60, -34, 26, 34, "x"))


def stadium(x: float, y: float, size: float = 1) -> str:
    """A stadium from above its rim, with floodlights."""
    bowl = oval(0, 0, 360, 132, "d") + oval(0, -6, 336, 114, "c") + oval(0, 4, 250, 78, "b")
    seats = "".join(
        f'<ellipse class="ls" stroke-width="1.2" stroke-dasharray="3 7" rx="{r}" ry="{r // 3}"/>'
        for r in range(262, 332, 14)
    )
    pitch = polygon([(-168, 30), (-124, -34), (124, -34), (168, 30)], "a") + line(
        "M-168 30L-124-34H124L168 30zM0-34V30M-30-2a30 11 0 1 0 60 0a30 11 0 1 0-60 0", "p", 2.5
    )
    masts = "".join(
        line(f"M{i} {-60}V-210", "d", 7)
        + box(i - 30, -240, 60, 32, "d")
        + "".join(disc(i - 20 + 20 * k, -232 + 16 * m, 6, "p") for k in range(3) for m in range(2))
        for i in (-300, 300)
    )
    return at(x, y, size, masts, bowl, seats, pitch)


def keeper(x: float, y: float, size: float = 1) -> str:
    """A goalkeeper in the air, to the left."""
    body = (
        line("M60 20L6-6L-40-34M-40-34L-86-70M-40-34L-92-46", "d", 20)
        + line("M60 20L112 8M60 20L108 52", "d", 17)
        + line("M8-6L-38-34", "x", 28)
    )
    return at(
        x,
        y,
        size,
        body,
        disc(-36, -62, 15, "d"),
        disc(-112, -82, 17, "p"),
        line("M-120-90l8 4l8-6M-112-86l-2 12M-122-76l8 2", "d", 2),
    )


def net(x: float, y: float, size: float = 1) -> str:
    """A goal with its net."""
    mesh = "".join(f"M{i * 26}-250L{n(i * 24)}-10" for i in range(-12, 13)) + "".join(
        f"M-320 {-24 * k}H320" for k in range(1, 11)
    )
    return at(
        x,
        y,
        size,
        line(mesh, "b", 1.5),
        line("M-330 0V-256H330V0", "p", 13),
        line("M-338 0V-264H338V0", "d", 2),
    )


def dome(x: float, y: float, size: float = 1) -> str:
    """A telescope's dome, its slit open."""
    shell = shape("M-120-90a120 120 0 0 1 240 0z", "p") + shape(
        "M0-90a120 120 0 0 1 60-104A120 120 0 0 1 120-90z", "a"
    )
    slit = shape("M14-90Q14-168 52-198L80-180Q50-150 48-90z", "d")
    return at(
        x,
        y,
        size,
        box(-112, -90, 224, 90, "b"),
        box(20, -90, 92, 90, "c"),
        shell,
        slit,
        line("M34-108L66-190", "x", 9),
        box(-126, -96, 252, 10, "d"),
        box(-84, -42, 26, 42, "d"),
    )


def goat(x: float, y: float, size: float = 1, turn: float = 1, tone: str = "d") -> str:
    """A goat; `turn` -1 looks left."""
    body = shape(
        "M-52-74Q-58-50-44-38L-46 0H-36L-28-36Q0-30 26-38L30 0H40L44-44"
        "Q54-58 56-72L74-84Q84-88 78-98L64-108Q52-104 46-92Q10-86-52-74z",
        tone,
    )
    horns = line("M64-106Q58-132 36-134", tone, 5) + line(
        "M56-100l-14 2M76-86l-2 14M-52-72l-8-14", tone, 4
    )
    drawn = f'<g transform="scale({n(turn)} 1)">{body}{horns}</g>'
    return at(x, y, size, drawn, disc(48 * turn, -66, 5, "x"))


def sandbags(x: float, y: float, size: float = 1, count: float = 12) -> str:
    """A wall of sandbags."""
    bags = []
    for row in range(4):
        bags += [
            oval(i * 62 + 31 * (row % 2), -16 - 26 * row, 34, 16, "bcdc"[(i + row) % 4])
            for i in range(int(count) - row)
        ]
    return at(x, y, size, *bags)


def mast(x: float, y: float, size: float = 1) -> str:
    """A street lamp."""
    return at(x, y, size, line("M0 0V-190Q0-214 30-212", "d", 6), oval(40, -209, 18, 7, "x"))


def wall(y: float, x: float = 0, wide: float = 800, high: float = 60) -> str:
    """A wall of stones."""
    joints = "".join(
        f"M{n(x + 44 * i + 22 * (k % 2))} {n(y - high + 20 * k)}v20"
        for k in range(int(high // 20))
        for i in range(int(wide // 44) + 1)
    )
    rows = "".join(f"M{n(x)} {n(y - high + 20 * k)}h{n(wide)}" for k in range(int(high // 20)))
    return box(x, y - high, wide, high, "c") + line(joints + rows, "b", 2)
