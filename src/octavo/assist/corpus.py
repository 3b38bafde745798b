"""Anyone's stories, from file to file: a headline and a summary of each.

    {id, story, title, text, source, time, lang} ──► {story, headline, summary: [{text, id}]}

Rows of one `story` are the reports of one event, wherever they stand in the file; a row without one
is a story by itself. All but the text may be missing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from octavo.analyse.article import ANALYSED_CHARACTERS, analyses
from octavo.analyse.summary import CONSIDERED_SENTENCES, passages
from octavo.assist.summary import MemberText, story_summary, story_summary_within
from octavo.extract.metadata.agencies import agency
from octavo.formats.sentences import sentences
from octavo.stories.corpus import row_article, time
from octavo.stories.faces import Member, face
from octavo.stories.index.near_duplicates import NearDuplicateIndex
from octavo.stories.similarity.features import ArticleFeatures
from octavo.stories.similarity.parameters import Parameters
from octavo.types import Analysis, Article

Row = Mapping[str, Any]


def summaries(rows: Iterable[Row], most: int, words: int = 0) -> Iterator[dict[str, Any]]:
    """The stories of the rows, in the order in which they begin: at most `most` passages each,
    or as many as `words` allow where that is not 0 (the first whatever its length)."""
    stories: dict[tuple[str, Any], list[Row]] = {}
    for number, row in enumerate(rows):
        story = row.get("story")
        key = ("row", number) if story is None else ("story", str(story))
        stories.setdefault(key, []).append(row)
    for some in stories.values():
        yield _summarised(some, most, words)


def _summarised(rows: Sequence[Row], most: int, words: int) -> dict[str, Any]:
    articles = [row_article(row) for row in rows]
    found = analyses(articles)
    members = members_of(rows, articles, found)
    story = face(members)
    texts = [
        MemberText(
            member.article_id,
            _passages(articles[member.article_id], member.language),
            member.language,
            is_agency=bool(member.agency),
            headline=member.headline,
        )
        for member in sorted(members, key=lambda m: m.published, reverse=True)
        if member.duplicate_of is None
    ]
    cited = story_summary_within(texts, words) if words else story_summary(texts, most)
    return {
        "story": rows[0].get("story", rows[0].get("id")),
        "headline": articles[story.lead].headline,
        "summary": [{"text": c.sentence, "id": rows[c.article_id].get("id")} for c in cited],
    }


def _passages(article: Article, language: str) -> tuple[str, ...]:
    read = article.text[:ANALYSED_CHARACTERS]
    found = sentences(read)[:CONSIDERED_SENTENCES]
    return tuple(one.text for one in passages(read, found, language))


def members_of(
    rows: Sequence[Row], articles: Sequence[Article], found: Sequence[Analysis]
) -> list[Member]:
    """The rows of a story as its members, in the order of their times, each copy with its original;
    an article's number is its row's place."""
    return _with_copies(articles, found, _members(rows, articles, found))


def _members(
    rows: Sequence[Row], articles: Sequence[Article], found: Sequence[Analysis]
) -> list[Member]:
    sources: dict[str, int] = {}
    return [
        Member(
            article_id=at,
            source_id=sources.setdefault(str(row.get("source") or at), at),
            published=article.published,
            language=one.language,
            headline=article.headline,
            opening=next(iter(one.summary), ""),
            words=one.words,
            agency=agency(str(row.get("source") or "")),
            is_dated=time(row.get("time")) is not None,
        )
        for at, (row, article, one) in enumerate(zip(rows, articles, found, strict=True))
    ]


def _with_copies(
    articles: Sequence[Article], found: Sequence[Analysis], members: Sequence[Member]
) -> list[Member]:
    """The members in the order of their times, each copy with its original."""
    texts = NearDuplicateIndex(Parameters())
    out = []
    for member in sorted(members, key=lambda m: (m.published, m.article_id)):
        at = member.article_id
        features = ArticleFeatures.of(at, 0, articles[at], found[at])
        copy = texts.copy(features)
        original = copy.originals[0] if copy else None
        texts.add(features, original)
        out.append(replace(member, duplicate_of=original))
    return out
