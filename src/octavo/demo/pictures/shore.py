"""Shore: what stands by the water and floats on it. Each stands on its own 0, 0."""

import math

from octavo.demo.pictures.ink import at, box, line, n, noise, polygon, shape, turned


def crane(x: float, y: float, size: float = 1, lift: float = 0, tone: str = "d") -> str:
    """A container crane; its boom is raised by `lift` degrees."""
    frame = line(
        "M-44 0V-150M44 0V-150M-44-70H44M-44-150L44-70M-70-150H60M-44-150L0-232L44-150", tone, 7
    )
    feet = box(-58, -7, 28, 7, tone) + box(30, -7, 28, 7, tone)
    house = box(-72, -174, 46, 24, tone)
    boom = line("M0 0H150M0-7H150", tone, 5) + box(66, 0, 14, 16, "x")
    stays = line(f"M0-232L-70-150M0-232{_reach(lift)}", tone, 2)
    return at(x, y, size, stays, frame, feet, house, at(52, -150, 1, turned(-lift, boom)))


def _reach(lift: float) -> str:
    turn = math.radians(lift)
    return "".join(
        f"M0-232L{n(52 + r * math.cos(turn))} {n(-150 - r * math.sin(turn))}" for r in (78, 146)
    )


def ship(x: float, y: float, size: float = 1, load: float = 1, tone: str = "d") -> str:
    """A container ship, laden where `load` is 1."""
    hull = polygon([(-230, -34), (244, -42), (206, 0), (-214, 0)], tone)
    house = (
        box(-206, -104, 44, 72, "p") + box(-206, -104, 44, 9, tone) + line("M-184-104v-26", tone, 4)
    )
    ports = "".join(
        box(-200 + 12 * i, -84 + 20 * k, 6, 6, tone) for i in range(3) for k in range(2)
    )
    boxes = stack(-150, -36, 0.7, 11, 3) if load else ""
    return at(x, y, size, house, ports, boxes, hull, line("M-224-16H222", "x", 4))


def stack(x: float, y: float, size: float = 1, columns: float = 5, rows: float = 3) -> str:
    """Containers, stacked; some columns lower than others."""
    drawn = []
    for i in range(int(columns)):
        for k in range(int(rows - (noise(size + 2, i) > 0.6))):
            tone = "xbcdac"[int(noise(i + 1, k + 3) * 6)]
            drawn.append(box(i * 45, -(k + 1) * 24, 43, 22, tone))
            drawn.append(
                line(
                    "".join(
                        f"M{n(i * 45 + 7 + 7 * m)} {n(-(k + 1) * 24 + 5)}v12" for m in range(5)
                    ),
                    "s",
                    1,
                )
            )
    return at(x, y, size, *drawn)


def gate(x: float, y: float, size: float = 1, tone: str = "d") -> str:
    """A shut gate of bars between two posts."""
    bars = "".join(f"M{i * 18} 0V-132" for i in range(-9, 10))
    posts = box(-196, -176, 26, 176, tone) + box(170, -176, 26, 176, tone)
    return at(
        x,
        y,
        size,
        line(bars, tone, 4),
        line("M-170-122H170M-170-24H170M-170-24L0-122L170-24", tone, 6),
        posts,
    )


def brazier(x: float, y: float, size: float = 1) -> str:
    """A fire in a basket."""
    fire = shape("M-22-44c-6-26 14-30 8-58c22 14 16 28 24 36c4-8 2-14 2-14c14 16 14 26 10 36z", "x")
    basket = polygon([(-30, -46), (30, -46), (22, -12), (-22, -12)], "d")
    return at(
        x, y, size, fire, basket, line("M-18-12L-26 0M18-12L26 0M-27-34H27M-24-23H24", "d", 3)
    )


def bridge(x: float, y: float, size: float = 1, tone: str = "d") -> str:
    """A footbridge of one arch with its railing."""
    arch = shape("M-330 0Q0-150 330 0L330 16Q0-112-330 16z", tone)
    posts = "".join(f"M{i * 30} {n(-75 + 75 * (i / 11) ** 2)}v-34" for i in range(-10, 11))
    return at(x, y, size, arch, line(posts, tone, 3), line("M-320-30Q0-184 320-30", tone, 4))


def silos(x: float, y: float, size: float = 1, count: float = 4) -> str:
    """Grain silos with their elevator."""
    drawn = [
        box(count * 84 + 6, -300, 40, 300, "d"),
        polygon([(count * 84, -300), (count * 84 + 26, -332), (count * 84 + 52, -300)], "d"),
    ]
    for i in range(int(count)):
        left = i * 84
        drawn += [
            box(left, -220, 78, 220, "b"),
            box(left + 52, -220, 26, 220, "c"),
            polygon([(left - 3, -220), (left + 39, -256), (left + 81, -220)], "d"),
        ]
        drawn.append(line(f"M{n(left)}-70h78M{n(left)}-145h78", "a", 2))
    return at(x, y, size, *drawn, line(f"M20-262H{n(count * 84 + 10)}", "d", 6))


def gauge(x: float, y: float, size: float = 1, water: float = 60) -> str:
    """A staff gauge in a river; the water stands at `water`."""
    marks = "".join(f"M-14 {-20 * i}h{28 if i % 5 == 0 else 16}" for i in range(1, 16))
    return at(
        x,
        y,
        size,
        box(-20, -330, 40, 330, "p"),
        line(marks, "d", 4),
        line("M-20 0V-330H20V0", "d", 4),
        box(-20, -water, 40, water, "b"),
        box(-20, -250, 40, 6, "x"),
    )


def ferry(x: float, y: float, size: float = 1, tone: str = "d") -> str:
    """A coastal ferry."""
    hull = shape("M-210-44L228-50Q210-6 176 0H-186Q-206-16-210-44z", tone)
    decks = (
        box(-170, -84, 330, 40, "p") + box(-140, -118, 230, 34, "p") + box(34, -146, 52, 28, "p")
    )
    panes = "".join(box(-156 + 30 * i, -74, 18, 13, "c") for i in range(10)) + "".join(
        box(-126 + 30 * i, -108, 18, 12, "c") for i in range(5)
    )
    funnel = polygon([(-80, -118), (-74, -172), (-34, -172), (-30, -118)], tone) + box(
        -76, -160, 43, 14, "x"
    )
    return at(
        x,
        y,
        size,
        funnel,
        decks,
        panes,
        box(42, -138, 40, 10, "c"),
        line("M-170-84H160M-140-118H90M34-146H86", tone, 4),
        hull,
        line("M-206-24H222", "x", 5),
        line("M60-146V-196", tone, 3),
    )


def boat(x: float, y: float, size: float = 1, tone: str = "d") -> str:
    """A small motor boat with a cabin and a flag."""
    hull = shape("M-110-40H124Q104 0 70 0H-84Q-106-14-110-40z", tone)
    cabin = (
        box(-50, -92, 84, 52, "p")
        + box(-56, -98, 96, 8, tone)
        + "".join(box(-40 + 24 * i, -80, 15, 16, "c") for i in range(3))
    )
    flag = line("M-92-40V-112", tone, 3) + polygon([(-92, -112), (-48, -102), (-92, -90)], "x")
    return at(
        x, y, size, cabin, hull, flag, line("M-106-26H116", "p", 3), line("M10-98V-140", tone, 3)
    )


def jetty(y: float, reach: float = 300) -> str:
    """A jetty from the left."""
    posts = "".join(f"M{i} {n(y)}v70" for i in range(20, int(reach), 56))
    return line(posts, "c", 8) + box(0, y - 10, reach, 14, "d")


def lighthouse(x: float, y: float, size: float = 1, beam: float = 0) -> str:
    """A lighthouse on its rock; by night with a beam."""
    light = (
        polygon([(0, -262), (620, -350), (620, -190)], "a")
        + polygon([(0, -262), (-620, -320), (-620, -220)], "a")
        if beam
        else ""
    )
    rock = shape("M-130 30Q-100-20-50-10Q0-30 50-8Q110-14 140 30z", "d")
    tower = polygon([(-34, -10), (-22, -240), (22, -240), (34, -10)], "p")
    bands = polygon([(-31, -62), (-28, -118), (28, -118), (31, -62)], "x") + polygon(
        [(-26, -165), (-23, -220), (23, -220), (26, -165)], "x"
    )
    lamp = (
        box(-30, -248, 60, 9, "d")
        + box(-15, -280, 30, 32, "p")
        + line("M-15-280v32M0-280v32M15-280v32", "d", 3)
        + shape("M-20-280Q0-312 20-280z", "d")
    )
    return at(x, y, size, light, rock, tower, bands, lamp)
