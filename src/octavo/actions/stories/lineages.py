"""Lineages as rows of who copied whom, made when the members of a story change.

A text is traced again when it, or one before it in its family, has changed.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b
from typing import Any

from octavo.store.models import Body, Lineage
from octavo.stories.lineage import LOOKED_AT, Family, Step, Text, family, family_texts, origin_first

MAX_SENTENCES = 5
"""Sentences added, and left out, that are kept of each text; the others are only counted."""

MAX_SENTENCE = 400
"""Characters of a sentence that are kept."""

IDS_A_QUERY = 500
"""Ids of one query: SQLite takes 999 variables a statement."""

ArticleRow = Mapping[str, Any]


def trace(stories: Collection[Sequence[ArticleRow]]) -> None:
    """Bring the lineages of these stories' articles up to date; each story as the rows of its
    articles, with their `agency`."""
    rows = {row["pk"]: row for story in stories for row in story}
    known = _marks(list(rows))
    found = [copies for story in stories for copies in family_texts([_text(row) for row in story])]
    for copies in found:
        marks = _marked(copies, rows)
        stale = {number for number, mark in marks.items() if known.get(number) != mark}
        if stale:
            _save(family(_read(copies, stale), stale), marks)
    traced = {text.article_id for copies in found for text in copies}
    if gone := [number for number in known if number not in traced]:
        Lineage.objects.filter(pk__in=gone).delete()


def _marks(numbers: Sequence[int]) -> dict[int, str]:
    """What is known of these articles: the marks of the families they were traced in."""
    found: dict[int, str] = {}
    for start in range(0, len(numbers), IDS_A_QUERY):
        some = Lineage.objects.filter(pk__in=numbers[start : start + IDS_A_QUERY])
        found.update(some.values_list("pk", "mark"))
    return found


def _text(row: ArticleRow) -> Text:
    """An article without its words: enough to find its copies."""
    return Text(
        article_id=row["pk"],
        published=row["published"],
        headline=row["headline"],
        agency=row["agency"] or row["wire"],
        is_agency=bool(row["agency"]),
        duplicate_of=row["duplicate_of_id"],
    )


def _marked(copies: Sequence[Text], rows: Mapping[int, ArticleRow]) -> dict[int, str]:
    """For each text of a family a mark that is equal while it, all before it, and what the family
    goes back to are."""
    agency, origin, ordered = origin_first(copies)
    digest = blake2b(f"{agency}/{origin}".encode("utf-8", "replace"), digest_size=16)
    names = "pk", "duplicate_of_id", "wire", "agency", "published", "modified", "headline", "words"
    marks = {}
    for text in ordered:
        row = rows[text.article_id]
        digest.update(repr([str(row[name]) for name in names]).encode("utf-8", "replace"))
        marks[text.article_id] = digest.hexdigest()
    return marks


def _read(copies: Sequence[Text], stale: Collection[int]) -> list[Text]:
    """The same articles with their words, where these are needed."""
    first = [text.article_id for text in origin_first(copies)[2][:LOOKED_AT]]
    numbers = list({*first, *stale})
    bodies: dict[int, str] = {}
    for start in range(0, len(numbers), IDS_A_QUERY):
        some = Body.objects.filter(pk__in=numbers[start : start + IDS_A_QUERY])
        bodies.update(some.values_list("pk", "text"))
    return [replace(text, text=bodies.get(text.article_id, "")) for text in copies]


def _save(found: Family, marks: Mapping[int, str]) -> None:
    Lineage.objects.bulk_create(
        [_row(found, step, marks[step.article_id]) for step in found.steps],
        update_conflicts=True,
        unique_fields=["article"],
        update_fields=["parent", "origin", "agency", "share", "added", "cut", "added_count",
                       "cut_count", "reworded", "has_own_headline", "mark"],
    )  # fmt: skip


def _row(found: Family, step: Step, mark: str) -> Lineage:
    by = step.difference
    return Lineage(
        article_id=step.article_id,
        parent_id=step.parent,
        origin_id=found.origin,
        agency=found.agency[:200],
        share=step.share,
        added=[line[:MAX_SENTENCE] for line in by.added[:MAX_SENTENCES]],
        cut=[line[:MAX_SENTENCE] for line in by.cut[:MAX_SENTENCES]],
        added_count=len(by.added),
        cut_count=len(by.cut),
        reworded=by.reworded,
        has_own_headline=step.has_own_headline,
        mark=mark,
    )
