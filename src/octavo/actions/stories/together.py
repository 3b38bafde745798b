"""Why the articles of a story are together, worked out from the story as it is when asked."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from octavo.actions.stories.live_window import stored_articles
from octavo.store.models import Article, Knowledge
from octavo.stories.placing.explanation import Explanation, Words, explanation
from octavo.stories.similarity.features import ArticleFeatures
from octavo.stories.similarity.parameters import Parameters
from octavo.stories.similarity.spelling import spellings
from octavo.types import Entity

EXPLAINED = 40
"""Articles of one story that are explained, the latest: bounds the cost; not measured."""

COMPARED = 400
"""Articles of one story that they are compared with, the latest. Of made-up articles of 120 words a
story of 300 took 0.4 s to explain, one of 1,000 2.5 s, for anybody who asks."""


@dataclass(frozen=True, slots=True)
class Together:
    """An article of a story and why it is there; None where it is a copy, alone, or too old to be
    compared."""

    article: Article
    why: Explanation | None


def together(story: int) -> list[Together]:
    """The latest articles of a story, oldest first, each with what it has in common with the
    others that are nobody's copy, and what is at odds."""
    rows = Article.objects.filter(story=story, is_hidden=False).order_by("-published", "-pk")
    whole = rows.select_related("source", "body", "duplicate_of__source")
    articles = list(whole[:EXPLAINED])[::-1]
    known = Knowledge.objects.filter(article__in=rows.values("pk")[:COMPARED])
    every = {row.features.article_id: row for row in stored_articles(known)}
    members = {
        number: row.features for number, row in every.items() if row.duplicate_of not in every
    }
    return [Together(one, _why(one, members)) for one in articles]


def _why(article: Article, members: Mapping[int, ArticleFeatures]) -> Explanation | None:
    others = [one for number, one in members.items() if number != article.pk]
    if article.pk not in members or not others:
        return None
    found = explanation(members[article.pk], others, Parameters())
    names = [Entity(**entity) for entity in article.body.entities]
    text = f"{article.headline}\n{article.body.text}"
    return _spelled(found, spellings(text, names, article.language))


def _spelled(found: Explanation, written: Mapping[str, str]) -> Explanation:
    """The explanation in the article's own spelling."""

    def of(keys: Words) -> Words:
        return tuple(dict.fromkeys(written.get(key, key) for key in keys))

    return replace(found, words=of(found.words), names=of(found.names), sounds=of(found.sounds),
                   own_names=of(found.own_names), other_names=of(found.other_names))  # fmt: skip
