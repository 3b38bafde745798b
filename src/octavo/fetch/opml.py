"""OPML: lists of subscriptions, in and out, folders and all (opml.org/spec2.opml)."""

from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from octavo.errors import UsageError
from octavo.fetch.parse import text, xml_tree
from octavo.formats import urls
from octavo.formats.encodings import decoded

MAX_FEEDS = 50_000
"""Feeds of one list that are taken: more than anybody follows. Chosen by hand; not measured."""

MAX_WORD = 500
"""Characters of a title or folder."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """One feed of a list. `folder` is a path of names with "/" between them, "" at the top."""

    url: str
    title: str = ""
    home: str = ""
    folder: str = ""
    language: str = ""
    country: str = ""


def subscriptions(data: bytes) -> tuple[Subscription, ...]:
    """Returns the feeds of an OPML list in its order, each address once (the first counts).

    Raises UsageError for what is no OPML."""
    try:
        root, _ = xml_tree.tree(decoded(data).lstrip("\ufeff \t\r\n\0"))
    except xml_tree.Bomb:
        raise UsageError("The file declares entities; it is refused.") from None
    if root is None or xml_tree.local(str(root.tag)) != "opml":
        raise UsageError("The file is no OPML list. Export one from your reader and try again.")
    found: dict[str, Subscription] = {}
    folders: dict[xml_tree.Element, str] = {}
    for node in root.iter("{*}outline"):
        words = {str(name).lower(): str(value) for name, value in node.attrib.items()}
        above = node.getparent()
        folder = folders.get(above, "") if above is not None else ""
        url = address(words.get("xmlurl", ""))
        if url:
            key = urls.canonical(url)
            if key not in found and len(found) < MAX_FEEDS:
                found[key] = _subscription(url, words, folder)
        else:
            folders[node] = _below(folder, _title(words))
    return tuple(found.values())


def address(written: str) -> str:
    """Returns a feed's address as it is written in lists, `feed:` taken off; "" if it is none."""
    url = written.strip()
    if url.lower().startswith("feed:"):
        url = url[5:]
        url = f"http:{url}" if url.startswith("//") else url
    return url if urls.absolute(url) else ""


def _below(folder: str, name: str) -> str:
    name = name.strip("/ ")
    return "/".join(part for part in (folder, name) if part)[:MAX_WORD]


def _title(words: dict[str, str]) -> str:
    return text.line(words.get("title", "") or words.get("text", ""))


def _subscription(url: str, words: dict[str, str], folder: str) -> Subscription:
    category = words.get("category", "").partition(",")[0].strip("/ ")
    home = words.get("htmlurl", "").strip()
    return Subscription(
        url=url,
        title=_title(words),
        home=home if urls.absolute(home) else "",
        folder=folder or text.line(category) if category.count("=") == 0 else folder,
        language=text.line(words.get("language", ""), 35),
        country=text.line(words.get("country", ""), 35),
    )


def document(subscriptions: Iterable[Subscription], title: str = "Octavo") -> bytes:
    """Returns an OPML 2.0 list. What `subscriptions` read comes back exactly from it."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = text.line(title)
    folders = {"": etree.SubElement(root, "body")}
    for one in subscriptions:
        etree.SubElement(_folder(folders, one.folder), "outline", _attributes(one))
    etree.indent(root)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _folder(folders: dict[str, xml_tree.Element], path: str) -> xml_tree.Element:
    if path not in folders:
        above, _, name = path.rpartition("/")
        folders[path] = etree.SubElement(_folder(folders, above), "outline", text=name, title=name)
    return folders[path]


def _attributes(one: Subscription) -> dict[str, str]:
    title = text.line(one.title) or one.url
    words = {"type": "rss", "text": title, "title": text.line(one.title), "xmlUrl": one.url}
    more = {"htmlUrl": one.home, "language": one.language, "country": one.country}
    return words | {name: text.clean(value) for name, value in more.items() if value}
