"""The owner's model, asked through the gateway: within its budget, again where it failed."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeVar

from octavo.assist.model.breaker import Breaker
from octavo.assist.model.endpoint import Endpoint
from octavo.assist.model.events import (
    Draft,
    estimated_tokens,
    translations_of,
    vectors_of,
    whole_draft,
)
from octavo.errors import BadStatus, ModelError, WireError
from octavo.gateway import Ask, Gateway
from octavo.types import Egress

TRIES = 3
"""Times that a request is made. Chosen by hand; not measured."""

FIRST_WAIT = 0.5
"""Seconds before it is made again, doubled each time. Chosen by hand; not measured."""

LONGEST_WAIT = 20.0
"""Seconds up to which a server's Retry-After is waited for; a reader waits meanwhile. Chosen by
hand; not measured."""

LONGEST_REPLY = 1 << 20
"""Bytes of an answer, with all that surrounds its words."""

MOST_TOKENS = 600
"""Tokens that an answer may have: five sentences and their citations."""

_T = TypeVar("_T")
MENDED_BY_WAITING = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Statuses after which it is worth asking again (RFC 9110)."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a model is asked: the prompt as filled in, with its version, what it is about, and how
    many tokens its reply may have."""

    feature: str
    prompt_version: str
    system: str
    user: str
    most_tokens: int = MOST_TOKENS

    def key(self, model: str) -> str:
        """The hash of all that decides the reply of a model."""
        parts = (model, self.prompt_version, self.system, self.user)
        return sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model wrote, and for how many tokens."""

    text: str
    tokens: int


class Model:
    """The model of an endpoint, of whose tokens `spent` are spent today. Raises ModelError, and
    nothing else, for all that goes wrong."""

    def __init__(
        self,
        endpoint: Endpoint,
        ledger: Callable[[Egress], None],
        spent: int = 0,
        breaker: Breaker | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.endpoint = endpoint
        self.spent = spent
        self.breaker = breaker or Breaker()
        self._ledger = ledger
        self._sleep = sleep

    async def chat(self, request: Request) -> Reply:
        """What the model writes."""
        texts = [request.system, request.user]
        body: dict[str, object] = {
            "model": self.endpoint.chat_model,
            "messages": [
                {"role": "system", "content": request.system},
                {"role": "user", "content": request.user},
            ],
            "temperature": 0,
            "max_tokens": request.most_tokens,
            "stream": True,
            "stream_options": {"include_usage": True},
        }
        draft = await self._tried(lambda gateway: self._draft(gateway, body), texts)
        tokens = draft.tokens or estimated_tokens([*texts, draft.text])
        self.spent += tokens
        return Reply(draft.text.strip(), tokens)

    async def embeddings(self, texts: Sequence[str]) -> list[list[float]]:
        """The vectors of texts, in order."""
        if not texts:
            return []
        body: dict[str, object] = {
            "model": self.endpoint.embedding_model,
            "input": list(texts),
        }
        answer = await self._tried(lambda gateway: self._whole(gateway, "embeddings", body), texts)
        self.spent += estimated_tokens(texts)
        return vectors_of(answer, len(texts))

    async def translations(self, texts: Sequence[str], source: str, target: str) -> list[str]:
        """Texts in another language, in order, by a server of LibreTranslate's kind."""
        body: dict[str, object] = {
            "q": list(texts),
            "source": source or "auto",
            "target": target,
            "format": "text",
            "api_key": self.endpoint.key,
        }
        answer = await self._tried(lambda gateway: self._whole(gateway, "translate", body), texts)
        return translations_of(answer, len(texts))

    async def _tried(self, once: Callable[[Gateway], Awaitable[_T]], texts: Sequence[str]) -> _T:
        """What a request gives, made again where waiting may mend it."""
        rules = self.endpoint.rules()
        limit = self.endpoint.daily_tokens
        if limit and self.spent + estimated_tokens(texts) > limit:
            raise ModelError(f"the day's {limit} tokens are spent", code="model_budget")
        if self.breaker.is_open:
            raise ModelError("the model failed repeatedly", code="model_down")
        async with Gateway(rules, self._ledger) as gateway:
            number = 1
            while True:
                try:
                    found = await once(gateway)
                except WireError as error:
                    if (wait := _wait(error, number)) is None:
                        self.breaker.failed()
                        raise _model_error(error) from None
                    number += 1
                    await self._sleep(wait)
                except ModelError:
                    self.breaker.failed()
                    raise
                else:
                    self.breaker.succeeded()
                    return found

    async def _draft(self, gateway: Gateway, body: dict[str, object]) -> Draft:
        draft, other = Draft(), []
        ask = self._ask("chat/completions", body)
        async with aclosing(gateway.lines(ask, stall=self.endpoint.stall)) as lines:
            async for line in lines:
                text = line.decode("utf-8", "replace")
                if text.startswith(("data:", ":", "event:", "id:", "retry:")):
                    draft.take(text)
                else:
                    other.append(text)
        if not draft.is_whole and "".join(other).strip():
            draft = whole_draft("".join(other))
        if not draft.is_whole:
            raise WireError(ask.url, "the stream ended early", code="truncated")
        return draft

    async def _whole(self, gateway: Gateway, path: str, body: dict[str, object]) -> str:
        answer = await gateway.ask(self._ask(path, body))
        if answer.truncated:
            raise WireError(answer.url, "the answer broke off", code="truncated")
        return answer.body.decode("utf-8", "replace")

    def _ask(self, path: str, body: dict[str, object]) -> Ask:
        headers = {"Content-Type": "application/json", "Accept-Encoding": "identity"}
        if self.endpoint.key:
            headers["Authorization"] = f"Bearer {self.endpoint.key}"
        sent = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
        return Ask(self.endpoint.url(path), "model", headers, max_bytes=LONGEST_REPLY, body=sent)


def _wait(error: WireError, number: int) -> float | None:
    """Seconds until a request is made again; None where that is of no use."""
    if number >= TRIES or error.code in {"blocked_address", "bad_url", "bad_scheme", "air_gap"}:
        return None
    usual: float = FIRST_WAIT * 2.0 ** (number - 1)
    if not isinstance(error, BadStatus):
        return usual
    if error.status not in MENDED_BY_WAITING:
        return None
    wait = usual if error.retry_after is None else error.retry_after
    return wait if wait <= LONGEST_WAIT else None


def _model_error(error: WireError) -> ModelError:
    is_refusal = isinstance(error, BadStatus) and error.status not in MENDED_BY_WAITING
    code = "model_refused" if is_refusal else "model_silent"
    return ModelError(f"the model gave no answer: {error.code}", code=code)
