"""Near: what is seen from close by. Each stands on its own 0, 0."""

import math

from octavo.demo.pictures.ink import (
    HEIGHT,
    WIDTH,
    at,
    box,
    disc,
    line,
    n,
    noise,
    oval,
    polygon,
    shape,
    turned,
)


def cab(x: float, y: float, size: float = 1) -> str:
    """The cab of a crane under its boom, somebody in it."""
    beam = box(-420, -230, 900, 40, "d") + line(
        "".join(f"M{i} -190l40 -40l40 40" for i in range(-420, 480, 80)), "s", 4
    )
    hung = line("M-70-190V-120M110-190V-120", "d", 10)
    body = polygon([(-110, -120), (150, -120), (150, 60), (-60, 100), (-110, 60)], "d")
    glass = polygon([(-94, -100), (40, -100), (40, 66), (-54, 82), (-94, 48)], "p") + box(
        58, -96, 76, 70, "p"
    )
    driver = (
        disc(0, -30, 22, "c")
        + shape("M-34 66Q-30-4 4-8Q36-4 40 40V66L-50 82z", "c")
        + line("M-20 30L-60 44", "c", 12)
    )
    return at(
        x,
        y,
        size,
        beam,
        hung,
        body,
        glass,
        driver,
        line("M-94-26H40M-20-100V-60", "d", 4),
        box(60, 0, 72, 26, "x"),
    )


def wafer(x: float, y: float, size: float = 1) -> str:
    """A wafer with its grid of chips, held by an arm."""
    chips = [
        box(
            28 * i - 12,
            28 * k - 12,
            24,
            24,
            "x" if (i, k) == (2, -1) else "bca"[int(noise(i + 9, k + 9) * 3)],
        )
        for i in range(-5, 6)
        for k in range(-5, 6)
        if math.hypot(i, k) < 5.1
    ]
    arm = box(120, -22, 420, 44, "c") + box(130, -60, 26, 120, "c")
    return at(
        x,
        y,
        size,
        arm,
        disc(0, 0, 172, "d"),
        disc(0, 0, 164, "p"),
        *chips,
        shape("M-8 164h16l-8-12z", "d"),
    )


def envelope(x: float, y: float, size: float = 1) -> str:
    """A letter half through the flap of a door."""
    door = (
        box(-420, -340, 840, 700, "c")
        + box(-300, -300, 600, 190, "b")
        + box(-300, 150, 600, 200, "b")
    )
    brass = box(-190, -46, 380, 92, "a") + box(-164, -22, 328, 44, "d")
    letter = polygon([(-140, -8), (140, -8), (150, 96), (-150, 96)], "p") + line(
        "M-140-8L0 52L140-8", "b", 3
    )
    return at(
        x,
        y,
        size,
        door,
        brass,
        letter,
        box(92, 54, 38, 28, "x"),
        line("M-120 58h90M-120 72h64", "c", 3),
    )


def ballot_box(x: float, y: float, size: float = 1) -> str:
    """A ballot box, a paper going in."""
    paper = (
        polygon([(-52, -246), (44, -262), (58, -160), (-40, -160)], "p")
        + line("M-30-226l52-8M-27-206l52-8M-24-186l30-5", "b", 4)
        + line("M22-196l7 8l14-20", "x", 5)
    )
    front = (
        box(-150, -150, 300, 150, "c")
        + polygon([(-150, -150), (-116, -180), (184, -180), (150, -150)], "b")
        + polygon([(150, -150), (184, -180), (184, -30), (150, 0)], "d")
    )
    slot = polygon([(-58, -161), (-50, -168), (82, -168), (76, -161)], "d")
    return at(
        x,
        y,
        size,
        front,
        slot,
        paper,
        box(-24, -96, 48, 54, "d"),
        line("M-12-96v-16a12 12 0 0 1 24 0v16", "d", 6),
    )


def heap(x: float, y: float, size: float = 1, count: float = 26) -> str:
    """A heap of folded papers."""
    sheets = []
    for i in range(int(count)):
        left, up, turn = (noise(2, i) - 0.5) * 260, -noise(5, i) * 40, 40 * (noise(8, i) - 0.5)
        sheets.append(
            at(
                left,
                up,
                1,
                turned(turn, box(-26, -8, 52, 16, "psa"[i % 3]), line("M-26 8h52", "c", 1)),
            )
        )
    return at(x, y, size, *sheets)


def pump(x: float, y: float, size: float = 1) -> str:
    """A bilge pump with its motor and a pressure gauge."""
    pipes = line("M-330-60H-120M120-150V-330M120-150H60", "c", 34) + line(
        "M-330-60H-120M120-160V-330", "a", 8
    )
    case = disc(0, -90, 120, "d") + disc(0, -90, 88, "c") + disc(0, -90, 30, "d")
    bolts = "".join(
        disc(104 * math.cos(i * math.pi / 4), -90 + 104 * math.sin(i * math.pi / 4), 7, "a")
        for i in range(8)
    )
    motor = box(120, -140, 190, 104, "d") + line(
        "".join(f"M{i}-128V-48" for i in range(146, 300, 20)), "b", 5
    )
    gauge = (
        line("M-90-190V-250", "d", 10)
        + disc(-90, -270, 42, "d")
        + disc(-90, -270, 34, "p")
        + line("M-90-270L-112-288", "x", 5)
    )
    return at(
        x,
        y,
        size,
        pipes,
        motor,
        case,
        bolts,
        gauge,
        box(-170, 20, 500, 22, "d"),
        line("M-90 20L-70-10M90 20L70-10", "d", 16),
    )


def jars(x: float, y: float, size: float = 1, count: float = 4) -> str:
    """Jars with lids on a shelf."""
    drawn = [box(-420, 0, 900, 16, "d")]
    for i in range(int(count)):
        left = -250 + i * 140
        drawn.append(shape(f"M{left} 0v-112q0-20 14-26v-14h82v14q14 6 14 26V0z", "bcbc"[i % 4]))
        drawn += [
            box(left + 8, -172, 94, 26, "x"),
            box(left + 10, -86, 90, 56, "p"),
            line(f"M{left + 24}-66h62M{left + 24}-52h40", "c", 4),
        ]
        drawn.append(disc(left + 84, -46, 7, "c"))
    return at(x, y, size, *drawn)


def _point(high: float) -> str:
    light, dark = ([(0, -high), (side, -10), (0, 0)] for side in (-9, 9))
    return polygon(light, "p") + polygon(dark, "d")


def compass(x: float, y: float, size: float = 1) -> str:
    """A compass rose and the line of a course."""
    star = "".join(turned(45 * i, _point(44 if i % 2 else 70)) for i in range(8))
    return at(
        x,
        y,
        size,
        f'<circle class="lc" stroke-width="2" r="54"/>{star}',
        polygon([(0, -92), (8, -74), (-8, -74)], "x"),
    )


def course(*points: float) -> str:
    """A course on a chart: dashes from place to place."""
    path = "M" + " ".join(map(n, points))
    return f'<path class="lx" stroke-width="4" stroke-dasharray="12 9" d="{path}"/>'


def grid(step: float = 80, tone: str = "s") -> str:
    """The grid of a chart."""
    down = "".join(f"M{i} 0V{HEIGHT}" for i in range(0, WIDTH, int(step)))
    return line(down + "".join(f"M0 {i}H{WIDTH}" for i in range(0, HEIGHT, int(step))), tone, 1.5)


def stand(x: float, y: float, size: float = 1) -> str:
    """A music stand with its sheets."""
    leaves = polygon([(-150, -330), (0, -312), (0, -150), (-156, -168)], "p") + polygon(
        [(150, -330), (0, -312), (0, -150), (156, -168)], "p"
    )
    staves = "".join(
        line(f"M-138 {top}l126 14m24 0l126-14", "b", 1.2)
        for top in (-306 + 32 * k + 5 * m for k in range(4) for m in range(4))
    )
    notes = "".join(
        oval(
            -124 + 24 * i + 26 * (i > 4),
            -286 + 32 * (i % 4) + 6 * noise(3, i),
            6,
            4.4,
            "x" if i == 7 else "d",
        )
        for i in range(10)
    )
    return at(
        x,
        y,
        size,
        line("M0-150V0M0 0L-70 50M0 0L70 50", "d", 9),
        leaves,
        staves,
        notes,
        box(-166, -166, 332, 14, "d"),
    )


def islands(seed: float = 1, tone: str = "c") -> str:
    """A chart's islands with their depth lines."""
    drawn = []
    for i in range(9):
        x, y = (
            90 + (i % 4) * 200 + 70 * noise(seed, i),
            90 + (i // 4) * 150 + 60 * noise(seed + 2, i),
        )
        wide, high = 26 + 34 * noise(seed + 5, i), 16 + 20 * noise(seed + 6, i)
        rings = (
            f'<ellipse class="lb" stroke-width="1.2" cx="{n(x)}" cy="{n(y)}"'
            f' rx="{n(wide + r)}" ry="{n(high + r)}"/>'
            for r in (12, 26, 42)
        )
        drawn += [*rings, oval(x, y, wide, high, tone)]
    return "".join(drawn)
