"""Atom 1.0 (RFC 4287) and its ancestor 0.3."""

import base64
import html
from dataclasses import replace

from octavo.fetch.parse import media, text, xml_tree
from octavo.fetch.parse.entry import Context, Raw
from octavo.formats import urls
from octavo.formats.encodings import decoded
from octavo.formats.languages import language
from octavo.types import Channel, Enclosure

ESCAPED = frozenset({"html", "text/html", "application/xhtml+xml", "escaped"})


def items(root: xml_tree.Element) -> list[xml_tree.Element]:
    """Returns the entry elements of a document."""
    if xml_tree.local(root.tag) == "entry":
        return [root]
    return [node for node in root.iter("{*}entry") if isinstance(node.tag, str)]


def channel(root: xml_tree.Element, base: str) -> Channel:
    """Returns what an Atom document says about its publisher."""
    found = _fields(root)
    return Channel(
        title=text.title(_markup(found, "title")),
        home=urls.absolute(_href(found, "alternate", base), xml_tree.base(root, base)),
        description=text.plain(_markup(found, "subtitle", "tagline")),
        language=language(language_tag(root)),
        logo=urls.absolute(xml_tree.text(found, "logo", "icon"), xml_tree.base(root, base)),
    )


def language_tag(root: xml_tree.Element) -> str:
    """Returns the language of a document as it is written."""
    return root.get(xml_tree.LANG) or ""


def raw(node: xml_tree.Element, context: Context) -> Raw:
    """Returns one entry as it was written."""
    found = _fields(node)
    base = document = context.base
    if context.has_base:
        base = xml_tree.base(node, base)
        context = replace(context, base=base)
    enclosures = _hung(found, context) + media.enclosures(found, context)
    guid = xml_tree.text(found, "id", "guid")
    published = xml_tree.text(found, "published", "issued", "created", "dc:date", "pubdate")
    updated = xml_tree.text(found, "updated", "modified")
    return Raw(
        guid=guid,
        link=_link(found, guid, document),
        title=_title(found),
        summary=_markup(found, "summary") or _group_description(found),
        content=_markup(found, "content"),
        published=published or updated,
        updated=updated,
        authors=tuple(_name(author) for author in found.get("author", ())[:10])
        or (xml_tree.text(found, "dc:creator"),),
        tags=tuple(
            one.get("label") or one.get("term") or "" for one in found.get("category", ())[:30]
        ),
        language=node.get(xml_tree.LANG) or "",
        picture=media.picture(found, context),
        enclosures=enclosures,
        base=base,
        content_base=xml_tree.own_base(found, document, "content") if context.has_base else "",
    )


def _link(found: xml_tree.Fields, guid: str, document: str) -> str:
    """The address of an entry: its link, else its id where that is a web address."""
    link = xml_tree.text(found, "feedburner:origlink") or _href(found, "alternate", document)
    return link or (guid if guid.startswith(("http://", "https://")) else "")


def _fields(node: xml_tree.Element) -> xml_tree.Fields:
    found: xml_tree.Fields = {}
    for child, nodes in xml_tree.fields(node).items():
        found.setdefault(child.removeprefix("atom:"), []).extend(nodes)
    return found


def _markup(found: xml_tree.Fields, *names: str) -> str:
    for name in names:
        for node in found.get(name, ()):
            value = _html(node).strip()
            if value:
                return value
    return ""


def _title(found: xml_tree.Fields) -> str:
    for node in found.get("title", ()):
        if node.get("type") == "text" and node.text and not len(node):
            return text.literal(node.text)
    return _markup(found, "title", "media:title")


def _html(node: xml_tree.Element) -> str:
    if len(node):
        return xml_tree.markup(node)
    value = node.text or ""
    kind = (node.get("type") or "text").partition(";")[0].strip().lower()
    if node.get("mode") == "base64" or _is_binary(kind):
        return _from_base64(value, kind)
    is_html = kind in ESCAPED or node.get("mode") == "escaped" or "<" in value or "&" in value
    return value if is_html and kind != "text" else html.escape(value, quote=False)


def _is_binary(kind: str) -> bool:
    """Whether content of a media type is written in base64 (RFC 4287, 4.1.3.3)."""
    is_text = kind.startswith("text/") or kind.endswith(("+xml", "/xml"))
    return "/" in kind and not is_text and kind not in ESCAPED


def _from_base64(value: str, kind: str) -> str:
    """The text that was written in base64, as HTML; "" for what is no text."""
    try:
        body = base64.b64decode("".join(value.split()), validate=True)
    except ValueError:
        return ""
    plain = decoded(body, kind)
    if "\x00" in plain or "\ufffd" in plain:
        return ""
    return plain if kind in ESCAPED or "html" in kind else html.escape(plain, quote=False)


def _href(found: xml_tree.Fields, rel: str, base: str) -> str:
    best = ""
    for node in found.get("link", ()):
        if (node.get("rel") or "alternate").lower() != rel:
            continue
        href = node.get("href") or (node.text or "").strip()
        if node.get(xml_tree.BASE) and href:
            href = urls.absolute(href, xml_tree.base(node, base)) or href
        if href and (node.get("type") or "text/html").lower() in (
            "text/html",
            "application/xhtml+xml",
        ):
            return href
        best = best or href
    return best


def _name(author: xml_tree.Element) -> str:
    return xml_tree.text(_fields(author), "name") if len(author) else author.text or ""


def _group_description(found: xml_tree.Fields) -> str:
    for group in found.get("media:group", ()):
        return xml_tree.text(xml_tree.fields(group), "media:description")
    return xml_tree.text(found, "media:description")


def _hung(found: xml_tree.Fields, context: Context) -> tuple[Enclosure, ...]:
    hung = []
    for node in found.get("link", ())[:50]:
        url = urls.absolute(node.get("href") or "", context.base)
        if node.get("rel") == "enclosure" and url and not media.is_image(node):
            kind = (node.get("type") or "")[:100]
            hung.append(Enclosure(url, kind, media.number(node.get("length"))))
    return tuple(hung)
