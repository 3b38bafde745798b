"""An article in another language, by the owner's translator or model: batch by batch, each kept."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from octavo.actions.answers import ai_permission, replies
from octavo.assist.model.client import Model, Reply, Request
from octavo.assist.model.endpoint import Endpoint
from octavo.assist.model.written import speaks_to_a_model
from octavo.assist.translation import (
    batches,
    is_faithful,
    passages,
    read_translation,
    translation_request,
)
from octavo.errors import ModelError
from octavo.store.models import Article


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of an article and its translation, empty where there is none: `state` is
    `translated`, `waiting`, or `original` where no translation could be shown."""

    original: str
    text: str
    state: str

    @property
    def shown(self) -> str:
        """The translation, or the original where there is none."""
        return self.text or self.original


@dataclass(frozen=True, slots=True)
class Translation:
    """An article as far as it is translated: by which engine, for how many tokens."""

    headline: Passage
    dek: Passage
    passages: list[Passage]
    engine: str
    tokens: int

    @property
    def all(self) -> list[Passage]:
        """Headline, dek and passages, in order."""
        return [self.headline, self.dek, *self.passages]

    @property
    def is_whole(self) -> bool:
        """Whether nothing waits for its translation."""
        return all(one.state != "waiting" for one in self.all)

    @property
    def untranslated(self) -> int:
        """Passages that stay as they were written."""
        return sum(one.state == "original" for one in self.all)


def engine() -> Endpoint | None:
    """What translates here: a translator before a model; None where neither is set up for it."""
    if found := replies.translator():
        return found
    return replies.endpoint() if replies.offers("translate") else None


def translation(article: Article, language: str, *, more: int = 0) -> Translation:
    """An article as far as its translation is kept, and up to `more` batches further. Raises
    ModelError."""
    where = engine()
    if where is None:
        raise ModelError("nothing is set up that translates", code="model_off")
    if ai_permission.is_forbidden(article):
        raise ModelError("the publisher forbids the use by AI", code="model_forbidden")
    texts = passages(article.headline, article.dek, article.body.text)
    given = [text for text in dict.fromkeys(texts) if text and not speaks_to_a_model(text)]
    known: dict[str, str] = {}
    tokens = 0
    for batch in batches(given):
        request = _request(where, batch, article.language, language)
        reply = replies.kept(where, request)
        if reply is None and more:
            reply = _fresh(where, request, batch, article, language)
            more -= 1
        if reply is None:
            break
        tokens += reply.tokens
        known |= dict(zip(batch, _read(where, reply, len(batch)), strict=True))
    found = [_passage(text, known, given) for text in texts]
    return Translation(found[0], found[1], found[2:], where.chat_model, tokens)


def _passage(text: str, known: dict[str, str], given: Sequence[str]) -> Passage:
    if text and text in given and text not in known:
        return Passage(text, "", "waiting")
    translated = known.get(text, "")
    is_shown = bool(text) and is_faithful(text, translated)
    return Passage(text, translated if is_shown else "", "translated" if is_shown or not text
                   else "original")  # fmt: skip


def _is_model(where: Endpoint) -> bool:
    return where.chat_model != replies.TRANSLATOR


def _request(where: Endpoint, batch: Sequence[str], source: str, target: str) -> Request:
    if _is_model(where):
        return translation_request(batch, target)
    return Request("translate", f"{source}-{target}"[:16], "", json.dumps(batch))


def _fresh(
    where: Endpoint, request: Request, batch: Sequence[str], article: Article, target: str
) -> Reply:
    async def ask(server: Model) -> Reply:
        if _is_model(where):
            reply = await server.chat(request)
            if not any(read_translation(reply.text, len(batch))):
                raise ModelError("no passage in the answer", code="model_malformed")
            return reply
        texts = await server.translations(batch, article.language, target)
        return Reply(json.dumps(texts, ensure_ascii=False), 0)

    return replies.reply(where, request, [article.pk], ask)


def _read(where: Endpoint, reply: Reply, count: int) -> list[str]:
    """The translations in a reply, in order; empty where one is missing."""
    if _is_model(where):
        return read_translation(reply.text, count)
    found = [str(one) for one in json.loads(reply.text)]
    return (found + [""] * count)[:count]
