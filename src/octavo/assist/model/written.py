"""What a model writes of articles: sentence by sentence, each proved by the article it cites."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from octavo.assist.gate.gate import verdict
from octavo.assist.model.client import Request
from octavo.assist.model.prompts import prompt

LONGEST_SOURCE = 6000
"""Characters of an article that a model is given: four of them fit the 8,192 tokens that small
local models have."""

MOST_SOURCES = 4
"""Articles that it is given."""

MOST_SENTENCES = {"ask": 3, "summary": 5}
"""Sentences that are shown of what it wrote: as many as it is asked for. Chosen by hand."""

MOST_LINES = 10
"""Lines that are looked at: bounds the cost. Chosen by hand; not measured."""

LEAST_SENTENCES = {"ask": 1, "summary": 2}
"""Fewer that are proved, and the answer is that of the sources' own sentences. Chosen by hand."""

_LANGUAGES = {"ar": "Arabic", "de": "German", "fr": "French", "es": "Spanish"}
_CITED = re.compile(r"^(?:[-*•]|\d+[.)])?\s*(?P<text>.+?)\s*(?P<cited>(?:\[\d+\]\s*)+)[.]?$")
_ORDERS = re.compile(
    r"(?i)</?\s*source|\b(?:ignore|disregard|forget) (?:\w+ ){0,3}(?:instructions?|prompts?|rules|"
    r"above|previous|task)|\bsystem prompt|\byou are (?:now|free|no longer)\b|\bas an ai\b|"
    r"\b(?:write|say|output|print|answer|respond|reply)(?: (?:only|exactly|with|this))*:|"
    r"\b(?:dear|to the|hey|attention) (?:ai|assistant|chatbot|language model|llm)\b|"
    r"تجاهل (?:\w+ ){0,3}(?:التعليمات|الأوامر)|اكتب:|أنت الآن"
)
"""A line that speaks to a model. An article about such lines loses them too."""
_FENCE = re.compile(r"<\s*(/?)\s*source", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence of a model, proved by the article at `source` of those it was given."""

    sentence: str
    source: int


def answer_request(question: str, sources: Sequence[str], language: str) -> Request:
    """What a model is asked for the answer to a question."""
    user = f"{_fenced(sources)}\n\nQuestion: {' '.join(question.split())}"
    return _request("ask", user, language)


def summary_request(sources: Sequence[str], language: str) -> Request:
    """What a model is asked for the summary of reports of one event."""
    return _request("summary", _fenced(sources), language)


def proved(request: Request, reply: str, sources: Sequence[str]) -> tuple[tuple[Written, ...], int]:
    """The sentences of a reply that are proved, and how many were dropped. Where too few are, none
    is returned: the sources' own words are to be shown."""
    lines = [line.strip() for line in reply.splitlines() if line.strip()][:MOST_LINES]
    found = tuple(one for line in lines if (one := _proved(line, sources)))
    is_enough = len(found) >= LEAST_SENTENCES[request.feature]
    kept = found[: MOST_SENTENCES[request.feature]] if is_enough else ()
    return kept, len(lines) - len(found)


def _request(feature: str, user: str, language: str) -> Request:
    told = prompt(feature)
    system = told.text.replace("{language}", _LANGUAGES.get(language, "English"))
    return Request(feature, told.version, system, user)


def _proved(line: str, sources: Sequence[str]) -> Written | None:
    """A line as a sentence where an article that it cites proves it; None elsewhere."""
    match = _CITED.match(line)
    if not match:
        return None
    cited = (int(number) - 1 for number in re.findall(r"\d+", match["cited"]))
    known = (at for at in cited if 0 <= at < min(len(sources), MOST_SOURCES))
    supports = (at for at in known if verdict(match["text"], [_shown(sources[at])]).is_supported)
    source = next(supports, None)
    return None if source is None else Written(match["text"], source)


def _fenced(sources: Sequence[str]) -> str:
    """Articles between marks that no article can close."""
    return "\n\n".join(
        f'<source n="{number}">\n{_FENCE.sub(_broken, _shown(text))}\n</source>'
        for number, text in enumerate(sources[:MOST_SOURCES], 1)
    )


def speaks_to_a_model(line: str) -> bool:
    """Whether a line gives orders to a model."""
    return bool(_ORDERS.search(line))


def _broken(mark: re.Match[str]) -> str:
    return f"‹{mark.group(1)}source"


def _shown(text: str) -> str:
    """What of an article a model is given and its sentences are proved by: no line that gives
    orders to a model, for such a line proves whatever it orders to write."""
    lines = (line for line in text.splitlines() if not speaks_to_a_model(line))
    return "\n".join(lines)[:LONGEST_SOURCE]
