"""Land: skies, weather, ground and water, across the whole width of a scene."""

import math

from octavo.demo.pictures.ink import HEIGHT, WIDTH, at, box, disc, line, n, noise, polygon, shape


def sun(x: float, y: float, radius: float, tone: str = "x") -> str:
    """A sun or a moon."""
    return disc(x, y, radius, tone)


def stars(count: float, below: float, seed: float = 1) -> str:
    """Stars over the sky down to `below`."""
    return "".join(
        disc(
            noise(seed, i) * WIDTH,
            noise(seed + 3, i) * below,
            0.8 + 1.8 * noise(seed + 7, i) ** 3,
            "p",
        )
        for i in range(int(count))
    )


def trails(x: float, y: float, count: float) -> str:
    """Circles around a pole, as a long exposure has them."""
    arcs = []
    for i in range(int(count)):
        radius, start = 26 + i * 21, noise(2, i) * 6.3
        end = start + 0.7 + noise(5, i)
        one, other = (
            f"{n(x + radius * math.cos(t))} {n(y + radius * math.sin(t))}" for t in (start, end)
        )
        arcs.append(line(f"M{one}A{radius} {radius} 0 0 1 {other}", "p", 1.2 + noise(9, i)))
    return "".join(arcs)


def cloud(x: float, y: float, size: float = 1, tone: str = "p") -> str:
    """A flat-bottomed cloud."""
    return at(
        x,
        y,
        size,
        shape(
            "M-90 0a26 26 0 0 1 22-40a46 46 0 0 1 84-16a34 34 0 0 1 56 30a15 15 0 0 1 14 26z", tone
        ),
    )


def smoke(x: float, y: float, size: float = 1, tone: str = "b") -> str:
    """Smoke that leans with the wind."""
    puffs = (disc(i * 34, -i * 24 - 10 * (i % 2), 16 + 8 * i, tone) for i in range(6))
    return at(x, y, size, *puffs)


def rain(below: float, slant: float = 14, tone: str = "b") -> str:
    """Rain in strokes."""
    drops = (
        f"M{n(noise(3, i) * (WIDTH + 60))} {n(noise(8, i) * below)}l{n(-slant)} {n(slant * 2.2)}"
        for i in range(150)
    )
    return line("".join(drops), tone, 1.4)


def hills(y: float, height: float, seed: float = 1, tone: str = "a") -> str:
    """A soft ridge whose foot is the lower edge."""
    points = [(float(x), y - height * _swell(x, seed)) for x in range(0, WIDTH + 1, 10)]
    return polygon([(0, HEIGHT), *points, (WIDTH, HEIGHT)], tone)


def _swell(x: float, seed: float) -> float:
    waves = (math.sin(x / (210 / k) + seed * 2.4 * k) / k for k in (1, 2, 3))
    return 0.5 + sum(waves) / 3.4


def ridge(y: float, height: float, seed: float = 1, tone: str = "a") -> str:
    """Mountains: a broken ridge."""
    points = [
        (x * 40.0, y - height * (0.25 + 0.75 * noise(seed, x)) * (1 if x % 2 else 0.45))
        for x in range(WIDTH // 40 + 1)
    ]
    return polygon([(0, HEIGHT), *points, (WIDTH, HEIGHT)], tone)


def ground(y: float, tone: str = "c") -> str:
    """Flat ground from `y` down."""
    return box(0, y, WIDTH, HEIGHT - y, tone)


def sea(y: float, tone: str = "a", waves: str = "p", seed: float = 4) -> str:
    """Water from `y` down, with lines of light that grow towards us."""
    strokes = []
    for i in range(46):
        depth = noise(seed, i) ** 1.4
        top, length = y + 6 + depth * (HEIGHT - y - 10), 14 + 70 * depth
        strokes.append(f"M{n(noise(seed + 5, i) * (WIDTH + 40) - 40)} {n(top)}h{n(length)}")
    return ground(y, tone) + line("".join(strokes), waves, 2)


def river(y: float, bend: float = 1, tone: str = "p") -> str:
    """A river that comes from the horizon at `y` towards us."""
    b = 120 * bend
    h = HEIGHT
    return shape(
        f"M{n(430 - b)} {n(y)}C{n(500 + b)} {n(y + 50)} {n(180 - b)} {n(y + 90)} {n(330)} {n(h)}"
        f"H{n(640)}C{n(420 - b)} {n(y + 100)} {n(560 + b)} {n(y + 50)} {n(446 - b)} {n(y)}z",
        tone,
    )


def furrows(y: float, tone: str = "b") -> str:
    """Lines of a field that meet at the horizon."""
    return line(
        "".join(f"M{n(400 + i * 6)} {n(y)}L{n(400 + i * 130)} {HEIGHT}" for i in range(-9, 10)),
        tone,
        3,
    )


def pines(y: float, count: float, seed: float = 2, tone: str = "c") -> str:
    """A wood of firs."""
    trees = []
    for i in range(int(count)):
        x, high = noise(seed, i) * WIDTH, 46 + 50 * noise(seed + 4, i)
        foot = y + 16 * noise(seed + 9, i)
        trees.append(
            polygon([(x - high / 4.4, foot), (x, foot - high), (x + high / 4.4, foot)], tone)
        )
    return "".join(trees)


def flames(y: float, seed: float = 3, tone: str = "x") -> str:
    """A line of fire along a slope."""
    tongues = []
    for i in range(34):
        x, high = 8 + i * 24.0, 16 + 46 * noise(seed, i)
        foot = y - 60 * _swell(x, 1.3) + 6
        tongues.append(
            f"M{n(x - 12)} {n(foot)}q2 {n(-high * 0.6)} 13 {n(-high)}"
            f"q1 {n(high * 0.4)} 9 {n(high * 0.5)}q4 {n(high * 0.3)}-1 {n(high * 0.5)}z"
        )
    return shape("".join(tongues), tone)
