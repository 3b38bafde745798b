"""An EPUB: what EPUB 3.3 asks of container, package and contents, whatever its texts hold."""

import zipfile
from datetime import UTC, datetime
from io import BytesIO
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from octavo.formats.epub import Book, Chapter, CitedText, epub

AT = datetime(2026, 3, 2, 7, 30, tzinfo=UTC)
OPF = "{http://www.idpf.org/2007/opf}"
XHTML = "{http://www.w3.org/1999/xhtml}"
ANY = st.text(max_size=40) | st.text(alphabet="<&>\"'a\x00\x0b\ud800\uffff", max_size=12)


def book(*chapters: Chapter, **fields: object) -> Book:
    given = {"identifier": "https://s.example/eight/2026-03-02", "title": "Eight today",
             "publisher": "Octavo", "contents": "Contents", "language": "en", "made_at": AT}  # fmt: skip
    return Book(**(given | fields), chapters=chapters)  # type: ignore[arg-type]


def opened(one: Book) -> tuple[zipfile.ZipFile, dict[str, ElementTree.Element]]:
    file = zipfile.ZipFile(BytesIO(epub(one)))
    texts = [name for name in file.namelist() if name.endswith((".xml", ".opf", ".xhtml"))]
    return file, {name: ElementTree.fromstring(file.read(name)) for name in texts}


FERRY = Chapter(
    "The ferry runs again",
    (
        CitedText(
            "The ferry Solveig ran again on Monday.", "Coast", "https://s.example/article/1?a=1&b"
        ),
    ),
    "en",
    "World",
)


def test_the_kind_stands_first_and_uncompressed() -> None:
    data = epub(book(FERRY))
    assert data[30:58] == b"mimetypeapplication/epub+zip"


def test_the_package_names_every_file_once_and_reads_them_in_order() -> None:
    file, read = opened(book(FERRY, FERRY))
    root = read["META-INF/container.xml"][0][0].get("full-path")
    assert root == "book/book.opf"
    package = read[root]
    files = [f"book/{item.get('href')}" for item in package.iter(f"{OPF}item")]
    assert sorted(files) == sorted(
        n for n in file.namelist() if n.startswith("book/") and n != root
    )
    order = [ref.get("idref") for ref in package.iter(f"{OPF}itemref")]
    assert order == ["contents", "c1", "c2"]
    unique = package.get("unique-identifier")
    assert [e.text for e in package.iter() if e.get("id") == unique] == [
        "https://s.example/eight/2026-03-02"
    ]
    assert [e.text for e in package.iter(f"{OPF}meta")] == ["2026-03-02T07:30:00Z"]


def test_the_contents_lead_to_each_chapter() -> None:
    _, read = opened(book(FERRY))
    (nav,) = read["book/contents.xhtml"].iter(f"{XHTML}nav")
    assert nav.get("{http://www.idpf.org/2007/ops}type") == "toc"
    assert [(a.get("href"), a.text) for a in nav.iter(f"{XHTML}a")] == [("1.xhtml", FERRY.title)]


def test_each_sentence_names_its_source() -> None:
    _, read = opened(book(FERRY))
    (link,) = read["book/1.xhtml"].iter(f"{XHTML}a")
    assert (link.text, link.get("href")) == ("Coast", "https://s.example/article/1?a=1&b")


def test_arabic_is_read_from_the_right() -> None:
    _, read = opened(book(FERRY, language="ar", is_rtl=True))
    assert read["book/book.opf"].find(f"{OPF}spine").get("page-progression-direction") == "rtl"  # type: ignore[union-attr]
    assert read["book/contents.xhtml"].get("dir") == "rtl"


def test_one_book_is_always_the_same_bytes_however_old() -> None:
    assert epub(book(FERRY)) == epub(book(FERRY))
    old = book(FERRY, made_at=datetime(1970, 1, 1, tzinfo=UTC))
    assert opened(old)[0].testzip() is None


@settings(max_examples=40, deadline=None)
@given(ANY, ANY, ANY)
def test_whatever_texts_hold_every_part_is_well_formed(title: str, text: str, source: str) -> None:
    opened(book(Chapter(title, (CitedText(text, source, source),), "en", text), title=title))
