"""Anyone's archive: articles from JSON lines, pages from saved HTML files."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from octavo.errors import OctavoError, UsageError
from octavo.extract.clean.cleaning import CleaningContext, cleaned
from octavo.extract.clean.run_on import LONG, paragraph, paragraphs
from octavo.extract.metadata.meta_elements import meta
from octavo.extract.metadata.published import written_moment
from octavo.extract.page.text import flat, key, unescaped
from octavo.extract.page.tree import tree
from octavo.formats.encodings import decoded
from octavo.formats.languages import language
from octavo.formats.urls import clean_url
from octavo.types import Article, Failed, Page

_LINE = 5_000_000
"""Characters of one line, as of a page (`page.tree.SIZE`)."""
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+?)\s*-->", re.IGNORECASE)
ID_DIGITS = 19
"""Digits from which an id is a text: more than a database counts to."""
_UNDATED = datetime(1970, 1, 1, tzinfo=UTC)


def lines(source: Path | Iterable[str]) -> Iterator[Article | Failed[str]]:
    """The articles of an archive of JSON lines, in order: {id, url, title, text, time, source,
    lang}, all but title and text optional. A line that is none becomes `Failed` with its number in the
    detail.

    An article without a time has `date_precision` empty and 1970 as its time."""
    if isinstance(source, Path):
        with source.open(encoding="utf-8-sig", errors="replace") as opened:
            yield from lines(opened)
        return
    for number, line in enumerate(source, start=1):
        if line.strip():
            yield _line(line, number)


def _line(line: str, number: int) -> Article | Failed[str]:
    try:
        return _article(_record(line))
    except OctavoError as error:
        return Failed(line[:200], UsageError(f"line {number}: {error.detail}"))


def _record(line: str) -> Mapping[str, Any]:
    if len(line) > _LINE:
        raise UsageError(f"longer than {_LINE} characters")
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise UsageError("not JSON") from error
    if not isinstance(record, dict):
        raise UsageError("not an object")
    return record


def _article(record: Mapping[str, Any]) -> Article:
    title, text = unescaped(_text(record, "title")), _text(record, "text")
    if not title or not text.strip():
        raise UsageError("title and text are needed")
    time = _text(record, "time")
    found = written_moment(time) if time else None
    if time and found is None:
        raise UsageError(f"time {time[:40]!r} is not readable")
    parts = [flat(part) for part in re.split(r"\n+", text)]
    blocks = [
        b
        for p in parts
        if p
        for b in (paragraphs(p) if len(p) > LONG and len(parts) < 3 else [paragraph(p)])
    ]
    clean = cleaned(blocks, CleaningContext(title))
    if not clean.blocks:
        raise UsageError("the text holds no paragraph")
    source = unescaped(_text(record, "source"))
    return Article(
        url=clean_url(_text(record, "url")) or f"urn:octavo:archive:{_hash(source, title, text)}",
        headline=title,
        blocks=clean.blocks,
        published=found.at if found else _UNDATED,
        date_precision=found.precision if found else "",
        language=language(_text(record, "lang")),
        source_name=source,
        wire=clean.wire,
        dateline=clean.dateline,
        corrections=clean.corrections,
        archive_id=_archive_id(record),
    )


def _archive_id(record: Mapping[str, Any]) -> str | int:
    """The `id` of a line, as JSON has it."""
    text = _text(record, "id").strip()[:200]
    is_number = isinstance(record.get("id"), int) and len(text) < ID_DIGITS
    return int(text) if is_number else text


def _text(record: Mapping[str, Any], name: str) -> str:
    value = record.get(name)
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise UsageError(f"{name} is not text")
    return str(value)


def _hash(*parts: str) -> str:
    return sha256("\n".join(map(key, parts)).encode()).hexdigest()[:24]


def saved_page(path: Path, html: bytes, fetched: datetime | None = None) -> Page:
    """The page that was saved in the file, with its own address: canonical, og:url, or
    the browser's "saved from url" comment; else one made of the file's name.

    `fetched` is when it was saved, now if not given."""
    text = decoded(html)
    root = tree(text)
    links_and_meta = meta(root) if root is not None else None
    comment = _SAVED_FROM.search(text[:20_000])
    candidates = (
        comment.group(1) if comment else "",
        links_and_meta.links.get("canonical", "") if links_and_meta else "",
        links_and_meta.first("og:url", "al:web:url") if links_and_meta else "",
    )
    url = next(
        (found for c in candidates if (found := clean_url(c))),
        f"urn:octavo:file:{_hash(path.name)}",
    )
    return Page(url=url, html=text, fetched=fetched or datetime.now(UTC))
