"""The analysis of an article, whole: all that needs no other article.

The vectors may be added apart and later (`with_vectors`): the rest may run in another process.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import replace

from octavo.analyse import category as categories
from octavo.analyse import cross_lingual, fingerprint
from octavo.analyse.category import Labels
from octavo.analyse.cross_lingual import shipped_cross_lingual
from octavo.analyse.figures import numbers
from octavo.analyse.hashtags import hashtags
from octavo.analyse.names import entities
from octavo.analyse.summary import summary
from octavo.analyse.vector import CHARACTERS, LANGUAGES, Encoder, packed_vector
from octavo.analyse.words import terms
from octavo.analyse.words.language import article_language
from octavo.analyse.words.search import INDEXED_CHARACTERS, search_words
from octavo.analyse.words.words import WORD, content
from octavo.formats.sentences import sentences
from octavo.types import Analysis, Article, Sentence

_SIGNATURE = re.compile(r"[A-Z][A-Z ,.'’-]{2,40}\(([A-Z][^()\n]{1,30})\) ?[-–—]")
"""A place in capitals and an agency in brackets, as reports begin."""

ANALYSED_CHARACTERS = 60_000
"""Characters of a body that are analysed; search and fingerprint read more: bounds the cost. Chosen
by hand; not measured."""

HEADLINE_TERMS = 20
"""Terms kept of a headline: more than one has words. Chosen by hand; not measured."""

HEADLINE_REPEATS = 2
"""A word of the headline counts as often among the terms (measured: once is a little worse)."""

WORDS_A_MINUTE = {"ar": 181, "de": 260, "en": 238, "es": 278, "fr": 214, "it": 285, "he": 224,
                  "fi": 195, "pt": 250, "ru": 240, "tr": 220, "pl": 220}  # fmt: skip
"""Silent reading of prose. English: Brysbaert 2019; the others: Brysbaert 2019, tables by language,
or its mean where a language is missing."""

CHARACTERS_A_MINUTE = {"zh": 260, "ja": 357, "ko": 500, "th": 600}
"""Where words are not parted by blanks (IReST; Trauzettel-Klosinski and Dietz 2012)."""

VERSIONS = {
    "terms": terms.TERMS_VERSION,
    "entities": entities.ENTITIES_VERSION,
    "category": categories.CATEGORY_VERSION,
    "fingerprint": fingerprint.FINGERPRINT_VERSION,
}


def analysis(article: Article, encoder: Encoder | None = None) -> Analysis:
    """The analysis of one article. With an encoder, English ones have a vector."""
    return analyses([article], encoder)[0]


def analyses(articles: Sequence[Article], encoder: Encoder | None = None) -> list[Analysis]:
    """As `analysis`, for many."""
    return with_vectors([_without_vector(article) for article in articles], articles, encoder)


def with_vectors(
    found: Sequence[Analysis], articles: Sequence[Article], encoder: Encoder | None
) -> list[Analysis]:
    """The same analyses with the vectors of those whose language the encoder knows, and the
    cross-lingual ones of those whose language the table knows."""
    if not encoder:
        return list(found)
    out = _with_cross_lingual(found, articles)
    rows = [i for i, one in enumerate(found) if one.language in LANGUAGES]
    vectors = encoder.vectors([_encoded_text(articles[i]) for i in rows])
    for row, i in enumerate(rows):
        versions = {**out[i].versions, "vector": encoder.name}
        out[i] = replace(out[i], vector=packed_vector(vectors[row]), versions=versions)
    return out


def _with_cross_lingual(found: Sequence[Analysis], articles: Sequence[Article]) -> list[Analysis]:
    out, table = list(found), shipped_cross_lingual()
    rows = [
        i for i, one in enumerate(found) if table and one.language in cross_lingual.TAUGHT_LANGUAGES
    ]
    if not table or not rows:
        return out
    texts = [
        cross_lingual_text(articles[i].headline, articles[i].dek, articles[i].text) for i in rows
    ]
    for i, vector in zip(rows, table.vectors(texts), strict=True):
        packed = cross_lingual.packed_cross_lingual(vector)
        versions = {**found[i].versions, "cross_lingual": cross_lingual.NAME}
        out[i] = replace(found[i], cross_lingual=packed, versions=versions)
    return out


def cross_lingual_text(headline: str, dek: str, text: str) -> str:
    """What of an article its cross-lingual vector is made of."""
    return f"{headline}. {dek} {text}"


def _encoded_text(article: Article) -> str:
    return f"{article.headline}. {article.dek} {article.text}"[: len(article.headline) + CHARACTERS]


def _without_vector(article: Article) -> Analysis:
    language = article_language(article)
    whole = article.text
    body = (
        f"{article.dek}\n{whole}"[:ANALYSED_CHARACTERS]
        if article.dek
        else whole[:ANALYSED_CHARACTERS]
    )
    headline = article.headline[:1000]
    unsigned = _without_signature(body, article)
    prose = _without_signature(_prose(article), article)
    stems, title_stems = content(unsigned, language), content(headline, language)
    names = entities.named(headline, prose, language)
    read = whole[:ANALYSED_CHARACTERS]
    chosen, points = summary(read, _quotable(article, read), headline, language)
    words = _word_count(whole)
    return Analysis(
        language=language,
        terms=terms.terms([*title_stems * HEADLINE_REPEATS, *stems], language),
        headline_terms=terms.terms(title_stems, language, HEADLINE_TERMS),
        entities=names.entities,
        hashtags=hashtags(
            headline, prose, names.entities, language, (article.source_name, article.wire)
        ),
        category=categories.category(
            title_stems, stems, Labels(article.section, article.url, article.tags), language
        ),
        countries=names.countries,
        numbers=numbers(f"{headline}\n{body}", language),
        fingerprint=fingerprint.fingerprint(whole),
        text_hash=fingerprint.text_hash(whole),
        search_headline=search_words(headline, language),
        search_text=search_words(f"{article.dek}\n{whole}"[:INDEXED_CHARACTERS], language),
        summary=chosen,
        key_points=points,
        words=words,
        seconds=reading_seconds(whole, words, language),
        versions=dict(VERSIONS),
    )


def _quotable(article: Article, text: str) -> list[Sentence]:
    """The sentences of the text that are no items of a list and no cells of a table: those are
    seldom whole sentences, and say nothing without what they stand under."""
    lined: list[range] = []
    start = 0
    for block in article.blocks:
        if block.text:
            end = start + len(block.text) + 1
            lined += [range(start, end)] if block.kind in ("list", "table") else []
            start = end
    found = sentences(text, article.dateline)
    return [one for one in found if not any(one.start in some for some in lined)]


def _prose(article: Article) -> str:
    """The text without its subheads: they name things in words of their own, all capitals."""
    blocks = (block.text for block in article.blocks if block.kind != "subhead")
    return "\n".join(text for text in (article.dek, *blocks) if text)[:ANALYSED_CHARACTERS]


def _without_signature(text: str, article: Article) -> str:
    """The text without the names of its agency and its source: who sent a report is not what it
    is about. A source whose name is one word may be named after anything, and stays."""
    signed = _SIGNATURE.match(text)
    names = {article.wire, signed.group(1) if signed else ""}
    names |= {article.source_name} if " " in article.source_name else set()
    for name in sorted(names - {""}):
        text = text.replace(name, " ")
    return text


def _word_count(text: str) -> int:
    return sum(1 for _ in WORD.finditer(text))


def reading_seconds(text: str, words: int, language: str) -> int:
    """How long a person reads, in whole seconds, at the usual pace of the language."""
    if language in CHARACTERS_A_MINUTE:
        characters = sum(1 for c in text if c.isalnum())
        return math.ceil(60 * characters / CHARACTERS_A_MINUTE[language])
    return math.ceil(60 * words / WORDS_A_MINUTE.get(language, 230))
