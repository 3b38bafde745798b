"""What is read aloud of an article, a story, an edition: all of it stands in them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from html import unescape
from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext

from octavo.assist.listening.script import Script, ScriptChapter, ScriptLine, sentence_lines
from octavo.store.models import Article, Edition, StoryFace

Cited = Mapping[str, Any]
"""A verbatim sentence, `text`, with the name of its `source`."""

_SUBHEAD = re.compile(r"<h[2-6]\b[^>]*>(.*?)</h[2-6]>", re.S)
_TAG = re.compile(r"<[^>]*>")


def article_script(article: Article, *, is_excerpt: bool = False) -> Script:
    """An article, its subheads as chapters; of an excerpt headline, dek and lead."""
    language = article.language or "en"
    head = [article.headline, article.dek] if article.dek else [article.headline]
    lines = [ScriptLine(text, language) for text in head]
    if is_excerpt:
        parts = [(article.headline, [article.lead])]
    else:
        parts = _parted(article.headline, article.body.text, article.body.html)
    chapters = [
        ScriptChapter(title, tuple(sentence_lines(paragraphs, language)))
        for title, paragraphs in parts
    ]
    first = ScriptChapter(article.headline, (*lines, *chapters[0].lines))
    rest = (one for one in chapters[1:] if one.lines)
    return Script(article.headline, language, (first, *rest))


def _parted(headline: str, text: str, html: str) -> list[tuple[str, list[str]]]:
    """The paragraphs of a text under the subhead each stands under, which is read too."""
    subheads = {unescape(_TAG.sub("", found)).strip() for found in _SUBHEAD.findall(html)}
    parts: list[tuple[str, list[str]]] = [(headline, [])]
    for line in text.splitlines():
        if line.strip() in subheads:
            parts.append((line.strip(), []))
        parts[-1][1].append(line)
    return parts


def story_script(face: StoryFace, lines: Sequence[Cited]) -> Script:
    """A story: its headline, and the sentences of its summary that this reader may see, or else
    the lead of the article that speaks for it."""
    language, headline = face.language or "en", face.article.headline
    said = [ScriptLine(line["text"], language) for line in lines]
    said = said or sentence_lines([face.article.lead], language)
    sources = _sources(lines or [{"source": face.article.source.name}], language)
    chapter = ScriptChapter(headline, (ScriptLine(headline, language), *said, *sources))
    return Script(headline, language, (chapter,))


def edition_script(edition: Edition, stories: Iterable[tuple[Cited, Sequence[Cited]]]) -> Script:
    """*Eight today*: each story a chapter, with the sentences of it that this reader may see."""
    with translation.override(edition.language):
        name, day = gettext("Eight today"), date_format(edition.day, gettext("l, j F Y"))
        end = gettext("That was the day.")
    first = ScriptLine(f"{name}. {day}.", edition.language)
    told = [_told(story, lines) for story, lines in stories]
    chapters = [ScriptChapter(name, (first,)), *told]
    last = chapters[-1]
    chapters[-1] = ScriptChapter(last.title, (*last.lines, ScriptLine(end, edition.language)))
    return Script(f"{name} · {day}", edition.language, tuple(chapters))


def _told(story: Cited, lines: Sequence[Cited]) -> ScriptChapter:
    language = story["language"] or "en"
    said = (ScriptLine(line["text"], language) for line in lines)
    head = ScriptLine(story["headline"], language)
    return ScriptChapter(story["headline"], (head, *said, *_sources(lines, language)))


def _sources(lines: Sequence[Cited], language: str) -> list[ScriptLine]:
    """The names of the sources, each once."""
    names = list(dict.fromkeys(line["source"] for line in lines if line.get("source")))
    comma = "، " if language == "ar" else ", "
    return [ScriptLine(f"{comma.join(names)}.", language)] if names else []
