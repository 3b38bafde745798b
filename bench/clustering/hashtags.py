"""Hashtags: how often two articles of one story share one, and how often two strangers do.

    python -m bench.clustering.hashtags [DATA] [--show] [--tiny]          (make bench-hashtags)

Over the demo press and, where they lie beside the checkout, the development sets. Pairs are of one
language; strangers are pairs of different stories. `--show` prints the hashtags of the press
that most articles have; `--tiny` leaves the development sets out.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path

from bench.ground import is_tiny
from octavo.analyse.article import analyses
from octavo.demo.world import world
from octavo.stories import corpus
from octavo.types import Article, Block

SETS = ("allsides2021.dev", "basil.dev", "ecbplus.dev", "neus.val")
ANCHOR = datetime(2026, 3, 2, tzinfo=UTC)


@dataclass(frozen=True)
class Tagged:
    """An article's story and its hashtags, folded; `shown` as a reader sees them."""

    story: str
    language: str
    shown: tuple[str, ...]

    @property
    def tags(self) -> frozenset[str]:
        """What is compared."""
        return frozenset(tag.casefold() for tag in self.shown)


def main(data: Path, show: bool) -> None:
    """Prints the table."""
    press = list(_press())
    print(
        f"{'pairs sharing a hashtag':26}{'one story':>12}{'strangers':>12}{'a text':>10}{'none':>8}"
    )
    print(_line("demo press", press))
    for name in SETS if data.is_dir() and not is_tiny() else ():
        print(_line(name, list(_set(data / f"{name}.jsonl"))), flush=True)
    if show:
        counts = Counter(tag for one in press for tag in one.shown)
        print(" ".join(f"{tag}:{count}" for tag, count in counts.most_common(60)))


def _line(name: str, articles: Sequence[Tagged]) -> str:
    told = Counter[tuple[bool, bool]]()
    for one, other in combinations(articles, 2):
        if one.language == other.language:
            told[one.story == other.story, not one.tags.isdisjoint(other.tags)] += 1
    shares = (
        told[kind, True] / max(1, told[kind, True] + told[kind, False]) for kind in (True, False)
    )
    each = sum(len(one.shown) for one in articles) / len(articles)
    none = sum(not one.shown for one in articles) / len(articles)
    return f"{name:26}" + "".join(f"{share:12.3f}" for share in shares) + f"{each:10.1f}{none:8.3f}"


def _press() -> Iterator[Tagged]:
    pieces = list(world().pieces.values())
    articles = [
        Article(
            piece.name,
            piece.versions[-1].headline,
            tuple(Block("paragraph", text, "") for text in piece.versions[-1].blocks),
            piece.published(ANCHOR),
            dek=piece.versions[-1].dek,
            language=piece.publisher.language,
            source_name=piece.publisher.name,
        )
        for piece in pieces
    ]
    for piece, one in zip(pieces, analyses(articles), strict=True):
        yield Tagged(piece.story, one.language, one.hashtags)


def _set(path: Path) -> Iterator[Tagged]:
    rows = list(corpus.read(path))
    for row, one in zip(rows, analyses([corpus.row_article(row) for row in rows]), strict=True):
        yield Tagged(str(row["gold"]), one.language, one.hashtags)


if __name__ == "__main__":
    given = [Path(word) for word in sys.argv[1:] if not word.startswith("-")]
    main(given[0] if given else Path("../shared/data/stories"), "--show" in sys.argv)
