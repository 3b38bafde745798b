"""The stories of the demo press as the walk would hand them on: each article read and analysed, the
members in order, without a database or a page."""

from datetime import UTC, datetime
from functools import cache

from octavo.analyse.article import analysis
from octavo.assist.summary import MemberText
from octavo.demo.world import Piece, told, world
from octavo.stories.faces import Member
from octavo.types import Analysis, Article, Block

ANCHOR = datetime(2026, 11, 27, 18, tzinfo=UTC)
"""When the press is read: its weekdays are counted from here."""

WIRE = " (Norvik Wire) - "
KINDS = {"## ": "subhead", "- ": "list", "| ": "table", "> ": "quote"}


def article(piece: Piece) -> Article:
    """A piece of the press as a clean article, in its last edition."""
    said = told(piece, ANCHOR, ANCHOR)
    blocks = [_block(block) for block in said.blocks]
    place = said.blocks[0].partition(WIRE)[0] if WIRE in said.blocks[0] else ""
    return Article(
        f"https://press.example/{piece.name}",
        said.headline,
        tuple(b for b in blocks if b.kind != "table"),
        piece.published(ANCHOR),
        dek=said.dek,
        language=piece.publisher.language,
        section=piece.record.text("section"),
        source_name=piece.publisher.name,
        dateline=place.partition(",")[0],
    )


def _block(text: str) -> Block:
    mark, kind = next(((m, k) for m, k in KINDS.items() if text.startswith(m)), ("", "paragraph"))
    lines = "\n".join(line.removeprefix(mark) for line in text.split("\n"))
    return Block(kind, lines.replace("**", ""), "")  # type: ignore[arg-type]


@cache
def analysed(name: str) -> Analysis:
    """The analysis of a piece."""
    return analysis(article(world().pieces[name]))


def pieces_of(story: str) -> list[Piece]:
    """The pieces of a story, the earliest first."""
    found = [p for p in world().pieces.values() if p.story == story]
    return sorted(found, key=lambda p: (-p.ago, p.name))


def numbered() -> dict[str, int]:
    """The number of each piece, as an article of the store has one."""
    return {name: at for at, name in enumerate(world().pieces, 1)}


def members_of(story: str) -> list[Member]:
    """The members of a story, as its face is made of them."""
    numbers = numbered()
    sources = {slug: at for at, slug in enumerate(world().publishers, 1)}
    return [
        Member(
            article_id=numbers[p.name],
            source_id=sources[p.publisher.slug],
            published=p.published(ANCHOR),
            language=p.publisher.language,
            headline=told(p, ANCHOR, ANCHOR).headline,
            opening=next(iter(analysed(p.name).summary), ""),
            words=analysed(p.name).words,
            wire="Norvik Wire" if p.copy_of else "",
            agency="Norvik Wire" if p.kind == "wire" else "",
            duplicate_of=numbers.get(p.copy_of),
            has_picture=bool(p.record.text("picture")),
        )
        for p in pieces_of(story)
    ]


def texts_of(story: str, language: str) -> list[MemberText]:
    """What a story's summary in a language is drawn from, newest first."""
    numbers = numbered()
    own = [p for p in reversed(pieces_of(story)) if not p.copy_of]
    return [
        MemberText(
            numbers[p.name],
            analysed(p.name).summary + analysed(p.name).key_points,
            language,
            is_agency=p.kind == "wire",
            headline=told(p, ANCHOR, ANCHOR).headline,
        )
        for p in own
        if p.publisher.language == language
    ]
