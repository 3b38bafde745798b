"""XML to a tree: strict where it can be, mended where it must, nothing fetched or expanded.

text ── without_doctype ──► strict parse ──► tree
         └─ mend characters ──► strict parse ──► tree            (nothing lost)
             └─ mend tags ──► recovering parse ──► tree, "mended" or "cut"
"""

import html
import re
from functools import lru_cache
from itertools import islice
from urllib.parse import urljoin

from lxml import etree

Element = etree._Element
Fields = dict[str, list[Element]]

MAX_ENTITY = 1_000
"""Characters of an entity that a feed defines for itself: names of letters need a few."""

MAX_CHILDREN = 2_000
"""Children of an element of markup that are written out again."""

DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]{0,2000}(?:\[(.*?)\]\s*)?>", re.DOTALL | re.IGNORECASE)
DOCTYPE_START = re.compile(r"<!DOCTYPE", re.IGNORECASE)
ENTITY_VALUE = re.compile(r"""<!ENTITY\s+[^%\s]\S*\s+["']([^"']*)""")
FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
REFERENCE = re.compile(r"&(#\d{1,8}|#[xX][0-9a-fA-F]{1,7}|[A-Za-z][A-Za-z0-9]{0,31});")
BARE = re.compile(r"&(?!#\d{1,8};|#[xX][0-9a-fA-F]{1,7};|(?:amp|lt|gt|quot|apos);)")
XML_NAMES = frozenset({"amp", "lt", "gt", "quot", "apos"})
START = re.compile(
    r"<(?:\?xml|!DOCTYPE|!--|rss|feed|rdf:RDF|RDF|channel|urlset|sitemapindex|opml)\b", re.I
)
ROOT = re.compile(r"<(?![!?])([A-Za-z][\w.:-]*)")
LEAF = (
    "title|link|guid|id|pubDate|published|updated|author|description|summary|category|"
    "dc:creator|dc:date"
)
UNCLOSED = re.compile(
    rf"(<({LEAF})(?:\s[^<>]*)?(?<!/)>)([^<]*)(?=<(?!/\2>)/?(?:{LEAF}|item|entry|channel|enclosure|"
    r"image|items|language|copyright|content|content:encoded|media:\w+)[\s>/])"
)
FIRST_ITEM = re.compile(r"<(?:\w+:)?(?:item|entry|url|sitemap)[\s>]", re.IGNORECASE)
LAST_ITEM = re.compile(r"</(?:\w+:)?(?:item|entry|url|sitemap)\s*>", re.IGNORECASE)


class Bomb(Exception):
    """The document declares entities made to grow."""


def tree(text: str) -> tuple[Element | None, str]:
    """Returns the root of an XML text, or None when there is none, and what was done to it: "",
    "mended", or "cut" when the end is missing (whole items before the cut are kept).

    Raises Bomb for entity declarations that multiply."""
    text = without_doctype(text)
    root = _strict(text)
    if root is not None:
        return root, ""
    text = whole_characters(_trimmed(text))
    root = _strict(text)
    if root is not None:
        return root, ""
    text, is_cut = _whole_tags(text)
    root, is_harmless = _lenient(text)
    return root, "cut" if is_cut else "" if is_harmless else "mended"


def without_doctype(text: str) -> str:
    """Returns the text without its document type; raises Bomb if that is one."""
    start = DOCTYPE_START.search(text, 0, 4_096)
    found = DOCTYPE.match(text, start.start(), start.start() + 200_000) if start else None
    if found is None:
        return text
    if any(_is_bomb(value) for value in ENTITY_VALUE.findall(found[1] or "")):
        raise Bomb
    return text[: found.start()] + text[found.end() :]


def _is_bomb(value: str) -> bool:
    return len(value) > MAX_ENTITY or bool(re.search(r"&(?!#)", value))


def _parser(*, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        recover=recover,
        encoding="utf-8",
        huge_tree=False,
        no_network=True,
        resolve_entities=False,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )


def _strict(text: str) -> Element | None:
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), _parser(recover=False))
    except etree.XMLSyntaxError:
        return None


def _lenient(text: str) -> tuple[Element | None, bool]:
    parser = _parser(recover=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None, False
    spaces = etree.ErrorDomains.NAMESPACE
    return root, all(problem.domain == spaces for problem in parser.error_log)


def _trimmed(text: str) -> str:
    start = START.search(text, 0, 8_192)
    if start:
        text = text[start.start() :]
    root = ROOT.search(text)
    if root is None:
        return text
    end = text.rfind(f"</{root[1]}")
    close = text.find(">", end) + 1 if end > 0 else 0
    return text[:close] if close else text


def whole_characters(text: str) -> str:
    """Returns XML text without characters XML forbids, with HTML's named entities written out and
    bare ampersands escaped outside CDATA."""
    text = FORBIDDEN.sub("", text)
    if "&" not in text:
        return text
    text = REFERENCE.sub(_character, text)
    pieces = _cdata_apart(text)
    pieces[::2] = [BARE.sub("&amp;", piece) for piece in pieces[::2]]
    return "".join(pieces)


def _cdata_apart(text: str) -> list[str]:
    # By hand, not by a pattern: unclosed sections by the thousand must not cost their square.
    pieces, at = [], 0
    while (start := text.find("<![CDATA[", at)) >= 0 and (end := text.find("]]>", start)) >= 0:
        pieces += [text[at:start], text[start : end + 3]]
        at = end + 3
    return [*pieces, text[at:]]


def _character(found: re.Match[str]) -> str:
    name = found[1]
    if name in XML_NAMES:
        return found[0]
    if name[0] == "#":
        code = int(name[2:], 16) if name[1] in "xX" else int(name[1:])
        is_allowed = code in (9, 10, 13) or 0x20 <= code < 0xD800 or 0xE000 <= code < 0x110000
        return f"&#{code};" if is_allowed and code not in (0xFFFE, 0xFFFF) else ""
    char = html.unescape(found[0])
    return char if char != found[0] and not set(char) & set("<>&\"'") else found[0]


def _whole_tags(text: str) -> tuple[str, bool]:
    root = ROOT.search(text)
    is_cut = root is not None and f"</{root[1]}" not in text[-2_000:]
    if is_cut:
        ends = [found.end() for found in LAST_ITEM.finditer(text)]
        first = FIRST_ITEM.search(text)
        text = text[: ends[-1]] if ends else text[: first.start()] if first else text
    return UNCLOSED.sub(r"\1\3</\2>", text), is_cut


# ---------------------------------------------------------------- reading a tree

PREFIXES = {
    "http://purl.org/rss/1.0": "", "http://my.netscape.com/rdf/simple/0.9": "",
    "http://channel.netscape.com/rdf/simple/0.9": "", "http://backend.userland.com/rss": "",
    "http://backend.userland.com/rss2": "", "http://blogs.law.harvard.edu/tech/rss": "",
    "http://www.w3.org/2005/atom": "atom:", "http://purl.org/atom/ns": "atom:",
    "http://purl.org/dc/elements/1.1": "dc:", "http://purl.org/dc/elements/1.0": "dc:",
    "http://purl.org/dc/terms": "dcterms:", "http://purl.org/rss/1.0/modules/content": "content:",
    "http://search.yahoo.com/mrss": "media:", "http://tools.search.yahoo.com/mrss": "media:",
    "http://video.search.yahoo.com/mrss": "media:", "http://search.yahoo.com/rss": "media:",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes:",
    "http://purl.org/rss/1.0/modules/syndication": "sy:",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner:",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns": "rdf:",
    "http://www.sitemaps.org/schemas/sitemap/0.9": "",
    "http://www.google.com/schemas/sitemap/0.84": "",
    "http://www.google.com/schemas/sitemap-news/0.9": "news:",
    "http://www.google.com/schemas/sitemap-image/1.1": "image:",
    "http://www.w3.org/1999/xhtml": "xhtml:",
    "https://podcastindex.org/namespace/1.0": "podcast:",
}  # fmt: skip
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
BASE = "{http://www.w3.org/XML/1998/namespace}base"


@lru_cache(4_096)
def name(tag: object) -> str:
    """Returns an element's name in lower case with the usual prefix of its namespace; "" for a
    node that is no element."""
    if not isinstance(tag, str):
        return ""
    if tag[:1] != "{":
        return tag.lower()
    space, _, local = tag[1:].partition("}")
    prefix = PREFIXES.get(space.lower().rstrip("/#").replace("https://", "http://", 1))
    if prefix is None:
        prefix = PREFIXES.get(space.lower().rstrip("/#"), "other:")
    return prefix + local.lower()


def fields(node: Element) -> Fields:
    """Returns an element's children by name, in document order."""
    found: Fields = {}
    for child in node:
        key = name(child.tag)
        if key in found:
            found[key].append(child)
        else:
            found[key] = [child]
    return found


def inner(node: Element) -> str:
    """Returns what stands inside an element: its text, or its markup where it has children."""
    if len(node) == 0:
        return node.text or ""
    return markup(node)


def markup(node: Element) -> str:
    """Returns an element's children as HTML, without namespaces."""
    pieces = [html.escape(node.text or "", quote=False)]
    pieces += [etree.tostring(child, encoding="unicode") for child in islice(node, MAX_CHILDREN)]
    text = re.sub(r"""\sxmlns(?::\w+)?=(?:"[^"]*"|'[^']*')""", "", "".join(pieces))
    return re.sub(r"(</?)\w+:(?=\w)", r"\1", text)


def text(found: Fields, *names: str) -> str:
    """Returns the first of the named fields that says something."""
    for wanted in names:
        if wanted in found:
            for node in found[wanted]:
                if value := inner(node).strip():
                    return value
    return ""


def base(node: Element, document: str) -> str:
    """Returns the address that a node's links are relative to: its xml:base, those around it, and
    the document's own address (XML Base, 4.2)."""
    try:
        return urljoin(document, node.base or "")
    except ValueError:
        return document


def own_base(found: Fields, document: str, *names: str) -> str:
    """Returns the address that links inside the first of the named fields are relative to, "" where
    no xml:base says."""
    node = next((found[name][0] for name in names if name in found), None)
    return base(node, document) if node is not None and node.base else ""


def local(tag: str) -> str:
    """Returns an element's name without namespace, in lower case."""
    return tag.rpartition("}")[2].rpartition(":")[2].lower()
