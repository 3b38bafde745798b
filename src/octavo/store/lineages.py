"""Lineages on the shelf: rows of who copied whom, made when the members of a story change.

Texts are read only of families that have changed since they were last traced.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b
from typing import Any

from octavo.store.models import Body, Lineage
from octavo.stories.lineage import Family, Step, Text, family, kindred

KEPT = 5
"""Sentences added, and left out, that are kept of each text; the others are only counted."""

LONGEST = 400
"""Characters of a sentence that are kept."""

CHUNK = 500
Row = Mapping[str, Any]


def trace(stories: Collection[Sequence[Row]]) -> None:
    """Bring the lineages of these stories' articles up to date; each story as the rows of its
    articles, with their `agency`."""
    numbers = [row["pk"] for rows in stories for row in rows]
    known = _marks(numbers)
    rows = {row["pk"]: row for story in stories for row in story}
    found = [kin for story in stories for kin in kindred([_text(row) for row in story])]
    marks = {kin[0].article_id: _mark([rows[text.article_id] for text in kin]) for kin in found}
    stale = [
        kin for kin in found
        if any(known.get(text.article_id) != marks[kin[0].article_id] for text in kin)
    ]  # fmt: skip
    traced = {text.article_id for kin in found for text in kin}
    if gone := [number for number in known if number not in traced]:
        Lineage.objects.filter(pk__in=gone).delete()
    for kin in stale:
        _save(family(_read(kin)), marks[kin[0].article_id])


def _marks(numbers: Sequence[int]) -> dict[int, str]:
    """What is known of these articles: the marks of the families they were traced in."""
    found: dict[int, str] = {}
    for start in range(0, len(numbers), CHUNK):
        some = Lineage.objects.filter(pk__in=numbers[start : start + CHUNK])
        found.update(some.values_list("pk", "mark"))
    return found


def _text(row: Row) -> Text:
    """An article without its words: enough to tell its kin."""
    return Text(
        article_id=row["pk"],
        published=row["published"],
        headline=row["headline"],
        agency=row["agency"] or row["wire"],
        is_agency=bool(row["agency"]),
        duplicate_of=row["duplicate_of_id"],
    )


def _mark(rows: Iterable[Row]) -> str:
    """Equal while a family and its texts are."""
    told = blake2b(digest_size=16)
    names = "pk", "duplicate_of_id", "wire", "agency", "published", "modified", "headline", "words"
    for row in rows:
        told.update(repr([str(row[name]) for name in names]).encode("utf-8", "replace"))
    return told.hexdigest()


def _read(kin: Sequence[Text]) -> list[Text]:
    """The same articles with their words."""
    bodies: dict[int, str] = {}
    for start in range(0, len(kin), CHUNK):
        some = Body.objects.filter(pk__in=[text.article_id for text in kin[start : start + CHUNK]])
        bodies.update(some.values_list("pk", "text"))
    return [replace(text, text=bodies.get(text.article_id, "")) for text in kin]


def _save(found: Family, mark: str) -> None:
    Lineage.objects.bulk_create(
        _rows(found, mark),
        update_conflicts=True,
        unique_fields=["article"],
        update_fields=["parent", "origin", "agency", "share", "added", "cut", "added_count",
                       "cut_count", "reworded", "has_own_headline", "mark"],
    )  # fmt: skip


def _rows(found: Family, mark: str) -> Iterator[Lineage]:
    for step in found.steps:
        yield _row(found, step, mark)


def _row(found: Family, step: Step, mark: str) -> Lineage:
    by = step.difference
    return Lineage(
        article_id=step.article_id,
        parent_id=step.parent,
        origin_id=found.origin,
        agency=found.agency[:200],
        share=step.share,
        added=[line[:LONGEST] for line in by.added[:KEPT]],
        cut=[line[:LONGEST] for line in by.cut[:KEPT]],
        added_count=len(by.added),
        cut_count=len(by.cut),
        reworded=by.reworded,
        has_own_headline=step.has_own_headline,
        mark=mark,
    )
