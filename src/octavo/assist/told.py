"""What is told in an article: who says what, and who claims which number."""

from collections.abc import Sequence
from dataclasses import replace

from octavo.assist.figures.figures import text_figures
from octavo.assist.quotes.quotes import text_quotes
from octavo.types import Analysis, Article, Entity, TextFigure, TextQuote

READ_CHARACTERS = 40_000
"""Characters of a body that are read for quotations and figures: bounds the cost. Chosen by hand;
not measured."""

MOST_FIGURES = 60
"""Figures kept of one article: more is a table. Chosen by hand; not measured."""


TOLD_VERSION = "told-1"
"""Changes where quotations or figures are read otherwise than before: stored articles are then read
again."""


def told(article: Article, known: Analysis) -> Analysis:
    """The analysis of an article with its quotations and figures."""
    quotes, figures = told_in(article.text, known.language, known.entities)
    return replace(known, quotes=quotes, figures=figures)


def told_in(
    text: str, language: str, entities: Sequence[Entity]
) -> tuple[tuple[TextQuote, ...], tuple[TextFigure, ...]]:
    """The quotations and figures of a text that names `entities`."""
    text = text[:READ_CHARACTERS]
    figures = text_figures(text, language, entities)[:MOST_FIGURES]
    return tuple(text_quotes(text, language, entities)), tuple(figures)
