"""Story rows: made, merged, and given their faces whenever their members change."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import F, Q

from octavo.actions.stories import lineages, storylines
from octavo.assist.summary import MemberText, story_summary
from octavo.extract.metadata.agencies import agency
from octavo.store import bulk
from octavo.store.models import Article, ArticleCountry, Body, Related, Story, StoryFace
from octavo.stories.faces import Member
from octavo.stories.faces import StoryFace as Face
from octavo.stories.faces import face as face_of
from octavo.types import Placement

SUMMARISED = 6
"""Members whose summaries and key points a story's is drawn from, in each language."""
MEMBER_FIELDS = (
    "pk", "story_id", "source_id", "source__name", "source__is_wire", "published", "modified",
    "language", "headline", "section", "hashtags", "words", "wire", "duplicate_of_id",
    "picture", "confidence", "is_own", "date_precision",
)  # fmt: skip
ArticleRow = dict[str, Any]


def write_new_and_merged(
    rows: Sequence[tuple[int, object, Placement]],
    merged: Sequence[tuple[int, int]],
    ends: Iterable[int | None],
    now: datetime,
) -> dict[int, int]:
    """Make the rows of new stories, those too that articles of others move to (`ends`), and carry
    out merges; returns for each story that is gone the one it became. A merged story keeps its row
    and points at its successor for ever."""
    into: dict[int, int] = {}
    for gone, kept in merged:
        into = {story: kept if end == gone else end for story, end in into.items()} | {gone: kept}
    times = {p.story_id: r.article.published for _, r, p in reversed(rows)}  # type: ignore[attr-defined]
    named = {*times, *into.values(), *(end for end in ends if end is not None)}
    wanted = named - set(Story.objects.filter(pk__in=named).values_list("pk", flat=True))
    Story.objects.bulk_create(
        Story(pk=pk, first_at=times.get(pk, now), last_at=times.get(pk, now), made_at=now)
        for pk in sorted(wanted)
    )
    _merge(into)
    storylines.follow([p for _, _, p in rows], into)
    return into


def _merge(into: Mapping[int, int]) -> None:
    """Point merged stories, and those merged into them before, at what they became, and hand over
    their articles. Merges are rare: one is counted on in a batch."""
    if not into:
        return
    merged = Story.objects.filter(Q(pk__in=into) | Q(merged_into__in=into)).values_list(
        "pk", "merged_into"
    )
    bulk.update(
        [Story(pk=pk, merged_into_id=into.get(pk) or into[before or 0]) for pk, before in merged],
        ["merged_into"],
    )
    articles = Article.objects.filter(story__in=into).values_list("pk", "story")
    bulk.update([Article(pk=pk, story_id=into[story]) for pk, story in articles], ["story"])
    StoryFace.objects.filter(story__in=into).delete()
    for gone, kept in into.items():
        storylines.unite(gone, kept)


def succeed(placements: Iterable[Placement]) -> None:
    """Where a newcomer made stored articles copies (an earlier text turned up, or one that holds
    them), point them at their original."""
    bulk.update(
        [
            Article(pk=copy, duplicate_of_id=original, is_own=False)
            for placement in placements
            for copy, original in placement.reason.get("now_copies", ())
        ],
        ["duplicate_of", "is_own"],
    )


def move(ends: Mapping[int, int | None]) -> set[int]:
    """Put stored articles into the stories they have turned out to belong to; returns every story
    that has changed."""
    changed: set[int] = set()
    moved = []
    for number, story in Article.objects.filter(pk__in=list(ends)).values_list("pk", "story"):
        end = ends[number]
        if end is not None and story != end:
            changed |= {end} if story is None else {story, end}
            moved.append(Article(pk=number, story_id=end))
    bulk.update(moved, ["story"])
    return changed


def unlink(articles: Iterable[int]) -> None:
    """Take away the links within one story of articles that are not in it any more: what is still
    related to them is to be found anew."""
    numbers = list(articles)
    rows = Related.objects.filter(Q(article__in=numbers) | Q(other__in=numbers), kind="same_story")
    rows.exclude(other__story=F("article__story")).delete()


def relabel(stories: Iterable[int]) -> None:
    """After articles have changed stories: links within one story say so, and others do not."""
    rows = Related.objects.filter(article__story__in=sorted(set(stories)))
    is_one = Q(other__story=F("article__story"))
    rows.filter(is_one).exclude(kind="same_story").update(kind="same_story")
    rows.filter(kind="same_story").exclude(is_one).update(kind="same_subject")


def rethread(stories: Iterable[int]) -> None:
    """Count these stories again and give them their faces."""
    numbers = sorted(set(stories))
    members: dict[int, list[ArticleRow]] = {number: [] for number in numbers}
    rows = Article.objects.filter(story__in=numbers, is_hidden=False)
    for row in rows.order_by("published", "pk").values(*MEMBER_FIELDS):
        members[row["story_id"]].append(row | {"agency": _agency(row), "countries": []})
    _add_countries(members)
    passages = _passages(members)
    faces = {
        number: face_of([_member(r, passages) for r in rows])
        for number, rows in members.items()
        if rows
    }
    _count(faces)
    _own(faces, members)
    _face(faces, members, passages)
    lineages.trace(members.values())


def _add_countries(members: Mapping[int, Sequence[ArticleRow]]) -> None:
    """All countries that the articles are about, the one named most first."""
    by_number = {row["pk"]: row for rows in members.values() for row in rows}
    about = ArticleCountry.objects.filter(article__story__in=list(members))
    found = about.order_by("article", "place").values_list("article", "country")
    for number, code in found:
        if number in by_number:
            by_number[number]["countries"].append(code)


def _agency(row: Mapping[str, Any]) -> str:
    """The news agency that an article's publisher is; empty for all other publishers."""
    name = str(row["source__name"])
    return name if row["source__is_wire"] else agency(name)


def _member(row: Mapping[str, Any], passages: Mapping[object, list[str]]) -> Member:
    return Member(
        article_id=row["pk"],
        source_id=row["source_id"],
        published=row["published"],
        language=str(row["language"]),
        headline=str(row["headline"]),
        opening=next(iter(passages.get(row["pk"], [])), ""),
        category=str(row["section"]),
        countries=tuple(row["countries"]),
        hashtags=tuple(row["hashtags"]),
        words=row["words"],
        wire=str(row["wire"]),
        agency=row["agency"],
        duplicate_of=row["duplicate_of_id"],
        has_picture=bool(row["picture"]),
        is_dated=row["date_precision"] != "seen",
        confidence=row["confidence"],
    )


def _count(faces: Mapping[int, Face]) -> None:
    counted = [
        Story(
            pk=number,
            first_at=face.first_at,
            last_at=face.last_at,
            articles_count=face.articles,
            outlets=face.sources,
            independents=face.independent,
            countries=list(face.countries),
            languages=list(face.languages),
        )
        for number, face in faces.items()
    ]
    fields = ["first_at", "last_at", "articles_count", "outlets", "independents", "countries",
              "languages"]  # fmt: skip
    bulk.update(counted, fields)


def _own(faces: Mapping[int, Face], members: Mapping[int, Sequence[ArticleRow]]) -> None:
    """Mark which articles are nobody's copy."""
    changed = [
        Article(pk=row["pk"], is_own=row["pk"] in face.own)
        for number, face in faces.items()
        for row in members[number]
        if row["is_own"] != (row["pk"] in face.own)
    ]
    bulk.update(changed, ["is_own"])


def _face(
    faces: Mapping[int, Face],
    members: Mapping[int, Sequence[ArticleRow]],
    passages: Mapping[object, list[str]],
) -> None:
    """Write a face for each language a story is told in, and drop those it no longer is."""
    rows = []
    for number, face in faces.items():
        for language, lead_article in face.headlines.items():
            rows.append(
                StoryFace(
                    story_id=number,
                    language=language,
                    article_id=lead_article,
                    section=face.category,
                    rank=face.rank,
                    is_primary=language == face.languages[0],
                    why=dict(face.why),
                    summary=_summary(members[number], language, passages),
                    picture=_picture(members[number], lead_article, language),
                )
            )
    if any(len(face.languages) > 1 for face in faces.values()):
        keep = {(row.story_id, row.language) for row in rows}
        have = StoryFace.objects.filter(story__in=list(faces)).values_list(
            "pk", "story", "language"
        )
        stale = [pk for pk, story, language in have if (story, language) not in keep]
        StoryFace.objects.filter(pk__in=stale).delete()
    StoryFace.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["story", "language"],
        update_fields=["article", "section", "rank", "is_primary", "why", "summary", "picture"],
    )


def _picture(
    rows: Sequence[ArticleRow], lead_article: int, language: str
) -> dict[str, object] | None:
    """The picture of the article that speaks for a story; where it has none, that of a member in
    the same language, own reports first; else of any member."""
    pictured = [row for row in rows if (row["picture"] or {}).get("url")]
    if not pictured:
        return None
    row = min(
        pictured,
        key=lambda row: (row["pk"] != lead_article, row["language"] != language, not row["is_own"]),
    )
    kept = {key: row["picture"].get(key, "") for key in ("url", "alt", "caption", "credit")}
    return kept | {"source": row["source__name"]}


def _passages(members: Mapping[int, Sequence[ArticleRow]]) -> dict[object, list[str]]:
    """What may be quoted of the articles that summaries are drawn from: their own summaries, then
    their key points."""
    ids = [row["pk"] for rows in members.values() if len(rows) > 1 for row in _summarised(rows)]
    found: dict[object, list[str]] = {}
    for start in range(0, len(ids), 900):
        some = Body.objects.filter(pk__in=ids[start : start + 900])
        rows = some.values_list("pk", "summary", "key_points")
        found.update((pk, summary + points) for pk, summary, points in rows)
    return found


def _summarised(rows: Sequence[ArticleRow]) -> list[ArticleRow]:
    """Of each language, the latest agency report and the newest other members that are nobody's
    copy, the newest first."""
    own = [row for row in reversed(rows) if row["duplicate_of_id"] is None]
    chosen: list[object] = []
    counts: dict[object, int] = {}
    for row in sorted(own, key=lambda row: not row["agency"]):
        if counts.get(row["language"], 0) < SUMMARISED:
            counts[row["language"]] = counts.get(row["language"], 0) + 1
            chosen.append(row["pk"])
    return [row for row in own if row["pk"] in chosen]


def _summary(
    rows: Sequence[ArticleRow], language: str, passages: Mapping[object, list[str]]
) -> list[dict[str, object]]:
    """The verbatim passages of a story in a language, each with its article and source."""
    names = {row["pk"]: row["source__name"] for row in rows}
    texts = [
        MemberText(
            row["pk"],
            tuple(passages[row["pk"]]),
            language,
            is_own=not row["wire"],
            is_agency=bool(row["agency"]),
            headline=row["headline"],
        )
        for row in _summarised(rows)
        if row["language"] == language and passages.get(row["pk"])
    ]
    return [
        {"text": c.sentence, "article": c.article_id, "source": names[c.article_id]}
        for c in story_summary(texts)
    ]
