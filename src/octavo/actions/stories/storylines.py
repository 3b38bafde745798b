"""Storylines as rows: stories that follow each other, under the number of the first.

A story that is made or changed says which one it follows, if any (see stories.index); where stories
merge, so do their places in a line.
"""

from collections.abc import Iterable, Mapping

from octavo.store.models import Story
from octavo.types import Placement


def follow(placements: Iterable[Placement], into: Mapping[int, int]) -> None:
    """Put stories into the storylines of those they follow, as known by now; `into` leads from
    stories that are gone to those they became."""
    follows: dict[int, int | None] = {}
    for placement in placements:
        follows |= placement.follows
    for story, before in sorted(follows.items()):
        if story not in into:
            _put(story, None if before is None else into.get(before, before))


def _put(story: int, before: int | None) -> None:
    """Makes a story the next step of another, or of none. A line that began with it stays."""
    lines = dict(Story.objects.filter(pk__in=[story, before]).values_list("pk", "storyline"))
    had = lines.get(story)
    if had == story or story == before:
        return
    line = (lines[before] or before) if before in lines else None
    if line != had:
        Story.objects.filter(pk=story).update(storyline=line)
        Story.objects.filter(pk__in=[before, line]).update(storyline=line)
        _tidy(had)


def unite(gone: int, kept: int, *, is_by_editor: bool = False) -> None:
    """The story `gone` has become `kept`. A line that began with it goes on under the other's
    number. Its place in another's line was given to its first article alone: the other story takes
    it only where an editor made them one, and where it has no place of its own."""
    lines = dict(Story.objects.filter(pk__in=[gone, kept]).values_list("pk", "storyline"))
    line = lines.get(gone)
    if line is None:
        return
    if line == gone:
        line = lines.get(kept) or kept
        Story.objects.filter(storyline=gone).update(storyline=line)
    takes = lines.get(kept) is None and (is_by_editor or line != lines[gone])
    Story.objects.filter(pk=gone).update(storyline=None)
    if takes:
        Story.objects.filter(pk__in=[kept, line]).update(storyline=line)
    _tidy(line)


def put_back(replaced: Mapping[int, tuple[int | None, int | None]]) -> None:
    """Give stories the place in a line that they had before a correction, (before, after), where
    they still have the one it gave them. Who has followed since follows the line where it is."""
    named = {*replaced, *(line for pair in replaced.values() for line in pair if line)}
    there = dict(Story.objects.filter(pk__in=named).values_list("pk", "storyline"))
    for story, (before, after) in replaced.items():
        if story in there and there[story] == after and (before is None or before in there):
            Story.objects.filter(pk=story).update(storyline=before)
    renamed = {after: before for before, after in replaced.values() if before and after}
    for after, before in renamed.items():
        if not Story.objects.filter(pk=after, storyline=after).exists():
            Story.objects.filter(storyline=after).update(storyline=before)
    for line in named:
        _tidy(line)


def _tidy(line: int | None) -> None:
    """A line of one is none."""
    if Story.objects.filter(storyline=line).count() < 2:
        Story.objects.filter(storyline=line).update(storyline=None)
