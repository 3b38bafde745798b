"""Storylines on the shelf: stories that follow each other, under the number of the first.

A story that founds itself says which one it follows, if any (see stories.index); where stories
merge, so do their places in a line.
"""

from collections.abc import Iterable, Mapping

from octavo.store.models import Story
from octavo.types import Placement


def follow(placements: Iterable[Placement], into: Mapping[int, int]) -> None:
    """Put new stories into the storylines of those they follow; `into` leads from stories that are
    gone to those they became."""
    for placement in placements:
        before = placement.reason.get("follows")
        if placement.is_new and before is not None:
            _join(_end(placement.story_id, into), _end(int(before), into))


def _end(story: int, into: Mapping[int, int]) -> int:
    return into.get(story, story)


def _join(story: int, before: int) -> None:
    lines = dict(Story.objects.filter(pk__in=[story, before]).values_list("pk", "storyline"))
    if story == before or before not in lines or lines.get(story) is not None:
        return
    line = lines[before] or before
    Story.objects.filter(pk__in=[story, before, line]).update(storyline=line)


def unite(gone: int, kept: int) -> None:
    """The story `gone` has become `kept`: its place in a line is taken by it, unless that has one
    of its own, and a line that began with it goes on under the other's number."""
    lines = dict(Story.objects.filter(pk__in=[gone, kept]).values_list("pk", "storyline"))
    line = lines.get(gone)
    if line is None:
        return
    if line == gone:
        line = lines.get(kept) or kept
        Story.objects.filter(storyline=gone).update(storyline=line)
    Story.objects.filter(pk=gone).update(storyline=None)
    if lines.get(kept) is None:
        Story.objects.filter(pk__in=[kept, line]).update(storyline=line)
    _tidy(line)


def _tidy(line: int) -> None:
    """A line of one is none."""
    if Story.objects.filter(storyline=line).count() < 2:
        Story.objects.filter(storyline=line).update(storyline=None)
