"""Anyone's corpus, from file to file: the same window over JSON Lines.

    {id, time, lang, title, text} ──► cluster ──► {id, cluster, storyline, duplicate_of}
                                  └─► related ──► {id, related: [ids, best first]}
    {pair_id, lang1, lang2, text1, text2} ──► similarity ──► {pair_id, score}

`time` may be null. Articles are taken in the order of their times, then of the file. A file may be
one JSON array too, of {id, date, lang, title, text, cluster}, languages in three letters: the
layout of the benchmark of Miranda, Znotiņš, Cohen and Barzdins (Multilingual Clustering of
Streaming News, EMNLP 2018).
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from octavo.analyse.article import analyses
from octavo.analyse.vector import Encoder
from octavo.formats.json_lines import read_rows, write_rows
from octavo.stories.lineage import Step, Text, families
from octavo.stories.similarity.features import ArticleFeatures
from octavo.stories.similarity.parameters import (
    RATED,
    RATED_CROSS,
    RATED_FOREIGN,
    RATED_SPARSE,
    Parameters,
)
from octavo.stories.similarity.similarity import (
    similarity_parts,
    sum_of_one,
)
from octavo.stories.similarity.spelling import spellings
from octavo.stories.window.live_window import Window
from octavo.types import Article, Block, Placement

UNDATED = datetime(1970, 1, 1, tzinfo=UTC)
"""The time of an article without one, which comes first then."""

PLAIN = Parameters(links=0)
"""A file is clustered as the site would, without the links that the site stores beside."""

LINKS = 10
"""Articles named as related to one: the deepest recall that is measured (bench/stories.py)."""

SEARCHED_STORIES = 16
"""Stories that are searched for them, by words and by vectors each. Chosen by hand."""

ISO_639_1 = {"eng": "en", "deu": "de", "spa": "es"}
"""ISO 639-1 for the languages of that benchmark."""

HIGH = 0.8
"""The similarity from which more of it counts less and less: readers call equal what is very
similar, and a copy is more similar still. Chosen by hand; not measured by itself."""

CorpusRow = Mapping[str, Any]


def cluster(
    source: Path, target: Path, encoder: Encoder | None = None, *, explain: bool = False
) -> int:
    """Writes the story and the storyline of each article and the original of copies; how many
    articles there were."""
    rows = list(read(source, "id"))
    window, placements = _placed(rows, PLAIN, encoder)
    lines = _storylines(placements.values())
    traced = _traced(rows, window) if explain else {}
    found = []
    for at, row in enumerate(rows):
        story = window.story_of(at)
        line: dict[str, Any] = {
            "id": row["id"],
            "cluster": story,
            "storyline": lines.get(story, story) if story else None,
            "duplicate_of": _name(rows, window.original_of(at)),
        }
        if explain:
            line |= {"reason": _reason(rows, window, at)} | traced.get(at, {})
        found.append(line)
    return write_rows(target, found)


def _reason(rows: Sequence[CorpusRow], window: Window, at: int) -> dict[str, Any]:
    """Why an article is where it is after all others have come, words as it spells them."""
    found = dict(window.explained(at))
    if "copy_of" in found:
        return {"copy_of": _name(rows, found["copy_of"])}
    one = row_article(rows[at])
    written = spellings(f"{one.headline}\n{one.text}", (), window.language_of(at))
    for part in ("words", "sounds"):
        spelled = (written.get(key, key) for key in found.get(part, ()))
        found |= {part: list(dict.fromkeys(spelled))} if part in found else {}
    return found


def _traced(rows: Sequence[CorpusRow], window: Window) -> dict[int, dict[str, Any]]:
    """For each copy: what it was made from, what it added, left out and worded anew."""
    by_story: dict[int | None, list[Text]] = {}
    for at, row in enumerate(rows):
        one = row_article(row)
        text = Text(at, one.published, one.headline, one.text,
                    duplicate_of=window.original_of(at))  # fmt: skip
        by_story.setdefault(window.story_of(at), []).append(text)
    steps = (step for texts in by_story.values() for f in families(texts) for step in f.steps)
    return {step.article_id: {"lineage": _lineage(rows, step)} for step in steps}


def _lineage(rows: Sequence[CorpusRow], step: Step) -> dict[str, Any]:
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


def nearest(
    source: Path, target: Path, encoder: Encoder | None = None, *, explain: bool = False
) -> int:
    """Writes the articles nearest to each, all being in the window; how many articles there
    were."""
    rows = list(read(source, "id"))
    thorough = replace(PLAIN, candidates=SEARCHED_STORIES, dense_candidates=SEARCHED_STORIES)
    window, _ = _placed(rows, thorough, encoder)
    found = []
    for at, row in enumerate(rows):
        near = window.nearest(at, LINKS)
        line = {"id": row["id"], "related": [rows[other]["id"] for other, _ in near]}
        found.append(line | {"scores": [score for _, score in near]} if explain else line)
    return write_rows(target, found)


def similarity(
    source: Path, target: Path, encoder: Encoder | None = None, *, explain: bool = False
) -> int:
    """Writes the similarity of the texts of each pair, 0..1; how many pairs there were."""
    pairs = list(read(source, "pair_id"))
    sides = [
        {"id": 2 * at + k, "lang": pair.get(f"lang{k}"), "text": pair.get(f"text{k}") or ""}
        for at, pair in enumerate(pairs)
        for k in (1, 2)
    ]
    compared = features(sides, encoder)
    found = []
    for at, pair in enumerate(pairs):
        one, other = compared[2 * at], compared[2 * at + 1]
        line = {"pair_id": pair["pair_id"], "score": rated_similarity(one, other)}
        found.append(line | {"parts": _explained(one, other)} if explain else line)
    return write_rows(target, found)


def rated_similarity(one: ArticleFeatures, other: ArticleFeatures) -> float:
    """The similarity of two articles as people would rate it, time left out: 0..1."""
    by = similarity_parts(one, sum_of_one(other))
    on = RATED_SPARSE if by.dense is None else RATED
    if by.is_foreign:
        on = RATED_FOREIGN if by.cross is None else RATED_CROSS
    rated = (
        on.bias
        + on.root * math.sqrt(max(by.words, 0.0))
        + on.names * by.names
        + on.numbers * by.numbers
        + on.dense * (by.dense or 0.0)
        + on.cross * (by.cross or 0.0)
    )
    over = max(rated - HIGH, 0.0)
    near = HIGH + (1 - HIGH) * (1 - math.exp(-over / (1 - HIGH))) if over else max(rated, 0.0)
    return round(near, 4)


def _explained(one: ArticleFeatures, other: ArticleFeatures) -> CorpusRow:
    """The parts of a similarity, in the file's spelling."""
    parts = asdict(similarity_parts(one, sum_of_one(other)))
    return parts | {"sounds": parts.pop("phonetic_names"), "foreign": parts.pop("is_foreign")}


def read(path: Path, key: str = "") -> Iterator[CorpusRow]:
    """The rows of a file (formats.json_lines), their time and language under the names and in the
    codes that are read here."""
    for row in read_rows(path, key):
        given = str(row.get("lang") or "")
        time_of, language = row.get("time", row.get("date")), ISO_639_1.get(given, given)
        yield {**row, "time": time_of, "lang": language}


def _placed(
    rows: list[CorpusRow], parameters: Parameters, encoder: Encoder | None
) -> tuple[Window, dict[int, Placement]]:
    placed = features(rows, encoder)
    order = sorted(range(len(rows)), key=lambda at: (placed[at].published or UNDATED, at))
    window = Window(parameters)
    return window, {at: window.place(placed[at]) for at in order}


def features(rows: Sequence[CorpusRow], encoder: Encoder | None) -> list[ArticleFeatures]:
    """The features of the rows, each numbered by its place."""
    articles = [row_article(row) for row in rows]
    found = [
        ArticleFeatures.of(at, 0, one, analysis)
        for at, (one, analysis) in enumerate(
            zip(articles, analyses(articles, encoder), strict=True)
        )
    ]
    dated = [time(row.get("time")) is not None for row in rows]
    return [
        k if is_dated else replace(k, published=None)
        for k, is_dated in zip(found, dated, strict=True)
    ]


def row_article(row: CorpusRow) -> Article:
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


def _name(rows: Sequence[CorpusRow], at: int | None) -> Any:
    return None if at is None else rows[at]["id"]
