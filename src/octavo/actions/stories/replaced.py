"""What a correction replaces beside the articles' stories, recorded so that undo can put it back:
where stories stand in storylines, what was merged into them, how articles are related.

    {"lines": {story: [before, after]}, "merged": {story: …}, "kinds": {related: …}}

What has changed again since is left as it is.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db.models import Q

from octavo.actions.stories import storylines
from octavo.store import bulk
from octavo.store.models import Correction, Related, Story

State = dict[str, dict[int, Any]]
Replaced = dict[int, tuple[Any, Any]]


@contextmanager
def recorded(correction: Correction) -> Iterator[None]:
    """Records in the correction what the block replaces."""
    stories = [correction.story_id or 0, correction.other_id or 0]
    lines = Story.objects.filter(pk__in=stories).exclude(storyline=None).values("storyline")
    near = Q(pk__in=stories) | Q(merged_into__in=stories) | Q(storyline__in=lines)
    rows = list(Story.objects.filter(near).values_list("pk", flat=True))
    before = _state(rows, stories)
    yield
    after = _state(rows, stories)
    correction.replaced = {
        name: {str(pk): [value, after[name].get(pk)] for pk, value in values.items()
               if after[name].get(pk) != value}
        for name, values in before.items()
    }  # fmt: skip
    correction.save(update_fields=["replaced"])


def _state(rows: Iterable[int], stories: Iterable[int]) -> State:
    there = Story.objects.filter(pk__in=rows).values_list("pk", "storyline", "merged_into")
    known = list(there)
    links = Related.objects.filter(article__story__in=stories, other__story__in=stories)
    return {
        "lines": {pk: line for pk, line, _ in known},
        "merged": {pk: into for pk, _, into in known},
        "kinds": dict(links.values_list("pk", "kind")),
    }


def put_back(correction: Correction) -> None:
    """Puts back what the correction replaced and nothing has replaced since, its articles being
    where they were."""
    lines, merged, kinds = (_read(correction, name) for name in ("lines", "merged", "kinds"))
    stories = dict(Story.objects.filter(pk__in=_numbers(merged)).values_list("pk", "merged_into"))
    bulk.update(
        [Story(pk=pk, merged_into_id=to) for pk, to in _unchanged(merged, stories)], ["merged_into"]
    )
    storylines.put_back(lines)
    links = Related.objects.filter(pk__in=list(kinds)).exclude(kind="same_story")
    bulk.update(
        [Related(pk=pk, kind=kinds[pk][0]) for pk in links.values_list("pk", flat=True)], ["kind"]
    )


def _read(correction: Correction, name: str) -> Replaced:
    """One part of what was replaced. Links that were of one story say so again by themselves."""
    rows: Mapping[str, list[Any]] = correction.replaced.get(name, {})
    return {int(pk): (before, after) for pk, (before, after) in rows.items()
            if before != "same_story"}  # fmt: skip


def _numbers(replaced: Replaced) -> set[int]:
    return {*replaced, *(before for before, _ in replaced.values() if before is not None)}


def _unchanged(replaced: Replaced, now: Mapping[int, Any]) -> list[tuple[int, Any]]:
    """What is to be put back: where it is as the correction left it, and what was there exists."""
    return [
        (pk, before)
        for pk, (before, after) in replaced.items()
        if pk in now and now[pk] == after and (before is None or before in now)
    ]
