"""Language: which one a text is written in, given what its feed or page claims."""

import re
from functools import cache
from typing import Any

from octavo.formats import languages
from octavo.types import Article

SAMPLE_CHARACTERS = 300
"""Characters that are classified: py3langid is .975 right on eight words already."""

SURE_PROBABILITY = 0.8
"""Probability from which the text decides against its publisher's claim. Chosen by hand; not
measured."""

_SCRIPTS = (
    (re.compile(r"[\u3040-\u30ff]"), "ja"),
    (re.compile(r"[\uac00-\ud7af]"), "ko"),
    (re.compile(r"[\u4e00-\u9fff]"), "zh"),
    (re.compile(r"[\u0e00-\u0e7f]"), "th"),
    (re.compile(r"[\u0590-\u05ff]"), "he"),
    (re.compile(r"[\u0370-\u03ff]"), "el"),
)
_LETTER = re.compile(r"[^\W\d_]")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_URDU = re.compile(r"[ٹڈڑےں]")
_PERSIAN = re.compile(r"[پچژگکی]")


def language(text: str, prior: str = "") -> str:
    """The ISO 639-1 code of the language of `text`; `prior` where the text is short or unsure,
    and empty when there is nothing to tell by."""
    sample = text[:SAMPLE_CHARACTERS]
    letters = len(_LETTER.findall(sample))
    if letters < 3:
        return prior
    by_script = _script_language(sample, letters, prior)
    if by_script:
        return by_script
    if prior and letters < 30:
        return prior
    guess, sure = _guess(sample)
    return prior if prior and sure < SURE_PROBABILITY else guess


def article_language(article: Article) -> str:
    """The language of an article: its text, weighed against what it and its entry claim."""
    claim = article.language or (article.entry.language if article.entry else "")
    claim = languages.language(claim)
    return language(f"{article.headline}. {article.dek} {article.text[:SAMPLE_CHARACTERS]}", claim)


def _script_language(sample: str, letters: int, prior: str) -> str:
    for script, code in _SCRIPTS:
        if len(script.findall(sample)) > 0.3 * letters:
            return code if code != "zh" or prior not in ("ja", "zh-hant") else prior
    if len(_ARABIC.findall(sample)) <= 0.3 * letters:
        return ""
    if _URDU.search(sample):
        return "ur"
    persian = len(_PERSIAN.findall(sample)) > 0.02 * letters
    return (prior if prior in ("fa", "ku", "ps") else "fa") if persian else "ar"


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # loads 5 MB: only when asked

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _guess(sample: str) -> tuple[str, float]:
    code, probability = _identifier().classify(sample)
    return languages.language(str(code)), float(probability)
