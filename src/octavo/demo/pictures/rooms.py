"""Rooms: what is seen indoors. Each stands on its own 0, 0."""

import math

from octavo.demo.pictures.ink import HEIGHT, WIDTH, at, box, disc, line, n, noise, polygon, shape


def floor(y: float, tone: str = "b", boards: str = "a") -> str:
    """A floor whose boards meet behind the picture."""
    joints = "".join(
        f"M{n(400 + i * 42)} {n(y)}L{n(400 + i * 110)} {HEIGHT}" for i in range(-10, 11)
    )
    return box(0, y, WIDTH, HEIGHT - y, tone) + line(joints, boards, 2)


def windows(y: float, count: float = 4, high: float = 210) -> str:
    """A row of tall windows with light in them."""
    step = WIDTH / count
    panes = []
    for i in range(int(count)):
        left = step * i + step / 2 - 46
        panes.append(
            shape(f"M{n(left)} {n(y + high)}V{n(y + 46)}a46 46 0 0 1 92 0V{n(y + high)}z", "p")
        )
        panes.append(at(left, y, 1, line(f"M46 0v{n(high)}M0 80h92M0 145h92", "b", 3)))
    return "".join(panes)


def table(x: float, y: float, size: float = 1, chairs: float = 3) -> str:
    """A long table, its empty chairs, and papers on it."""
    seats = "".join(_chair(-200 + 400 * (i + 0.5) / chairs, -66) for i in range(int(chairs)))
    top = polygon([(-260, -70), (260, -70), (310, -28), (-310, -28)], "d") + box(
        -310, -28, 620, 14, "c"
    )
    legs = line("M-280-14V60M280-14V60", "d", 13)
    sheets = "".join(
        polygon([(i - 24, -60), (i + 22, -60), (i + 28, -42), (i - 28, -42)], "p")
        for i in (-140, 10, 150)
    )
    glass = "".join(shape(f"M{i}-66h14l-3 24h-8z", "a") for i in (-70, 84))
    return at(
        x,
        y,
        size,
        seats,
        legs,
        top,
        sheets,
        glass,
        polygon([(196, -62), (222, -62), (228, -46), (200, -46)], "x"),
    )


def _chair(x: float, y: float) -> str:
    return box(x - 28, y - 92, 56, 92, "c") + box(x - 18, y - 82, 36, 44, "b")


def racks(y: float = 250, tone: str = "d") -> str:
    """An aisle between rows of servers; one light is red."""
    drawn = [
        polygon([(300, y - 84), (500, y - 84), (500, y + 70), (300, y + 70)], "s"),
        polygon([(300, y + 70), (500, y + 70), (800, 500), (0, 500)], "b"),
    ]
    for k in range(5):
        near, far = 1 / (1 + 0.36 * k), 1 / (1 + 0.36 * (k + 1))
        for side in (-1, 1):
            x0, x1 = 400 + side * 400 * near, 400 + side * 400 * far
            rows = [
                (x0, y - 320 * near),
                (x1, y - 320 * far),
                (x1, y + 250 * far),
                (x0, y + 250 * near),
            ]
            drawn.append(polygon(rows, "dcdcd"[k] if tone == "d" else tone))
            for m in range(1, 12):
                t0, t1 = y + near * (-320 + m * 45), y + far * (-320 + m * 45)
                drawn.append(line(f"M{n(x0)} {n(t0)}L{n(x1)} {n(t1)}", "b", 1.6 * near))
                lamp = "x" if (side, k, m) == (-1, 1, 6) else "p"
                mid = 0.34 + 0.3 * noise(k + 1, m)
                drawn.append(
                    disc(
                        x0 + (x1 - x0) * mid,
                        t0 + (t1 - t0) * mid - 18 * near,
                        (7 if lamp == "x" else 3.4) * near,
                        lamp,
                    )
                )
    return "".join(drawn)


def chamber(x: float, y: float, size: float = 1) -> str:
    """Rows of seats in half circles before a desk."""
    drawn = []
    for row in range(4, -1, -1):
        radius, seats = 130 + 56 * row, 9 + 2 * row
        for i in range(seats):
            turn = math.pi * (0.06 + 0.88 * i / (seats - 1))
            left, top = radius * math.cos(turn), -0.46 * radius * math.sin(turn)
            taken = "x" if (row * 7 + i * 3) % 11 == 0 else "dc"[row % 2]
            drawn.append(shape(f"M{n(left - 15)} {n(top)}v-17q0-12 15-12q15 0 15 12v17z", taken))
    desk = polygon([(-90, 10), (90, 10), (110, 64), (-110, 64)], "d") + box(-28, -26, 56, 38, "c")
    return at(x, y, size, *drawn, desk)


def bench(x: float, y: float, size: float = 1) -> str:
    """The raised table of an inquiry, scales on the wall above it."""
    scales = line("M0-250V-350M-70-336H70M-70-336l-26 52h52zM70-336l-26 52h52z", "c", 5) + shape(
        "M-98-282h56q-28 26-56 0zM42-282h56q-28 26-56 0z", "c"
    )
    people = "".join(
        disc(i, -168, 22, "d") + shape(f"M{i - 40}-104q4-42 40-42q36 0 40 42z", "d")
        for i in (-150, 0, 150)
    )
    top = (
        box(-290, -112, 580, 18, "d")
        + box(-270, -94, 540, 94, "c")
        + line("".join(f"M{i}-94V0" for i in range(-180, 181, 90)), "b", 4)
    )
    return at(
        x, y, size, scales, people, top, box(-26, -126, 52, 14, "p"), box(100, -128, 10, 16, "x")
    )


def screen(x: float, y: float, size: float = 1) -> str:
    """A screen in the open, light coming over the heads."""
    beam = polygon([(-190, -240), (190, -240), (190, -30), (-190, -30)], "p")
    shown = (
        shape("M-60-30Q-40-120 0-120Q40-120 60-30z", "b")
        + disc(0, -150, 32, "b")
        + disc(120, -190, 22, "x")
    )
    heads = "".join(
        disc(-330 + 60 * i + 16 * noise(3, i), 60 + 12 * noise(5, i), 24, "d")
        + shape(f"M{n(-366 + 60 * i)} 128q4-46 36-46q34 0 38 46z", "d")
        for i in range(12)
    )
    return at(
        x,
        y,
        size,
        line("M-190-10V60M190-10V60", "d", 9),
        box(-202, -252, 404, 234, "d"),
        beam,
        shown,
        heads,
    )


def balconies(x: float, y: float, size: float = 1) -> str:
    """An auditorium: balconies, a curtain, a chandelier."""
    drawn = [
        shape("M-212 40V-160Q0-276 212-160V40z", "c"),
        shape("M-190 40V-150Q0-250 190-150V40z", "x"),
        line(
            "".join(f"M{i} 40Q{n(i * 0.9)}-60 {n(i * 0.96)}-190" for i in range(-168, 169, 28)),
            "d",
            2,
        ),
    ]
    for side in (-1, 1):
        for row in range(4):
            top = -210 + 74 * row
            drawn.append(
                shape(
                    f"M{side * 400} {top - 46}q{side * -140} 36 {side * -196} 46v26"
                    f"q{side * 66}-8 {side * 196}-32z",
                    "dcdc"[row],
                )
            )
            drawn += [
                disc(side * (230 + 48 * i), top - 10 - 9 * i - 3 * i * (i > 1), 9, "a")
                for i in range(4)
            ]
    lamp = line("M0-330V-262", "d", 3) + "".join(
        disc(22 * i, -250 + abs(i) * -5, 8, "p") for i in range(-3, 4)
    )
    heads = "".join(
        disc(-390 + 44 * i + 12 * noise(6, i), 110 + 8 * noise(9, i), 19, "d") for i in range(19)
    ) + box(-420, 116, 840, 120, "d")
    return at(x, y, size, *drawn, box(-210, 40, 420, 18, "d"), lamp, heads)


def columns(y: float, count: float = 5, high: float = 300) -> str:
    """A hall of columns that carry an entablature."""
    step = WIDTH / count
    drawn = []
    for i in range(int(count)):
        left = step * (i + 0.5) - 34
        drawn += [
            box(left, y - high, 68, high, "b"),
            box(left + 44, y - high, 24, high, "c"),
            line(
                "".join(f"M{n(left + 12 * k)} {n(y - high + 10)}V{n(y - 12)}" for k in range(1, 6)),
                "a",
                2,
            ),
        ]
        drawn += [box(left - 12, y - high - 14, 92, 18, "d"), box(left - 12, y - 12, 92, 14, "d")]
    return (
        "".join(drawn)
        + box(0, y - high - 62, WIDTH, 48, "c")
        + box(0, y - high - 70, WIDTH, 12, "d")
    )


def clock(x: float, y: float, size: float = 1) -> str:
    """A clock on a wall."""
    return at(
        x,
        y,
        size,
        disc(0, 0, 44, "d"),
        disc(0, 0, 37, "p"),
        line("M0 0V-24M0 0L16 10", "d", 4),
        disc(0, 0, 4, "x"),
    )
