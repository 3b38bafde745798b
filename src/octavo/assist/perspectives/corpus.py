"""Anyone's stories, from file to file: how their sources tell each.

    {id, story, source, title, text, time, lang, attributes} ──► {story, independent, perspectives,
    coverage}

`attributes` says what a source is on any axis ({"country": "NO"}). Who could tell a story are all
sources of the file.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from octavo.analyse.article import analyses
from octavo.assist.corpus import members_of
from octavo.assist.perspectives.coverage import Outlet, axes, coverage
from octavo.assist.perspectives.independent import StoryReport, independent_sources, texts_of
from octavo.assist.perspectives.perspectives import perspectives
from octavo.assist.perspectives.rows import coverage_rows, perspective_row
from octavo.stories.corpus import row_article
from octavo.stories.faces import own_reports

StoryRow = Mapping[str, Any]


def told_stories(rows: Iterable[StoryRow]) -> Iterator[dict[str, Any]]:
    """The stories of the rows in the order in which they begin; a row without one is a story by
    itself."""
    stories: dict[object, list[StoryRow]] = {}
    every = list(rows)
    for number, row in enumerate(every):
        story = row.get("story")
        stories.setdefault(("row", number) if story is None else str(story), []).append(row)
    outlets = _outlets(every)
    for some in stories.values():
        yield _told(some, outlets)


def _told(rows: Sequence[StoryRow], outlets: Mapping[str, Outlet]) -> dict[str, Any]:
    reports = _reports(rows, outlets)
    found = independent_sources(reports)
    some = list(outlets.values())
    covering = {axis: coverage(some, texts_of(found), axis) for axis in axes(some)}
    ids = [row.get("id") for row in rows]
    return {
        "story": rows[0].get("story", ids[0]),
        "independent": len(found),
        "perspectives": [_with_ids(perspective_row(one), ids) for one in perspectives(reports)],
        "coverage": coverage_rows(covering),
    }


def _reports(rows: Sequence[StoryRow], outlets: Mapping[str, Outlet]) -> list[StoryReport]:
    articles = [row_article(row) for row in rows]
    found = analyses(articles)
    members = members_of(rows, articles, found)
    own = own_reports(members)
    return [
        StoryReport(
            id=one.article_id,
            source=outlets[_name(rows[one.article_id])].id,
            outlet=_name(rows[one.article_id]),
            headline=one.headline,
            published=one.published,
            text=articles[one.article_id].text,
            language=one.language,
            agency=one.agency,
            copy_of=one.duplicate_of,
            is_own=one.article_id in own,
            entities=found[one.article_id].entities,
        )
        for one in members
    ]


def _name(row: StoryRow) -> str:
    """The source of a row; a row without one is a source by itself."""
    return str(row.get("source") or f"[{row.get('id')}]")


def _outlets(rows: Sequence[StoryRow]) -> dict[str, Outlet]:
    """The sources of the rows by name, with their attributes."""
    values: dict[str, dict[str, str]] = {}
    for row in rows:
        said = row.get("attributes")
        mine = values.setdefault(_name(row), {})
        mine |= {str(k): str(v) for k, v in said.items()} if isinstance(said, dict) else {}
    return {name: Outlet(n, name, some) for n, (name, some) in enumerate(values.items())}


def _with_ids(value: Any, ids: Sequence[Any]) -> Any:
    """Plain values with the rows' own ids in the place of their numbers."""
    if isinstance(value, dict):
        return {key: _own_id(key, one, ids) for key, one in value.items()}
    return [_with_ids(one, ids) for one in value] if isinstance(value, list) else value


def _own_id(key: str, value: Any, ids: Sequence[Any]) -> Any:
    if key == "reports":
        return [ids[number] for number in value]
    return ids[value] if key == "id" else _with_ids(value, ids)
