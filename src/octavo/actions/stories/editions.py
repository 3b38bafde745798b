"""Eight today: the editions, made at their hour and kept, and those of what a reader follows."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings

from octavo.actions.stories.live_window import unpacked
from octavo.analyse import hashtag_meaning
from octavo.assist.summary import Cited
from octavo.assist.wrap_up import EDITION_STORIES, Candidate, EditionItem, edition
from octavo.store import read
from octavo.store.models import Body, Edition, Knowledge, StoryFace
from octavo.store.read import faces

CONSIDERED = 60
"""Stories that an edition of eight is chosen from. Chosen by hand; not measured."""

LOOKED_AT = 300
"""Stories among which those are looked for that somebody follows. Chosen by hand; not measured."""

EDITION_HOURS = (30, 54, 78)
"""An edition holds stories reported on within so many hours before the newest one; within more
where the day was quiet and there are not eight."""


def make_edition(language: str, now: datetime) -> None:
    """Eight today, in one language: made once from its hour on, and kept; where no hour is set,
    made anew with the news, and written only where it differs from what is there."""
    local = now.astimezone(settings.EDITION_ZONE)
    there = Edition.objects.filter(day=local.date(), language=language).first()
    if settings.EDITION_AT and (there or local.time() < settings.EDITION_AT):
        return
    stories = _stories(list(faces(language)[:CONSIDERED]))
    if stories and (there is None or there.stories != stories):
        Edition.objects.update_or_create(
            day=local.date(), language=language, defaults={"stories": stories, "made_at": now}
        )


def without_hidden(now: datetime) -> None:
    """Make the newest editions anew without what is hidden; one that is kept loses its story."""
    for language, _ in settings.LANGUAGES:
        make_edition(language, now)
        newest = read.edition(language)
        left = read.edition(language, newest.day) if newest and settings.EDITION_AT else None
        if newest and left and left.stories != newest.stories:
            Edition.objects.filter(pk=left.pk).update(stories=left.stories)


def own_edition(follows: Sequence[str], language: str, now: datetime) -> Edition:
    """Eight today of what somebody follows, made when asked and not stored."""
    wanted = set(follows)
    rows = [face for face in faces(language, "", follows)[:LOOKED_AT] if wanted & followable(face)]
    day = now.astimezone(settings.EDITION_ZONE).date()
    stories = _stories(rows[:CONSIDERED])
    return Edition(day=day, language=language, stories=stories, made_at=now)


def followable(face: StoryFace) -> frozenset[str]:
    """What a story may be followed by: see store.models.User.follows."""
    tags = (
        f"tag:{key}"
        for tag in face.article.hashtags
        for key in hashtag_meaning.equivalent_keys(tag.casefold())
    )
    places = (f"country:{code.lower()}" for code in face.story.countries)
    own = (f"section:{face.section}", f"source:{face.article.source.slug}")
    return frozenset((*own, *tags, *places))


def _stories(rows: list[StoryFace]) -> list[dict[str, object]]:
    """The stories of an edition that is chosen from these, as its page shows them."""
    if not rows:
        return []
    newest = max(row.story.last_at for row in rows)
    for hours in EDITION_HOURS:
        recent = [r for r in rows if newest - r.story.last_at < timedelta(hours=hours)]
        chosen = edition(_candidates(recent))
        if len(chosen.items) == EDITION_STORIES:
            break
    by_story = {row.story_id: row for row in recent}
    return [_edition_story(by_story[item.story_id], item) for item in chosen.items]


def _candidates(rows: list[StoryFace]) -> list[Candidate]:
    """The stories an edition is chosen from, with the sentences that may be shown of each."""
    ids = [row.article_id for row in rows]
    own = dict(Body.objects.filter(pk__in=ids).values_list("pk", "summary"))
    known = dict(Knowledge.objects.filter(pk__in=ids).values_list("pk", "known"))
    return [_candidate(row, own.get(row.article_id, []), known.get(row.article_id)) for row in rows]


def _candidate(row: StoryFace, own: list[str], known: bytes | memoryview | None) -> Candidate:
    lines = row.summary or [{"article": row.article_id, "text": text} for text in own]
    terms = unpacked(bytes(known))["terms"] if known else {}
    return Candidate(
        story_id=row.story_id,
        headline=row.article.headline,
        rank=row.rank,
        category=row.section,
        summary=tuple(Cited(line["article"], line["text"]) for line in lines),
        source_ids=(row.article.source_id,),
        last_at=row.story.last_at,
        countries=tuple(row.story.countries),
        terms=tuple(terms.items()),
    )


def _edition_story(row: StoryFace, item: EditionItem) -> dict[str, object]:
    """A story of an edition as its page shows it."""
    names = {line["article"]: line["source"] for line in row.summary}
    names.setdefault(row.article_id, row.article.source.name)
    return {
        "story": row.story_id,
        "lead": row.article_id,
        "alone": row.article_id if row.story.articles_count == 1 else None,
        "headline": row.article.headline,
        "language": row.language,
        "section": row.section,
        "outlets": row.story.outlets,
        "sentences": [
            {"text": s.sentence, "article": s.article_id, "source": names.get(s.article_id, "")}
            for s in item.sentences
        ],
    }
