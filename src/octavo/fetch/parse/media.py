"""Pictures and enclosures of an item: Media RSS, podcasts, plain enclosures, Atom links."""

import re

from octavo.fetch.parse import text, xml_tree
from octavo.fetch.parse.entry import Context
from octavo.formats import urls
from octavo.types import Enclosure, Picture

IMAGE_FILE = re.compile(r"\.(?:jpe?g|png|webp|gif|avif|svg)(?:[?#]|$)", re.IGNORECASE)
MAX_MEDIA = 30
"""Pictures and enclosures of an item that are looked at. Chosen by hand; not measured."""

HUNG = frozenset({"enclosure", "media:content", "media:group"})
PICTURED = HUNG | {"itunes:image", "media:thumbnail"}


def number(word: str | None, most: int = 2**53) -> int:
    """Returns a non-negative whole number, 0 where the word is none."""
    digits = (word or "").strip().partition(".")[0].removesuffix("px")
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 16:
        return 0
    return min(int(digits), most)


def duration(word: str | None) -> int:
    """Returns the seconds of `3723`, `62:03` or `1:02:03`, 0 where it is none of them."""
    parts = [number(part, 10**6) for part in (word or "").split(":")[:3]]
    total = 0
    for part in parts:
        total = total * 60 + part
    return min(total, 10**7)


def media(found: xml_tree.Fields) -> list[xml_tree.Element]:
    """Returns the media:content elements of an item, those in groups included."""
    nodes = list(found.get("media:content", ()))
    for group in found.get("media:group", ()):
        nodes += xml_tree.fields(group).get("media:content", [])
    return nodes[:MAX_MEDIA]


def is_image(node: xml_tree.Element) -> bool:
    """Whether a media:content or enclosure is a picture."""
    kind = (node.get("medium") or node.get("type") or "").lower()
    if kind:
        return kind.startswith("image")
    return bool(IMAGE_FILE.search(node.get("url") or node.get("href") or ""))


def picture(found: xml_tree.Fields, context: Context) -> Picture | None:
    """Returns the item's best picture: the largest declared, an enclosure, or a thumbnail."""
    if PICTURED.isdisjoint(found):
        return None
    images = [node for node in media(found) if is_image(node)]
    images.sort(key=lambda node: -number(node.get("width")))
    images += [node for node in found.get("enclosure", ()) if is_image(node)]
    images += found.get("itunes:image", [])
    images += found.get("media:thumbnail", [])
    for group in found.get("media:group", ()):
        images += xml_tree.fields(group).get("media:thumbnail", [])
    for node in images:
        url = urls.absolute(node.get("url") or node.get("href") or "", context.base)
        if url:
            return _described(node, url, found)
    return None


def _described(node: xml_tree.Element, url: str, found: xml_tree.Fields) -> Picture:
    own = xml_tree.fields(node) if len(node) else {}
    caption = xml_tree.text(own, "media:description", "media:text")
    credit = xml_tree.text(own, "media:credit") or xml_tree.text(found, "media:credit")
    return Picture(
        url,
        caption=text.plain(caption, 1_000) if caption else "",
        credit=text.title(credit) if credit else "",
        alt=text.title(xml_tree.text(own, "media:title")) if own else "",
        width=number(node.get("width"), 100_000),
        height=number(node.get("height"), 100_000),
    )


def enclosures(found: xml_tree.Fields, context: Context) -> tuple[Enclosure, ...]:
    """Returns audio, video and documents that hang on the item, each address once."""
    if HUNG.isdisjoint(found):
        return ()
    seconds = duration(xml_tree.text(found, "itunes:duration")) if "itunes:duration" in found else 0
    hung: dict[str, Enclosure] = {}
    for node in [*found.get("enclosure", ()), *media(found)]:
        if is_image(node):
            continue
        url = urls.absolute(node.get("url") or node.get("href") or "", context.base)
        if url and url not in hung and len(hung) < MAX_MEDIA:
            size = number(node.get("length") or node.get("filesize"))
            media_type = (node.get("type") or "")[:100].strip().lower()
            hung[url] = Enclosure(url, media_type, size, seconds or duration(node.get("duration")))
    return tuple(hung.values())
