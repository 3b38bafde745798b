"""How far a headline tells the event plainly: what is against it as the headline of a story.

Questions, exclamations, scores, quotations and labels before a colon sell an article; they do not
say what happened. Loaded words are of one outlet's framing (Recasens et al. 2013).
"""

import re

from octavo.analyse.words.loaded import sensational
from octavo.analyse.words.words import WORD

AGAINST = {"question": 2.0, "exclamation": 1.5, "personal": 1.5, "quotation": 1.0, "label": 0.8,
           "terse": 0.8, "loaded": 1.0}  # fmt: skip
"""What each thing counts against a headline, where being a copy counts 1. Chosen by hand; not
measured."""

FEWEST_WORDS = 5
"""Words of a headline that says who did what. Chosen by hand; not measured."""

_MARKS = {
    "question": re.compile(
        r"[?؟]|^(?i:why|how|what|who|where|is|are|can|will|should)\b|^(?:لماذا|كيف|هل|ماذا|من ي)"
    ),
    "exclamation": re.compile(r"!"),
    "personal": re.compile(r"(?i)\b(?:we|our|you|your|us(?= to))\b"),
    "quotation": re.compile(r"^[“\"‘'][^”\"’']{3,}[”\"’'](?! ?(?:film|by|of|wins|opens)\b)"),
    "label": re.compile(r"[:：](?=\s)"),
}  # fmt: skip


def is_loaded(text: str) -> bool:
    """Whether a text holds a word of sensation: what is loaded in a subtler way speaks against
    nobody's headline."""
    return any(sensational(code).search(text) for code in ("en", "ar"))


def objection(headline: str) -> float:
    """What is against a headline in all: 0 for a plain one."""
    found = [name for name, mark in _MARKS.items() if mark.search(headline)]
    found += ["loaded"] if is_loaded(headline) else []
    if len([word for word in WORD.findall(headline) if not word.isdigit()]) < FEWEST_WORDS:
        found.append("terse")
    return sum(AGAINST[name] for name in found)
