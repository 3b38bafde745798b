"""Summary and key points: sentences of the text itself, chosen, never written.

sentences ── without boilerplate ──► graph of shared terms ──► centrality (TextRank, Mihalcea and
Tarau 2004; LexRank, Erkan and Radev 2004) + place in the text ──► MMR (Carbonell 1998) ──► text
order
"""

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from octavo.analyse.words.terms import rarity
from octavo.analyse.words.words import content
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

_DAMPING, _ITERATIONS = 0.85, 12
"""The damping of PageRank (Brin and Page 1998), and iterations that are enough for 60 sentences."""
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
_DEPENDENT = re.compile(
    r"(?i)^[\"“'‘]?(?:but|and|so|also|however|still|yet|then|this|that|these|those|he|she|they|it|"
    r"his|her|their|its|meanwhile|moreover|furthermore|instead|nor|others?|another|such|the latter|"
    r"لكن|كما|وأضاف|وأضافت|وقال|وقالت|وتابع|وأوضح|وأشار|وذلك|هذا|هذه)\b"
)

Scores = npt.NDArray[np.float64]


def stands_alone(sentence: Sentence) -> bool:
    """Whether a sentence may stand alone: whole, not boilerplate, caption, byline or shouting, and
    no quotation cut in two."""
    text = sentence.text
    if not SHORTEST_SENTENCE * (0.4 if text[0] > "\u2e80" else 1) <= len(text) <= LONGEST_SENTENCE:
        return False
    if not _TERMINAL.search(text) or _BOILERPLATE.search(text) or _CAPTION.search(text):
        return False
    return is_balanced(text) and not text.isupper()


def depends_on_previous(text: str) -> bool:
    """Whether a sentence begins with a word that points at the one before it."""
    return bool(_DEPENDENT.match(text))


def is_balanced(text: str) -> bool:
    """Whether every quotation mark and bracket opened in `text` is closed in it."""
    pairs = (("“", "”"), ("«", "»"), ("(", ")"), ("「", "」"), ("[", "]"))
    return text.count('"') % 2 == 0 and all(text.count(a) == text.count(b) for a, b in pairs)


def summary(
    found: Sequence[Sentence], headline: str, language: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The summary (at most `SUMMARY_SENTENCES` sentences) and the key points (at most
    `MAX_KEY_POINTS`, shorter) of a text, both in its own order and words."""
    kept = [sentence for sentence in found[:CONSIDERED_SENTENCES] if stands_alone(sentence)]
    if not kept:
        return (), ()
    matrix = _matrix([s.text for s in kept], headline, language)
    similarity = matrix[:-1] @ matrix[:-1].T
    scores = _scores(kept, similarity, matrix[:-1] @ matrix[-1])
    chosen = _chosen(scores, similarity, SUMMARY_SENTENCES)
    short = np.array([len(s.text) <= LONGEST_KEY_POINT for s in kept])
    points = _chosen(np.where(short, scores, -1.0), similarity, MAX_KEY_POINTS)
    points = [i for i in points if short[i]]
    return tuple(kept[i].text for i in chosen), tuple(kept[i].text for i in points)


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


def _scores(kept: Sequence[Sentence], similarity: Scores, to_headline: Scores) -> Scores:
    central = _centrality(similarity)
    place = LEAD_WEIGHT / np.sqrt(1 + np.arange(len(kept)))
    dependent = np.array([depends_on_previous(s.text) for s in kept])
    scores: Scores = central + place + 0.35 * to_headline - 0.3 * dependent
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


def _chosen(scores: Scores, similarity: Scores, most: int) -> list[int]:
    """The rows of the best sentences that say different things, in text order."""
    picked: list[int] = []
    left = scores.copy()
    while len(picked) < min(most, len(scores)):
        best = int(np.argmax(left))
        if left[best] <= 0 and picked:
            break
        picked.append(best)
        left = np.minimum(left, scores - DIVERSITY * similarity[:, picked].max(axis=1) * 2)
        left[picked] = -9
    return sorted(picked)
