"""EPUB 3 (W3C, EPUB 3.3): a small book of cited texts, for reader devices."""

import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from io import BytesIO

CONTAINER = """<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="book/book.opf"
media-type="application/oebps-package+xml"/></rootfiles> </container>
"""
STYLE = """body { margin: 5%; line-height: 1.5; }
h1 { font-size: 1.3em; line-height: 1.25; }
.quiet { color: #555; font-size: .85em; }
"""
OLDEST = datetime(1980, 1, 1, tzinfo=UTC)
"""The first time that a ZIP file can tell."""


@dataclass(frozen=True, slots=True)
class CitedText:
    """A paragraph, and where it stands: the name and the web address of its source."""

    text: str
    source: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of a book: `kicker` stands above its title; `language` is its text's."""

    title: str
    lines: tuple[CitedText, ...]
    language: str
    kicker: str = ""
    is_rtl: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """A book: `identifier` is a URI that no other has, `made_at` when it was last changed,
    `contents` the title of its table of contents."""

    identifier: str
    title: str
    publisher: str
    contents: str
    language: str
    made_at: datetime
    chapters: tuple[Chapter, ...]
    is_rtl: bool = False


def epub(book: Book) -> bytes:
    """The book as an EPUB file: of one book always the same bytes. Control characters, which XML
    cannot hold, are left out."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        _put(file, book, "mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        _put(file, book, "META-INF/container.xml", CONTAINER)
        _put(file, book, "book/book.opf", _package(book))
        _put(file, book, "book/contents.xhtml", _contents(book))
        _put(file, book, "book/style.css", STYLE)
        for number, chapter in enumerate(book.chapters, 1):
            _put(file, book, f"book/{number}.xhtml", _chapter(chapter))
    return out.getvalue()


def _put(
    file: zipfile.ZipFile, book: Book, name: str, text: str, how: int = zipfile.ZIP_DEFLATED
) -> None:
    at = max(book.made_at.astimezone(UTC), OLDEST)
    info = zipfile.ZipInfo(name, at.timetuple()[:6])
    info.compress_type = how
    file.writestr(info, text.encode("utf-8", "ignore"))


def _package(book: Book) -> str:
    numbers = range(1, len(book.chapters) + 1)
    items = "".join(
        f'<item id="c{n}" href="{n}.xhtml" media-type="application/xhtml+xml"/>\n' for n in numbers
    )
    spine = "".join(f'<itemref idref="c{n}"/>\n' for n in numbers)
    changed = book.made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    direction = "rtl" if book.is_rtl else "ltr"
    return f"""<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" \
xml:lang="{_text(book.language)}" dir="{direction}">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">{_text(book.identifier)}</dc:identifier>
<dc:title>{_text(book.title)}</dc:title>
<dc:language>{_text(book.language)}</dc:language>
<dc:publisher>{_text(book.publisher)}</dc:publisher>
<meta property="dcterms:modified">{changed}</meta>
</metadata>
<manifest>
<item id="contents" href="contents.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="style" href="style.css" media-type="text/css"/>
{items}</manifest>
<spine page-progression-direction="{direction}">
<itemref idref="contents"/>
{spine}</spine>
</package>
"""


def _contents(book: Book) -> str:
    entries = "".join(
        f'<li><a href="{number}.xhtml">{_text(chapter.title)}</a></li>\n'
        for number, chapter in enumerate(book.chapters, 1)
    )
    body = f"""<h1>{_text(book.title)}</h1>
<nav epub:type="toc" id="toc"><h2>{_text(book.contents)}</h2>
<ol>
{entries}</ol></nav>
"""
    return _page(book.title, body, book.language, book.is_rtl)


def _chapter(chapter: Chapter) -> str:
    kicker = f'<p class="quiet">{_text(chapter.kicker)}</p>\n' if chapter.kicker else ""
    lines = "".join(map(_line, chapter.lines))
    body = f"{kicker}<h1>{_text(chapter.title)}</h1>\n{lines}"
    return _page(chapter.title, body, chapter.language, chapter.is_rtl)


def _line(line: CitedText) -> str:
    source = _text(line.source)
    if line.address:
        source = f'<a href="{_text(line.address)}">{source}</a>'
    return f'<p>{_text(line.text)} <span class="quiet">{source}</span></p>\n'


def _page(title: str, body: str, language: str, is_rtl: bool) -> str:
    direction = "rtl" if is_rtl else "ltr"
    return f"""<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" \
xml:lang="{_text(language)}" lang="{_text(language)}" dir="{direction}">
<head><title>{_text(title)}</title><link rel="stylesheet" href="style.css"/></head>
<body>
{body}</body>
</html>
"""


def _text(text: str) -> str:
    return escape("".join(c for c in text if c in "\t\n" or (c >= " " and c not in "\ufffe\uffff")))
