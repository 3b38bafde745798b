"""What is told in an article: who says what, and who claims which number."""

from dataclasses import replace

from octavo.assist.figures.figures import text_figures
from octavo.assist.quotes.quotes import text_quotes
from octavo.types import Analysis, Article

READ_CHARACTERS = 40_000
"""Characters of a body that are read for quotations and figures: bounds the cost. Chosen by hand;
not measured."""

MOST_FIGURES = 60
"""Figures kept of one article: more is a table. Chosen by hand; not measured."""


def told(article: Article, known: Analysis) -> Analysis:
    """The analysis of an article with its quotations and figures."""
    text = article.text[:READ_CHARACTERS]
    return replace(
        known,
        quotes=tuple(text_quotes(text, known.language, known.entities)),
        figures=tuple(text_figures(text, known.language, known.entities)[:MOST_FIGURES]),
    )
