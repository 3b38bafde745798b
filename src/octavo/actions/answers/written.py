"""What the owner's model writes of stored articles: only what they prove, and only if asked."""

from collections.abc import Sequence
from dataclasses import dataclass

from octavo.actions.answers import ai_permission, replies
from octavo.actions.answers.ask import CitedPassage, article_rows
from octavo.assist.model.written import (
    MOST_SOURCES,
    answer_request,
    proved,
    summary_request,
)
from octavo.errors import ModelError
from octavo.store.models import Article


@dataclass(frozen=True, slots=True)
class WrittenAnswer:
    """Sentences of a model, each with the article that proves it; none where too little was proved.
    `skipped` counts articles whose publishers forbid AI."""

    passages: list[CitedPassage]
    model: str
    prompt_version: str
    tokens: int
    dropped: int
    skipped: int


def written_answer(
    text: str,
    found: Sequence[CitedPassage],
    *,
    article: int | None = None,
    story: int | None = None,
    language: str = "en",
) -> WrittenAnswer:
    """The model's answer from the articles that hold the passages found, then from the others that
    were asked. Raises ModelError."""
    rows = [passage.article for passage in found]
    rows += article_rows(text, article, story, language)
    return _written("ask", list(dict.fromkeys(rows)), language, question=text)


def written_summary(
    *, article: int | None = None, story: int | None = None, language: str = "en"
) -> WrittenAnswer:
    """The model's summary of an article or a story. Raises ModelError."""
    return _written("summary", list(article_rows("", article, story, language)), language)


def _written(feature: str, rows: list[Article], language: str, question: str = "") -> WrittenAnswer:
    where = replies.endpoint()
    if not where.serves(feature):
        raise ModelError("no model is set up for this", code="model_off")
    allowed, skipped = ai_permission.allowed(rows, MOST_SOURCES)
    if not allowed:
        raise ModelError("no article may be given to a model", code="model_forbidden")
    sources = [f"{row.headline}\n{row.body.text}" for row in allowed]
    request = (
        answer_request(question, sources, language)
        if feature == "ask"
        else summary_request(sources, language)
    )
    reply = replies.reply(where, request, [row.pk for row in allowed])
    sentences, dropped = proved(request, reply.text, sources)
    return WrittenAnswer(
        passages=[CitedPassage(one.sentence, allowed[one.source]) for one in sentences],
        model=where.chat_model,
        prompt_version=request.prompt_version,
        tokens=reply.tokens,
        dropped=dropped,
        skipped=skipped,
    )
