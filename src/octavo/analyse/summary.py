"""Summary and key points: sentences of the text itself, chosen, never written.

sentences ── without boilerplate ──► graph of shared terms ──► centrality (TextRank, Mihalcea and
Tarau 2004; LexRank, Erkan and Radev 2004) + place in the text ──► MMR (Carbonell 1998) ──► text
order
"""

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from octavo.analyse.self_contained import (
    dependence,
    is_impersonal,
    with_antecedent,
    without_dateline,
)
from octavo.analyse.words.terms import rarity
from octavo.analyse.words.words import WORD, content
from octavo.types import Sentence

CONSIDERED_SENTENCES = 60
"""Sentences, from the start, that are considered: bounds the cost of the graph. Chosen by hand; not
measured."""

SUMMARY_SENTENCES = 3
"""Sentences of a summary. Chosen by hand; not measured."""

MAX_KEY_POINTS = 5
"""Key points of an article. Chosen by hand; not measured."""

SHORTEST_SENTENCE, LONGEST_SENTENCE = 40, 420
"""Characters of a sentence that may stand alone. Chosen by hand; not measured."""

LONGEST_KEY_POINT = 260
"""Characters of a key point. Chosen by hand; not measured."""

LEAD_WEIGHT = 0.55
"""The weight of standing early, against 1 for being central. Chosen by hand; not measured."""

DIVERSITY = 0.6
"""MMR: how much of a sentence's similarity to a chosen one is subtracted. Chosen by hand; not
measured."""

NUMBER_WEIGHT, NAME_WEIGHT = 0.3, 0.15
"""What it counts for a key point to hold a number, and a name, beside 1 for being central. Chosen
by hand; not measured."""

OWN_VOICE_COST, LENGTH_COST = 0.5, 0.4
"""What it costs a key point to be in the outlet's `we`, and as long as one may be. Chosen by hand;
not measured."""

MOST_QUOTED = 0.4
"""The share of a sentence that it may quote and still tell a fact. Chosen by hand; not measured."""

_DAMPING, _ITERATIONS = 0.85, 12
"""The damping of PageRank (Brin and Page 1998), and iterations that are enough for 60 sentences."""
SAME = 0.999
"""Cosine of a passage with itself, or with what it is a part of."""

_TERMINAL = re.compile(r"[.!?…؟۔。！？।][\"'”’»)\]』」]*$")
_BOILERPLATE = re.compile(
    r"(?i)\b(?:photo(?:graph)?s?\s*(?::|by|credit)|file photo|picture:|image:|getty images|"
    r"handout|"
    r"reuters/\w|afp/|ap photo|read more|read also|also read|sign up|"
    r"subscribe|newsletter|follow us|"
    r"click here|all rights reserved|copyright|©|download the app|join (?:our|us on)|"
    r"telegram channel|"
    r"whatsapp channel|this (?:story|article) (?:was|has been|is)|reporting by|editing by|"
    r"additional reporting|"
    r"writing by|contributed to this report|advertisement|share this|"
    r"correction:|editor'?s note|watch:|listen:|more on this|related:|last updated|cookies?\b)|"
    r"(?:اقرأ أيضا|اقرأ المزيد|تابعونا|تابعنا|اشترك|حقوق النشر|جميع الحقوق|"
    r"للمزيد|شاهد أيضا|"
    r"تصوير:|المصدر:)"
)
_CAPTION = re.compile(
    r"(?i)\((?:left|right|cent(?:re|er)|top|bottom|above|[^()]{0,20}from (?:left|right))\)|"
    r"^(?:pictured|a (?:general |aerial )?view of|people (?:walk|stand|look))\b"
)
_TAIL = re.compile(r",\s(?:which|who|whose|where)\s[^,;:()–—]*[.]$")
"""A clause that a sentence ends with: with a comma in it, it may be one within the sentence."""
_CLAIMING = re.compile(
    r"(?i)\b(?:said|says|say|told|according|claim\w*|den(?:y|ies|ied)|alleg\w*|reported\w*|not|"
    r"no|never|"
    r"but|although|though|unless|if|dispute\w*)\b|n['’]t\b"
)
"""What makes the end of a sentence a part of its fact."""
_QUOTED = re.compile(r"[\"“«„][^\"”»“]*[\"”»“]")
_NUMBER = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|dozens?|hundreds|half)\b"
)
Scores = npt.NDArray[np.float64]


def stands_alone(sentence: Sentence, shortest: int = SHORTEST_SENTENCE) -> bool:
    """Whether a sentence may stand alone: whole, not boilerplate, caption, byline or shouting, and
    no quotation cut in two."""
    text = sentence.text
    if not shortest * (0.4 if text[0] > "\u2e80" else 1) <= len(text) <= LONGEST_SENTENCE:
        return False
    if not _TERMINAL.search(text) or _BOILERPLATE.search(text) or _CAPTION.search(text):
        return False
    return is_balanced(text) and not text.isupper()


def is_balanced(text: str) -> bool:
    """Whether every quotation mark and bracket opened in `text` is closed in it."""
    pairs = (("“", "”"), ("«", "»"), ("(", ")"), ("「", "」"), ("[", "]"))
    return text.count('"') % 2 == 0 and all(text.count(a) == text.count(b) for a, b in pairs)


def summary(
    text: str, found: Sequence[Sentence], headline: str, language: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The summary (at most `SUMMARY_SENTENCES` passages) and the key points (at most
    `MAX_KEY_POINTS`, facts in their shortest wording, none of them in the summary) of a text whose
    sentences are `found`: both in its own order and words, a passage being a sentence that stands
    alone, or two where the first says of whom the second speaks."""
    kept = passages(text, found[:CONSIDERED_SENTENCES], language)
    if not kept:
        return (), ()
    matrix = _matrix([s.text for s in kept], headline, language)
    similarity = np.maximum(matrix[:-1] @ matrix[:-1].T, _overlaps(kept))
    scores = _scores(similarity, matrix[:-1] @ matrix[-1])
    chosen = _chosen(scores, similarity, SUMMARY_SENTENCES)
    points = [key_point(s.text, language) for s in kept]
    facts = np.array([_factuality(point) for point in points])
    apt = np.array([len(p) <= LONGEST_KEY_POINT and not _is_speech(p) for p in points])
    picked = _chosen(np.where(apt, scores + facts, -1.0), similarity, MAX_KEY_POINTS, chosen)
    return tuple(kept[i].text for i in chosen), tuple(points[i] for i in picked if apt[i])


def key_point(sentence: str, language: str) -> str:
    """The shortest wording of a sentence's fact that stands in it: without the relative clause that
    it ends with (English). A clause that says whose claim the fact is, or that denies it, belongs
    to it."""
    tail = _TAIL.search(sentence) if language == "en" else None
    kept = sentence[: tail.start()] if tail else sentence
    if not is_balanced(kept) or len(kept) < SHORTEST_SENTENCE:
        return sentence
    return sentence if tail and _CLAIMING.search(sentence, tail.start()) else kept


def _is_speech(point: str) -> bool:
    """Whether a wording is somebody's words more than a fact."""
    quoted = [m.group() for m in _QUOTED.finditer(point)]
    is_call = any(mark in part for part in quoted for mark in "?!؟")
    return is_call or sum(map(len, quoted)) > MOST_QUOTED * len(point)


def _factuality(point: str) -> float:
    """How much a wording is of a fact that can be checked: numbers and names speak for it, an
    outlet's own voice and length against it."""
    is_named = any(word[0].isupper() for word in WORD.findall(point)[1:])
    return (
        NUMBER_WEIGHT * bool(_NUMBER.search(point))
        + NAME_WEIGHT * is_named
        - OWN_VOICE_COST * (not is_impersonal(point))
        - LENGTH_COST * len(point) / LONGEST_KEY_POINT
    )


def passages(text: str, found: Sequence[Sentence], language: str) -> list[Sentence]:
    """What may be quoted of a text: sentences that stand alone, and pairs that do."""
    cut = [without_dateline(one) for one in found]
    joined = [with_antecedent(cut, at, text, language) for at in range(len(cut))]
    return [s for s in joined if stands_alone(s) and not dependence(s.text, language)]


def _overlaps(kept: Sequence[Sentence]) -> Scores:
    """1 where two passages share a sentence: they say the same."""
    starts = np.array([s.start for s in kept])
    ends = np.array([s.end for s in kept])
    return ((starts[:, None] < ends) & (starts < ends[:, None])).astype(float)


def _matrix(texts: list[str], headline: str, language: str) -> Scores:
    """One row of unit length a sentence, the headline last: rarity of the terms it holds."""
    bags = [dict.fromkeys(content(text, language)) for text in (*texts, headline)]
    columns: dict[str, int] = {}
    for bag in bags:
        for term in bag:
            columns.setdefault(term, len(columns))
    weights = np.array([rarity(term, language) for term in columns] or [0.0])
    matrix = np.zeros((len(bags), len(weights)))
    for row, bag in enumerate(bags):
        picks = [columns[term] for term in bag]
        matrix[row, picks] = weights[picks]
    norms = np.linalg.norm(matrix, axis=1, keepdims=True)
    result: Scores = matrix / np.where(norms, norms, 1)
    return result


def _scores(similarity: Scores, to_headline: Scores) -> Scores:
    place = LEAD_WEIGHT / np.sqrt(1 + np.arange(len(similarity)))
    scores: Scores = _centrality(similarity) + place + 0.35 * to_headline
    return scores


def _centrality(similarity: Scores) -> Scores:
    count = len(similarity)
    links = np.where(similarity > 0.05, similarity, 0)
    np.fill_diagonal(links, 0)
    sums = links.sum(axis=0)
    links = links / np.where(sums, sums, 1)
    rank = np.full(count, 1 / count)
    for _ in range(_ITERATIONS):
        rank = (1 - _DAMPING) / count + _DAMPING * links @ rank
    result: Scores = rank / rank.max()
    return result


def _chosen(scores: Scores, similarity: Scores, most: int, taken: Sequence[int] = ()) -> list[int]:
    """The rows of the best passages that say different things, and other things than the rows
    `taken`, in text order."""
    picked: list[int] = []
    left = scores.copy()
    while len(picked) < min(most, len(scores)):
        if said := [*taken, *picked]:
            left = np.minimum(left, scores - DIVERSITY * similarity[:, said].max(axis=1) * 2)
            left[np.where(similarity[:, said].max(axis=1) >= SAME)] = -9
        best = int(np.argmax(left))
        if left[best] <= 0 and (picked or taken):
            break
        picked.append(best)
    return sorted(picked)
