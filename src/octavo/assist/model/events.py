"""The text in what a model's server sends: an event stream, or one JSON object."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from octavo.errors import ModelError

LETTERS_A_TOKEN = 4
"""Where a server does not count: letters of a token, as OpenAI says of English."""


@dataclass
class Draft:
    """What has come of an answer so far."""

    text: str = ""
    is_whole: bool = False
    tokens: int = 0

    def take(self, line: str) -> None:
        """Takes in one line of the stream. Raises ModelError for what is none."""
        name, _, data = line.strip().partition(":")
        if name != "data":
            return
        if data.strip() == "[DONE]":
            self.is_whole = True
            return
        row = _object(data)
        choice = _choice(row)
        self.text += _text(choice.get("delta") or choice.get("message"))
        self.is_whole = self.is_whole or bool(choice.get("finish_reason"))
        self.tokens = _tokens(row) or self.tokens


def whole_draft(body: str) -> Draft:
    """The answer of a server that does not stream. Raises ModelError."""
    row = _object(body)
    if not row.get("choices"):
        raise ModelError("no choices in the answer", code="model_malformed")
    return Draft(_text(_choice(row).get("message")), is_whole=True, tokens=_tokens(row))


def vectors_of(body: str, count: int) -> list[list[float]]:
    """The vectors of an answer of the embeddings endpoint, in order. Raises ModelError."""
    rows = _object(body).get("data")
    if not isinstance(rows, list) or len(rows) != count:
        raise ModelError("not as many vectors as texts", code="model_malformed")
    try:
        ordered = sorted(rows, key=lambda row: row.get("index", 0))
        found = [[float(value) for value in row["embedding"]] for row in ordered]
    except (TypeError, ValueError, KeyError, AttributeError):
        raise ModelError("no vectors in the answer", code="model_malformed") from None
    if len({len(vector) for vector in found}) > 1:
        raise ModelError("vectors of different lengths", code="model_malformed")
    return found


def translations_of(body: str, count: int) -> list[str]:
    """The texts of an answer of a translator, in order. Raises ModelError."""
    rows = _object(body).get("translatedText")
    if not isinstance(rows, list) or len(rows) != count:
        raise ModelError("not as many translations as texts", code="model_malformed")
    return [row if isinstance(row, str) else "" for row in rows]


def estimated_tokens(texts: Iterable[str]) -> int:
    """About how many tokens texts are."""
    return sum(len(text) for text in texts) // LETTERS_A_TOKEN + 1


def _object(text: str) -> dict[str, Any]:
    try:
        row = json.loads(text)
    except ValueError:
        raise ModelError("no JSON in the answer", code="model_malformed") from None
    if not isinstance(row, dict) or "error" in row:
        raise ModelError(f"the model's server says: {str(row)[:200]}", code="model_malformed")
    return row


def _choice(row: dict[str, Any]) -> dict[str, Any]:
    choices = row.get("choices")
    first = choices[0] if isinstance(choices, list) and choices else {}
    return first if isinstance(first, dict) else {}


def _text(part: Any) -> str:
    content = part.get("content") if isinstance(part, dict) else None
    return content if isinstance(content, str) else ""


def _tokens(row: dict[str, Any]) -> int:
    usage = row.get("usage")
    total = usage.get("total_tokens") if isinstance(usage, dict) else 0
    return total if isinstance(total, int) and total >= 0 else 0
