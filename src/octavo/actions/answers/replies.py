"""The owner's model and translator as the settings have them, and the replies that are kept."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from django.conf import settings
from django.db.models import Sum
from django.utils import timezone

from octavo.actions import polls
from octavo.assist.model.breaker import Breaker
from octavo.assist.model.client import Model, Reply, Request
from octavo.assist.model.endpoint import Endpoint
from octavo.store import gateway_rules
from octavo.store.models import ModelReply
from octavo.types import Egress

_breakers: dict[str, Breaker] = {}
"""One for each server and the process: readers wait for one that is down once, not each."""

TRANSLATOR = "LibreTranslate"
"""What a server of its kind is called where a model has its name."""


def offers(feature: str) -> bool:
    """Whether the owner chose a model for a feature (`ask`, `summary`, `translate`)."""
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
        embedding_model=settings.MODEL_EMBEDDINGS,
        timeout=settings.MODEL_TIMEOUT,
        daily_tokens=settings.MODEL_DAILY_TOKENS,
        features=settings.MODEL_FEATURES,
        air_gap=gateway_rules.is_shut(),
    )


def translator() -> Endpoint | None:
    """The server of LibreTranslate's kind as the settings have it; None where there is none."""
    if not settings.TRANSLATE_URL:
        return None
    return Endpoint(
        base_url=settings.TRANSLATE_URL,
        key=settings.TRANSLATE_KEY,
        chat_model=TRANSLATOR,
        timeout=settings.MODEL_TIMEOUT,
        air_gap=gateway_rules.is_shut(),
    )


def kept(where: Endpoint, request: Request) -> Reply | None:
    """The reply that is kept of a request; None where it was never made."""
    found = ModelReply.objects.filter(key=request.key(where.chat_model)).first()
    return Reply(found.text, found.tokens) if found else None


def reply(
    where: Endpoint,
    request: Request,
    articles: list[int],
    ask: Callable[[Model], Coroutine[Any, Any, Reply]] | None = None,
) -> Reply:
    """What a server gives for a request, by `ask` or else as chat; what is kept where it was asked
    before. Raises ModelError."""
    if found := kept(where, request):
        return found
    ledger: list[Egress] = []
    breaker = _breakers.setdefault(where.base_url, Breaker())
    model = Model(where, ledger.append, _spent_today(), breaker)
    try:
        fresh = asyncio.run(ask(model) if ask else model.chat(request))
    finally:
        polls.save_egress(ledger)
    text = fresh.text.replace("\0", "")
    values = {
        "feature": request.feature,
        "model": where.chat_model[:200],
        "prompt_version": request.prompt_version,
        "articles": articles,
        "tokens": fresh.tokens,
        "text": text,
    }
    ModelReply.objects.update_or_create(key=request.key(where.chat_model), defaults=values)
    return Reply(text, fresh.tokens)


def _spent_today() -> int:
    midnight = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    return ModelReply.objects.filter(at__gte=midnight).aggregate(sum=Sum("tokens"))["sum"] or 0
