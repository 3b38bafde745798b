"""octavo search, ask, wrap-up: what is stored, from the command line."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from octavo.commands import say, site
from octavo.errors import Unsupported, UsageError
from octavo.formats.json_lines import read_rows, write_rows

if TYPE_CHECKING:
    from octavo.actions.answers import CitedPassage
    from octavo.store.models import Article


def search(given: argparse.Namespace) -> int:
    """Search with the site's grammar."""
    site()
    from octavo.store import search as index
    from octavo.store.query import query

    asked = query(" ".join(given.words))
    if "bad_date" in asked.problems:
        raise UsageError("that is no date; try date:2026-11-23, date:2026-11 or date:7d")
    rows = index.found(asked).articles[: given.limit]
    for row in rows:
        text = f"{row.published:%Y-%m-%d}  {row.source.name}: {row.headline}"
        say(_plain(row), text, as_json=given.json)
    if not rows:
        raise Unsupported("nothing holds all of that", code="nothing_found")
    return 0


def _plain(row: "Article") -> dict[str, Any]:
    return {
        "article": row.pk,
        "headline": row.headline,
        "source": row.source.name,
        "published": row.published,
        "url": row.url,
    }


def ask(given: argparse.Namespace) -> int:
    """Verbatim passages that answer, or the plain word that none does; or those of each question of
    a file."""
    if not given.file and not given.question:
        raise UsageError("ask something, or name the files: --file IN.jsonl OUT.jsonl")
    site()
    if given.file:
        return _ask_file(given, Path(given.file[0]), Path(given.file[1]))
    about = _about(given.article) if given.article else None
    text = " ".join(given.question)
    found = _asked(text, about)
    if given.model:
        return _written(given, text, found, about)
    if given.json:
        say(_answer(found), "", as_json=True)
    elif not found:
        raise Unsupported("nothing that is stored answers that", code="no_answer")
    for passage in () if given.json else found:
        source = f"{passage.article.source.name}: {passage.article.headline}"
        say(None, f"“{passage.text}”\n  {source}", as_json=False)
    return 0


def _written(
    given: argparse.Namespace, text: str, found: "list[CitedPassage]", about: int | None
) -> int:
    """Print what the owner's model writes, each sentence with the article that proves it."""
    from octavo.actions import answers

    written = answers.written_answer(text, found, article=about)
    made = {"model": written.model, "prompt": written.prompt_version, "tokens": written.tokens}
    if given.json:
        row = {**_answer(written.passages), **made, "dropped": written.dropped}
        say(row, "", as_json=True)
        return 0
    if not written.passages:
        raise Unsupported("too little of what the model wrote is proved", code="no_answer")
    for passage in written.passages:
        source = f"{passage.article.source.name}: {passage.article.headline}"
        say(None, f"{passage.text}\n  {source}", as_json=False)
    say(None, f"Written by {written.model}; {written.dropped} dropped.", as_json=False)
    return 0


def _ask_file(given: argparse.Namespace, source: Path, target: Path) -> int:
    rows = ({"id": row.get("id"), **_answer(_of_row(row))} for row in read_rows(source))
    count = write_rows(target, rows)
    say({"rows": count}, f"{count} rows written to {target}", as_json=given.json)
    return 0


def _of_row(row: dict[str, Any]) -> "list[CitedPassage]":
    """The answer to one row of a file; none of an article that is not stored."""
    text, about = str(row.get("question") or ""), row.get("article_id")
    if about is None:
        return _asked(text, None)
    number = _number(about)
    return [] if number is None else _asked(text, number)


def _about(given: str) -> int:
    """The number of the article that is asked."""
    number = _number(given)
    if number is None:
        raise UsageError(f"no article is called {given!r}", code="no_article")
    return number


def _number(given: object) -> int | None:
    from octavo.actions.answers import archive_ids

    return archive_ids.article_called(str(given))


def _asked(text: str, article: int | None) -> "list[CitedPassage]":
    from octavo.actions import answers

    return answers.ask(text, article=article)


def _answer(found: "list[CitedPassage]") -> dict[str, Any]:
    """An answer for programs."""
    from octavo.actions.answers import archive_ids

    ids = archive_ids.archive_ids([passage.article.pk for passage in found])
    passages = [
        {"text": one.text, "article_id": ids[one.article.pk], "url": one.article.url}
        for one in found
    ]
    return {"passages": passages, "abstained": not passages}


def wrap_up(given: argparse.Namespace) -> int:
    """Print the newest Eight today."""
    site()
    from octavo.store import read

    edition = read.edition(given.lang)
    if edition is None:
        raise Unsupported("there is no edition yet; it is made after the first walk")
    for number, one in enumerate(edition.stories, 1):
        lines = "\n".join(f"   {s['text']} ({s['source']})" for s in one["sentences"])
        say(one, f"{number}. {one['headline']}\n{lines}", as_json=given.json)
    return 0
