"""A search as each database's text index understands it, in the word forms of some languages."""

import re
from collections.abc import Iterable, Sequence

from octavo.analyse.words.search import search_words
from octavo.analyse.words.words import BIGRAM_SCRIPTS
from octavo.store.query import Query, Word

_LONE = re.compile(f"[{BIGRAM_SCRIPTS}]")
"""One character of a script that is indexed by twos: it is the beginning of its bigrams."""


def escaped(word: str) -> str:
    """A token as it may stand between single quotes."""
    return word[:200].replace("\\", "").replace("'", "")


def _forms(word: Word, languages: Iterable[str]) -> list[list[str]]:
    """The indexed forms of a word or phrase, each a run of tokens, in each language's stemming."""
    runs = (search_words(word.text, language).split() for language in languages)
    unique = dict.fromkeys(tuple(run) for run in runs if run)
    return [list(run) for run in unique]


def _star(run: Sequence[str], star: str) -> str:
    """The sign for whatever begins so, after a lone character."""
    return star if len(run) == 1 and _LONE.fullmatch(run[0]) else ""


def fts5(asked: Query, languages: Sequence[str]) -> str:
    """The query in FTS5's language; every token quoted, so nothing typed is an operator."""

    def one(word: Word) -> str:
        forms = [
            " + ".join(f'"{token}"' for token in run) + _star(run, " *")
            for run in _forms(word, languages)
        ]
        joined = " OR ".join(f"({form})" for form in forms) or '""'
        return f"headline : ({joined})" if word.in_title else f"({joined})"

    positive = " AND ".join(f"({' OR '.join(map(one, clause))})" for clause in asked.clauses)
    return " NOT ".join([f"({positive})", *(one(word) for word in asked.without)])


def tsquery(asked: Query, languages: Sequence[str]) -> str:
    """The query in PostgreSQL's language; every token quoted."""

    def one(word: Word) -> str:
        weight = "A" if word.in_title else ""

        def quoted(token: str, run: Sequence[str]) -> str:
            marks = _star(run, "*") + weight
            return f"'{escaped(token)}'{marks and ':' + marks}"

        forms = (
            " <-> ".join(quoted(token, run) for token in run) for run in _forms(word, languages)
        )
        return f"({' | '.join(f'({form})' for form in forms) or chr(39) + chr(1) + chr(39)})"

    positive = [f"({' | '.join(map(one, clause))})" for clause in asked.clauses]
    return " & ".join([*positive, *(f"!{one(word)}" for word in asked.without)])
