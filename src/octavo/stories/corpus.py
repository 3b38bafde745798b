"""Anyone's corpus, from file to file: the same window over JSON Lines.

    {id, time, lang, title, text} ──► cluster ──► {id, cluster, storyline, duplicate_of}
                                  └─► related ──► {id, related: [ids, best first]}
    {pair_id, lang1, lang2, text1, text2} ──► similarity ──► {pair_id, score}

`time` may be null. Articles are taken in the order of their times, then of the file. A file may be
one JSON array too, of {id, date, lang, title, text, cluster}, languages in three letters: the
layout of the benchmark of Miranda, Znotiņš, Cohen and Barzdins (Multilingual Clustering of
Streaming News, EMNLP 2018).
"""

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from octavo.analyse.article import analyses
from octavo.analyse.vector import Encoder
from octavo.errors import UsageError
from octavo.stories.lineage import Step, Text, families
from octavo.stories.similarity.features import Known
from octavo.stories.similarity.parameters import RATED, RATED_FOREIGN, RATED_SPARSE, Settings
from octavo.stories.similarity.similarity import alone, parts
from octavo.stories.window.live_window import Window
from octavo.types import Article, Block, Placement

UNDATED = datetime(1970, 1, 1, tzinfo=UTC)

PLAIN = Settings(links=0)
"""A file is clustered as the site would, without the links that the site keeps beside."""

LINKS = 10
"""Articles named as related to one."""

WIDE = 16
"""Stories that are looked through for them, by words and by meaning each."""

THREE = {"eng": "en", "deu": "de", "spa": "es"}
"""ISO 639-1 for the languages of that benchmark."""

HIGH = 0.8
"""The likeness from which more of it counts less and less: readers call equal what is very near,
and a copy is nearer still."""

Row = Mapping[str, Any]


def cluster(
    source: Path, target: Path, encoder: Encoder | None = None, *, explain: bool = False
) -> int:
    """Writes the story and the storyline of each article and the original of copies; how many
    articles there were."""
    rows = list(read(source))
    window, placements = _placed(rows, PLAIN, encoder)
    lines = _storylines(placements.values())
    traced = _traced(rows, window) if explain else {}
    found = []
    for at, row in enumerate(rows):
        story = window.story_of(at)
        told: dict[str, Any] = {
            "id": row["id"],
            "cluster": story,
            "storyline": lines.get(story, story) if story else None,
            "duplicate_of": _name(rows, window.original_of(at)),
        }
        if explain:
            told |= {"reason": dict(placements[at].reason)} | traced.get(at, {})
        found.append(told)
    return write(target, found)


def _traced(rows: Sequence[Row], window: Window) -> dict[int, dict[str, Any]]:
    """For each copy: what it was made from, what it added, left out and worded anew."""
    by_story: dict[int | None, list[Text]] = {}
    for at, row in enumerate(rows):
        told = article(row)
        text = Text(at, told.published, told.headline, told.text,
                    duplicate_of=window.original_of(at))  # fmt: skip
        by_story.setdefault(window.story_of(at), []).append(text)
    steps = (step for texts in by_story.values() for f in families(texts) for step in f.steps)
    return {step.article_id: {"lineage": _told(rows, step)} for step in steps}


def _told(rows: Sequence[Row], step: Step) -> dict[str, Any]:
    return {
        "parent": _name(rows, step.parent),
        "share": step.share,
        "added": step.difference.added,
        "left_out": step.difference.cut,
        "reworded": step.difference.reworded,
    }


def _storylines(placements: Iterable[Placement]) -> dict[int, int]:
    """The first story of the storyline of each story that follows another: what it follows was
    there before it, and what that became too."""
    follows: dict[int, int | None] = {}
    became: dict[int, int] = {}
    for placement in placements:
        follows |= placement.follows
        became |= dict(placement.merged)
    lines: dict[int, int] = {}
    for story in sorted({*follows, *became}):
        before = became.get(story, follows.get(story))
        if before is not None:
            lines[story] = lines.get(before, before)
    return lines


def related(
    source: Path, target: Path, encoder: Encoder | None = None, *, explain: bool = False
) -> int:
    """Writes what is nearest to each article when all are known; how many articles there were."""
    rows = list(read(source))
    wide = replace(PLAIN, candidates=WIDE, dense_candidates=WIDE)
    window, _ = _placed(rows, wide, encoder)
    found = []
    for at, row in enumerate(rows):
        near = window.nearest(at, LINKS)
        told = {"id": row["id"], "related": [rows[other]["id"] for other, _ in near]}
        found.append(told | {"scores": [score for _, score in near]} if explain else told)
    return write(target, found)


def similarity(
    source: Path, target: Path, encoder: Encoder | None = None, *, explain: bool = False
) -> int:
    """Writes how alike the texts of each pair are, 0..1; how many pairs there were."""
    pairs = list(read(source))
    sides = [
        {"id": 2 * at + k, "lang": pair.get(f"lang{k}"), "text": pair.get(f"text{k}") or ""}
        for at, pair in enumerate(pairs)
        for k in (1, 2)
    ]
    known = _known(sides, encoder)
    found = []
    for at, pair in enumerate(pairs):
        one, other = known[2 * at], known[2 * at + 1]
        told = {"pair_id": pair["pair_id"], "score": likeness(one, other)}
        found.append(told | {"parts": asdict(parts(one, alone(other)))} if explain else told)
    return write(target, found)


def likeness(one: Known, other: Known) -> float:
    """How alike two articles are as people would rate them, time left out: 0..1."""
    by = parts(one, alone(other))
    on = RATED_FOREIGN if by.foreign else RATED_SPARSE if by.dense is None else RATED
    rated = (
        on.bias
        + on.root * math.sqrt(max(by.words, 0.0))
        + on.names * by.names
        + on.numbers * by.numbers
        + on.dense * (by.dense or 0.0)
    )
    over = max(rated - HIGH, 0.0)
    near = HIGH + (1 - HIGH) * (1 - math.exp(-over / (1 - HIGH))) if over else max(rated, 0.0)
    return round(near, 4)


def read(path: Path) -> Iterator[Row]:
    """The rows of a file of JSON Lines or of one JSON array. UsageError tells where it is none."""
    with path.open(encoding="utf-8") as file:
        start = next((line for line in file if line.strip()), "").lstrip()[:1]
        file.seek(0)
        yield from _of_array(path, file.read()) if start == "[" else _of_lines(path, file)


def _of_lines(path: Path, lines: Iterable[str]) -> Iterator[Row]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise UsageError(f"{path}: line {number} is not JSON: {error}") from error
        if not isinstance(row, dict):
            raise UsageError(f"{path}: line {number} is not a JSON object")
        yield row


def _of_array(path: Path, text: str) -> Iterator[Row]:
    try:
        rows = json.loads(text)
    except ValueError as error:
        raise UsageError(f"{path} is not JSON: {error}") from error
    for number, row in enumerate(rows, 1):
        if not isinstance(row, dict) or "id" not in row:
            raise UsageError(f"{path}: item {number} is not a JSON object with an id")
        told = str(row.get("lang") or "")
        yield {**row, "time": row.get("time", row.get("date")), "lang": THREE.get(told, told)}


def write(path: Path, rows: Iterable[Row]) -> int:
    """Writes rows as JSON Lines; how many."""
    with path.open("w", encoding="utf-8") as out:
        return sum(bool(out.write(json.dumps(row, ensure_ascii=False) + "\n")) for row in rows)


def _placed(
    rows: list[Row], settings: Settings, encoder: Encoder | None
) -> tuple[Window, dict[int, Placement]]:
    known = _known(rows, encoder)
    order = sorted(range(len(rows)), key=lambda at: (known[at].published or UNDATED, at))
    window = Window(settings)
    return window, {at: window.place(known[at]) for at in order}


def _known(rows: Sequence[Row], encoder: Encoder | None) -> list[Known]:
    articles = [article(row) for row in rows]
    found = [
        Known.of(at, 0, told, analysis)
        for at, (told, analysis) in enumerate(
            zip(articles, analyses(articles, encoder), strict=True)
        )
    ]
    dated = [time(row.get("time")) is not None for row in rows]
    return [
        k if is_dated else replace(k, published=None)
        for k, is_dated in zip(found, dated, strict=True)
    ]


def article(row: Row) -> Article:
    """A row as the walk would have read it; an undated one bears the earliest of times."""
    text = str(row.get("text") or "")
    blocks = tuple(Block("paragraph", line, "") for line in text.split("\n") if line.strip())
    return Article(
        url="",
        headline=str(row.get("title") or ""),
        blocks=blocks,
        published=time(row.get("time")) or UNDATED,
        language=str(row.get("lang") or ""),
    )


def time(value: Any) -> datetime | None:
    """An ISO 8601 time as aware UTC; None for null and for what is no time."""
    try:
        found = datetime.fromisoformat(str(value))
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _name(rows: Sequence[Row], at: int | None) -> Any:
    return None if at is None else rows[at]["id"]
