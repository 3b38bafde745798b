"""What the owner's model writes of stored articles: only what they prove, and only if asked."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Sum
from django.utils import timezone

from octavo.actions import polls
from octavo.actions.answers import ai_permission
from octavo.actions.answers.ask import CitedPassage, article_rows
from octavo.assist.model.breaker import Breaker
from octavo.assist.model.client import Model, Request
from octavo.assist.model.endpoint import Endpoint
from octavo.assist.model.written import (
    MOST_SOURCES,
    answer_request,
    proved,
    summary_request,
)
from octavo.errors import ModelError
from octavo.store import gateway_rules
from octavo.store.models import Article, ModelReply
from octavo.types import Egress

_breaker = Breaker()
"""One for the process: readers wait for a model that is down once, not each."""


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


def offers(feature: str) -> bool:
    """Whether the owner chose a model for a feature (`ask`, `summary`)."""
    return endpoint().serves(feature)


def model_name() -> str:
    """The name of the owner's model; empty where there is none."""
    return settings.MODEL_NAME if settings.MODEL_URL else ""


def endpoint() -> Endpoint:
    """The owner's model as the settings have it."""
    return Endpoint(
        base_url=settings.MODEL_URL,
        key=settings.MODEL_KEY,
        chat_model=settings.MODEL_NAME,
        timeout=settings.MODEL_TIMEOUT,
        daily_tokens=settings.MODEL_DAILY_TOKENS,
        features=settings.MODEL_FEATURES,
        air_gap=gateway_rules.is_shut(),
    )


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


def written_summary(story: int, language: str) -> WrittenAnswer:
    """The model's summary of a story. Raises ModelError."""
    return _written("summary", list(article_rows("", None, story, language)), language)


def _written(feature: str, rows: list[Article], language: str, question: str = "") -> WrittenAnswer:
    where = endpoint()
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
    reply, tokens = _reply(where, request, [row.pk for row in allowed])
    sentences, dropped = proved(request, reply, sources)
    return WrittenAnswer(
        passages=[CitedPassage(one.sentence, allowed[one.source]) for one in sentences],
        model=where.chat_model,
        prompt_version=request.prompt_version,
        tokens=tokens,
        dropped=dropped,
        skipped=skipped,
    )


def _reply(where: Endpoint, request: Request, articles: list[int]) -> tuple[str, int]:
    """What the model writes, and the tokens it was; the kept reply where it was asked before."""
    key = request.key(where.chat_model)
    if kept := ModelReply.objects.filter(key=key).first():
        return kept.text, kept.tokens
    midnight = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    spent = ModelReply.objects.filter(at__gte=midnight).aggregate(sum=Sum("tokens"))["sum"] or 0
    ledger: list[Egress] = []
    model = Model(where, ledger.append, spent, _breaker)
    try:
        reply = asyncio.run(model.chat(request))
    finally:
        polls.save_egress(ledger)
    text = reply.text.replace("\0", "")
    values = {
        "feature": request.feature,
        "model": where.chat_model[:200],
        "prompt_version": request.prompt_version,
        "articles": articles,
        "tokens": reply.tokens,
        "text": text,
    }
    ModelReply.objects.update_or_create(key=key, defaults=values)
    return text, reply.tokens
