"""The press as it was written: its publishers, its pieces, and the traps it sets for a reader."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from octavo.demo.records import Record, records

PRESS = Path(__file__).parent / "press"
DAYS = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
    "ar": "الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد".split(),
}
_EDITION = re.compile(r"\{([12])\}\s*")
_DAY = re.compile(r"\{day([+-]\d+)?\}")


@dataclass(frozen=True, slots=True)
class Publisher:
    """A publisher of the press. `dialect` is its feed's, `template` its pages'; `promo` stands in
    its articles, `suffix` after its titles."""

    slug: str
    name: str
    language: str
    country: str
    tagline: str
    dialect: str
    template: str
    colour: str
    mark: str
    section: str = ""
    promo: str = ""
    suffix: str = ""
    path: str = "/news/{slug}"

    @property
    def ownership(self) -> str:
        """What the site says of its owner."""
        return "Fiction: part of Octavo's demo press"

    @property
    def feed_path(self) -> str:
        """Where its feed is."""
        return "/feed.json" if self.dialect == "json" else "/feed.xml"


@dataclass(frozen=True, slots=True)
class Version:
    """What a piece says in one edition."""

    headline: str
    dek: str
    blocks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """One publication. `ago` and `later` are seconds: before the anchor, and from the first edition
    to the second (0 when there is none). `kind` is own, wire or copy; `copy_of` the
    wire's piece."""

    publisher: Publisher
    slug: str
    story: str
    ago: int
    record: Record
    kind: str = "own"
    copy_of: str = ""
    later: int = 0
    versions: tuple[Version, ...] = ()

    @property
    def name(self) -> str:
        """Publisher and slug: what the piece is called within the press."""
        return f"{self.publisher.slug}/{self.slug}"

    def published(self, anchor: datetime) -> datetime:
        """When the first edition came."""
        return anchor - timedelta(seconds=self.ago)

    def modified(self, anchor: datetime) -> datetime:
        """When the second edition came; the first's time where there is none."""
        return self.published(anchor) + timedelta(seconds=self.later)

    def version(self, anchor: datetime, now: datetime) -> Version:
        """What it says at `now`."""
        is_second = self.later > 0 and now >= self.modified(anchor)
        return self.versions[-1 if is_second else 0]

    def path(self, anchor: datetime) -> str:
        """Its address within its publisher's site; the same in every edition."""
        day = self.published(anchor).strftime("%Y/%m/%d")
        section = self.record.text("section", "news").lower().replace(" ", "-")
        return self.publisher.path.format(slug=self.slug, date=day, section=section)


@dataclass(frozen=True, slots=True)
class Trap:
    """An entry that is no article: what its page is (`kind`) and the cause of its refusal."""

    publisher: Publisher
    path: str
    headline: str
    kind: str
    cause: str
    ago: int


@dataclass(frozen=True)
class World:
    """The whole press."""

    publishers: dict[str, Publisher]
    pieces: dict[str, Piece] = field(default_factory=dict)
    traps: tuple[Trap, ...] = ()

    def of(self, slug: str, anchor: datetime, now: datetime) -> list[Piece]:
        """What a publisher has published by `now`, newest first."""
        out = [p for p in self.pieces.values() if p.publisher.slug == slug]
        out = [p for p in out if p.published(anchor) <= now]
        return sorted(out, key=lambda p: (p.ago, p.slug))


@cache
def world() -> World:
    """The press, read from its files once."""
    people = {r.name: _publisher(r) for r in _records(PRESS / "publishers.md")}
    by_story = {
        path.stem: list(_records(path)) for path in sorted((PRESS / "stories").glob("*.md"))
    }
    originals = {r.name: r for rows in by_story.values() for r in rows}
    pieces = {
        row.name: _piece(row, story, people, originals)
        for story, rows in by_story.items()
        for row in rows
    }
    traps = tuple(_trap(row, people) for row in _records(PRESS / "traps.md"))
    return World(people, pieces, traps)


def _records(path: Path) -> Iterable[Record]:
    return records(path.read_text("utf-8"))


def _publisher(row: Record) -> Publisher:
    return Publisher(slug=row.name, **row.fields)


def _piece(
    row: Record, story: str, people: dict[str, Publisher], originals: dict[str, Record]
) -> Piece:
    publisher, _, slug = row.name.partition("/")
    copy_of = row.text("copy")
    kind = "copy" if copy_of else "wire" if publisher == "norvik" else "own"
    later = row.seconds("later") if row.text("later") else 0
    versions = tuple(_version(row, edition, originals) for edition in ("1", "2")[: 1 + bool(later)])
    return Piece(
        people[publisher], slug, story, row.seconds("ago"), row, kind, copy_of, later, versions
    )


def _version(row: Record, edition: str, originals: dict[str, Record]) -> Version:
    blocks = _edition(row.blocks, edition)
    if (name := row.text("copy")) in originals:
        whole = _edition(originals[name].blocks, "1")
        blocks += whole[: len(whole) - int(row.text("cut", "0"))]
    second = "2" if edition == "2" else ""
    headline = row.text("headline" + second) or row.text("headline")
    return Version(headline, row.text("dek" + second) or row.text("dek"), blocks)


def _edition(blocks: tuple[str, ...], edition: str) -> tuple[str, ...]:
    """The blocks of an edition, without their marks."""
    marked = [(_EDITION.match(block), block) for block in blocks]
    return tuple(
        block[match.end() :] if match else block
        for match, block in marked
        if match is None or match.group(1) == edition
    )


def _trap(row: Record, people: dict[str, Publisher]) -> Trap:
    publisher, _, path = row.name.partition("/")
    return Trap(
        people[publisher],
        f"/{path}",
        row.text("headline"),
        row.text("kind"),
        row.text("cause"),
        row.seconds("ago"),
    )


def dated(text: str, published: datetime, language: str) -> str:
    """The text with `{day}`, `{day-1}` … as the names of weekdays, counted from its publication."""
    names = DAYS.get(language, DAYS["en"])

    def name(match: re.Match[str]) -> str:
        return names[(published.weekday() + int(match.group(1) or 0)) % 7]

    return _DAY.sub(name, text)


def told(piece: Piece, anchor: datetime, now: datetime) -> Version:
    """What a piece says at `now`, weekdays named. Copy keeps the weekdays of its original."""
    said, language = piece.version(anchor, now), piece.publisher.language
    origin = world().pieces.get(piece.copy_of, piece)
    day = origin.published(anchor)
    blocks = tuple(dated(block, day, language) for block in said.blocks)
    return Version(dated(said.headline, day, language), dated(said.dek, day, language), blocks)
