"""An editor's corrections: stories joined, parted, articles moved, all of it kept, obeyed, undone.

    correction ─► articles move ─► no earlier correction is broken ─► story rows anew ─► window anew

A correction that would break another changes nothing and ends in a Contradiction.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from octavo.actions.stories import replaced, story_rows, storylines
from octavo.errors import Contradiction, UsageError
from octavo.store import site_settings
from octavo.store.lock import only_writer
from octavo.store.models import Article, Corrected, Correction, Story, StoryFace, User
from octavo.stories.placing.constraints import Constraint, Constraints

Side = Corrected.Side
Kind = Correction.Kind


@dataclass(frozen=True, slots=True)
class Editor:
    """Who corrects, when, and why."""

    user: User
    now: datetime
    why: str = ""


def constraints() -> Constraints:
    """What editors have said and not taken back."""
    said: dict[int, dict[str, set[int]]] = {}
    rows = Corrected.objects.filter(correction__undone_at=None).order_by("correction_id", "pk")
    for number, article, side in rows.values_list("correction_id", "article_id", "side"):
        said.setdefault(number, {}).setdefault(side, set()).add(article)
    return Constraints(rule for number, sides in said.items() for rule in _rules(number, sides))


def _rules(number: int, sides: Mapping[str, set[int]]) -> Iterable[Constraint]:
    if together := sides.get(Side.TOGETHER):
        yield Constraint(number, frozenset(together))
    if (one := sides.get(Side.ONE)) and (other := sides.get(Side.OTHER)):
        yield Constraint(number, frozenset(one), frozenset(other))


# ---------------------------------------------------------------- deeds


def merge(by: Editor, story: int, other: int) -> Correction:
    """Join two stories; the older number stays, the other's address sends on to it. UsageError for
    a story that is not there, or the same; Contradiction where they were parted."""
    with only_writer():
        kept, gone = sorted((_living(story), _living(other)))
        if kept == gone:
            raise UsageError("that is the same story", code="same_story")
        here, there = _articles(kept), _articles(gone)
        first_articles = [_first(here), _first(there)]
        moved = {one.pk: gone for one in there}
        correction = _recorded(by, Kind.MERGE, (kept, gone), moved)
        _record_sides(correction, {Side.TOGETHER: first_articles})
        with replaced.recorded(correction):
            _carry_out(dict.fromkeys(moved, kept), {kept, gone})
    return correction


def split(by: Editor, story: int, articles: Sequence[int]) -> Correction:
    """Part articles, and the copies of them, from a story: they are one of their own from now on.
    UsageError for none or all of them, or a copy without its original."""
    with only_writer():
        number = _living(story)
        going, staying = _parted(number, articles)
        new = _new_story(going, by.now)
        moved = {one.pk: number for one in going}
        correction = _recorded(by, Kind.SPLIT, (number, new), moved)
        ours = _originals(going)
        _record_sides(
            correction, {Side.TOGETHER: ours, Side.ONE: ours, Side.OTHER: _originals(staying)}
        )
        with replaced.recorded(correction):
            _carry_out(dict.fromkeys(moved, new), {number, new})
    return correction


def move(by: Editor, story: int, articles: Sequence[int], to: int) -> Correction:
    """Move articles, and the copies of them, from a story to another that is there."""
    with only_writer():
        number, end = _living(story), _living(to)
        if number == end:
            raise UsageError("that is the same story", code="same_story")
        going, staying = _parted(number, articles)
        there = _articles(end)
        moved = {one.pk: number for one in going}
        correction = _recorded(by, Kind.MOVE, (number, end), moved)
        ours = _originals(going)
        _record_sides(correction, {
            Side.TOGETHER: [*ours, _first(there)],
            Side.ONE: ours, Side.OTHER: _originals(staying),
        })  # fmt: skip
        with replaced.recorded(correction):
            _carry_out(dict.fromkeys(moved, end), {number, end})
    return correction


def undo(by: Editor, number: int) -> Correction:
    """Take a correction back: what it moved and is still there returns, and what it said is not
    obeyed any more. Contradiction where a later correction needs it."""
    with only_writer():
        correction = Correction.objects.filter(pk=number, undone_at=None).first()
        if correction is None or correction.story_id is None or correction.other_id is None:
            raise UsageError("there is nothing to take back", code="undone")
        correction.undone_by, correction.undone_at = by.user, by.now
        correction.save(update_fields=["undone_by", "undone_at"])
        end = _final(correction.story_id if correction.kind == Kind.MERGE else correction.other_id)
        back = _homes(correction, end)
        if back and correction.kind == Kind.MERGE:
            Story.objects.filter(pk=correction.other_id).update(merged_into=None)
        _carry_out(back, {end, *back.values()})
        if back:
            replaced.put_back(correction)
    return correction


def _homes(correction: Correction, end: int) -> dict[int, int]:
    """Where each article returns to that is still where the correction put it, with the copies of
    it that have come since. Of a split all that has come to the new story since returns too: it
    was one story."""
    rows = Article.objects.filter(story=end)
    if correction.kind == Kind.SPLIT:
        return dict.fromkeys(rows.values_list("pk", flat=True), _final(correction.story_id or 0))
    there = set(rows.filter(pk__in=list(map(int, correction.moved))).values_list("pk", flat=True))
    homes = {int(pk): home for pk, home in correction.moved.items() if int(pk) in there}
    if correction.kind != Kind.MERGE:
        homes = {pk: _final(home) for pk, home in homes.items()}
    since = rows.filter(duplicate_of__in=list(homes)).exclude(pk__in=list(homes))
    return homes | {pk: homes[of] for pk, of in since.values_list("pk", "duplicate_of") if of}


# ---------------------------------------------------------------- articles and stories


def _living(story: int) -> int:
    """The story of this number, or the one that it became."""
    number = _final(story)
    if not Article.objects.filter(story=number).exists():
        raise UsageError(f"there is no story {story}", code="no_story")
    return number


def _final(story: int) -> int:
    row = Story.objects.filter(pk=story).values_list("merged_into", flat=True).first()
    return story if row is None else int(row)


def _articles(story: int) -> list[Article]:
    return list(Article.objects.filter(story=story).order_by("published", "pk"))


def _originals(articles: Sequence[Article]) -> list[int]:
    """Those that are no copy of another of them."""
    every = {one.pk for one in articles}
    return [one.pk for one in articles if one.duplicate_of_id not in every]


def _first(articles: Sequence[Article]) -> int:
    return _originals(articles)[0]


def _parted(story: int, chosen: Sequence[int]) -> tuple[list[Article], list[Article]]:
    """The chosen articles of a story with their copies, and all others of it."""
    every = _articles(story)
    wanted = set(chosen) & {one.pk for one in every}
    if not wanted:
        raise UsageError("choose the articles", code="nothing_chosen")
    above = {one.pk: one.duplicate_of_id for one in every}
    if any(above.get(one) in above and above[one] not in wanted for one in wanted):
        raise UsageError("a copy goes where its original goes", code="is_copy")
    going = [one for one in every if one.pk in wanted or one.duplicate_of_id in wanted]
    if len(going) == len(every):
        raise UsageError("that is all of the story", code="all_chosen")
    return going, [one for one in every if one not in going]


def _new_story(articles: Sequence[Article], now: datetime) -> int:
    """A new story for these articles, under a number that nobody had before."""
    newest = Story.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    number = max(int(site_settings.direct("next_story", 0)), newest + 1)
    site_settings.put("next_story", number + 1)
    first, last = articles[0].published, articles[-1].published
    Story.objects.create(pk=number, first_at=first, last_at=last, made_at=now)
    return number


def _recorded(
    by: Editor, kind: Kind, stories: tuple[int, int], moved: Mapping[int, int]
) -> Correction:
    return Correction.objects.create(
        kind=kind, story_id=stories[0], other_id=stories[1],
        moved={str(article): story for article, story in moved.items()},
        why=by.why[:500], made_by=by.user, made_at=by.now,
    )  # fmt: skip


def _record_sides(correction: Correction, sides: Mapping[str, Sequence[int]]) -> None:
    """Write down what belongs together and apart. One article alone is together with nobody."""
    Corrected.objects.bulk_create(
        Corrected(correction=correction, article_id=article, side=side)
        for side, articles in sides.items()
        for article in articles
        if side != Side.TOGETHER or len(articles) > 1
    )


def _carry_out(ends: Mapping[int, int], stories: set[int]) -> None:
    """Move articles, see that no word is broken, and give the stories their faces anew."""
    for end in set(ends.values()):
        going = [article for article, to in ends.items() if to == end]
        Article.objects.filter(pk__in=going).update(story=end)
    _check_constraints()
    _send_on(stories, ends)
    story_rows.rethread(stories)
    story_rows.relabel(stories)
    site_settings.bump("epoch")


def _check_constraints() -> None:
    given = constraints()
    rows = Article.objects.filter(pk__in=given.articles)
    broken = given.broken(dict(rows.values_list("pk", "story_id")))
    if broken:
        raise Contradiction(broken.correction)


def _send_on(stories: Iterable[int], ends: Mapping[int, int]) -> None:
    """A story that is left without articles sends on to the one that they went to."""
    for story in stories:
        if not Article.objects.filter(story=story).exists():
            into = next(iter(set(ends.values()) - {story}), None)
            Story.objects.filter(pk=story).update(merged_into=into)
            Story.objects.filter(merged_into=story).update(merged_into=into)
            StoryFace.objects.filter(story=story).delete()
            if into is not None:
                storylines.unite(story, into, is_by_editor=True)
