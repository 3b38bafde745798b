"""RSS 0.9x, 1.0 (RDF) and 2.0, with the modules publishers use."""

from dataclasses import replace

from octavo.fetch.parse import media, text, xml_tree
from octavo.fetch.parse.entry import Context, Raw
from octavo.formats import urls
from octavo.formats.languages import language
from octavo.types import Channel

PERIODS = {
    "hourly": 3_600,
    "daily": 86_400,
    "weekly": 604_800,
    "monthly": 2_592_000,
    "yearly": 31_536_000,
}


def items(root: xml_tree.Element) -> list[xml_tree.Element]:
    """Returns the item elements of a document, wherever its dialect or its damage puts them."""
    return [node for node in root.iter("{*}item") if isinstance(node.tag, str)]


def channel(root: xml_tree.Element, base: str) -> Channel:
    """Returns what an RSS document says about its publisher."""
    found = _head(root)
    title, about = (
        xml_tree.text(found, "title", "dc:title"),
        xml_tree.text(found, "description", "itunes:summary"),
    )
    return Channel(
        title=text.title(title),
        home=_home(found, base),
        description=text.plain(about) if about else "",
        language=language(language_tag(root)),
        logo=_logo(found, root, base),
    )


def language_tag(root: xml_tree.Element) -> str:
    """Returns the language of a document as it is written."""
    return xml_tree.text(_head(root), "language", "dc:language") or root.get(xml_tree.LANG) or ""


def _head(root: xml_tree.Element) -> xml_tree.Fields:
    node = root if xml_tree.local(root.tag) == "channel" else root.find("{*}channel")
    return xml_tree.fields(node) if node is not None else xml_tree.fields(root)


def _home(found: xml_tree.Fields, base: str) -> str:
    for node in [*found.get("link", ()), *found.get("atom:link", ())]:
        if (node.get("rel") or "alternate") != "alternate":
            continue
        url = urls.absolute(xml_tree.inner(node) or node.get("href") or "", base)
        if url:
            return url
    return ""


def _logo(found: xml_tree.Fields, root: xml_tree.Element, base: str) -> str:
    for node in found.get("itunes:image", ()):
        if url := urls.absolute(node.get("href") or "", base):
            return url
    images = [*found.get("image", ()), *root.iterchildren("{*}image")]
    for node in images:
        if url := urls.absolute(xml_tree.text(xml_tree.fields(node), "url"), base):
            return url
    return ""


def hint(root: xml_tree.Element) -> float:
    """Returns the seconds between polls the publisher asks for (ttl, sy:update*), 0 if none."""
    found = _head(root)
    wish = media.number(xml_tree.text(found, "ttl")) * 60
    if "sy:updateperiod" in found:
        period = PERIODS.get(xml_tree.text(found, "sy:updateperiod").lower(), 0)
        often = max(media.number(xml_tree.text(found, "sy:updatefrequency")), 1)
        wish = max(wish, period // often)
    return float(min(wish, 30 * 86_400))


def raw(node: xml_tree.Element, context: Context) -> Raw:
    """Returns one item as it was written."""
    found = xml_tree.fields(node)
    document = context.base
    if context.has_base:
        context = replace(context, base=xml_tree.base(node, context.base))
    guid = xml_tree.text(found, "guid", "atom:id", "dc:identifier")
    about = "" if guid else (node.get(RDF_ABOUT) or "")
    return Raw(
        guid=guid or about,
        link=_link(found, guid, about),
        title=xml_tree.text(found, "title", "dc:title", "media:title", "itunes:title"),
        summary=xml_tree.text(found, *SUMMARY),
        content=xml_tree.text(found, *CONTENT),
        published=xml_tree.text(found, *PUBLISHED),
        updated=xml_tree.text(found, "atom:updated", "dcterms:modified", "lastbuilddate"),
        authors=_authors(found),
        tags=_tags(found),
        language=xml_tree.text(found, "dc:language") or node.get(xml_tree.LANG) or "",
        picture=media.picture(found, context),
        enclosures=media.enclosures(found, context),
        base=context.base,
        content_base=xml_tree.own_base(found, document, *CONTENT) if context.has_base else "",
    )


RDF_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
CONTENT = ("content:encoded", "atom:content", "xhtml:body")
SUMMARY = ("description", "atom:summary", "media:description", "itunes:summary", "dc:description")
PUBLISHED = (
    "pubdate",
    "dc:date",
    "atom:published",
    "dcterms:issued",
    "dcterms:created",
    "published",
    "date",
)


def _link(found: xml_tree.Fields, guid: str, about: str) -> str:
    original = xml_tree.text(found, "feedburner:origlink")
    if original:
        return original
    for node in found.get("link", ()):
        if url := (xml_tree.inner(node).strip() or node.get("href") or ""):
            return url
    for node in found.get("atom:link", ()):
        if (node.get("rel") or "alternate") == "alternate" and node.get("href"):
            return node.get("href") or ""
    guids = found.get("guid", [])
    is_permalink = bool(guids) and (guids[0].get("isPermaLink") or "true").lower() != "false"
    if is_permalink and guid.startswith(("http://", "https://")):
        return guid
    return about


def _authors(found: xml_tree.Fields) -> tuple[str, ...]:
    for wanted in ("dc:creator", "author", "atom:author", "itunes:author", "dcterms:creator"):
        written = [_author(node) for node in found.get(wanted, ())]
        if any(written):
            return tuple(written)
    return ()


def _author(node: xml_tree.Element) -> str:
    return (
        xml_tree.text(xml_tree.fields(node), "atom:name", "name") if len(node) else node.text or ""
    )


def _tags(found: xml_tree.Fields) -> tuple[str, ...]:
    nodes = [
        *found.get("category", ()),
        *found.get("dc:subject", ()),
        *found.get("atom:category", ()),
    ]
    return tuple([(xml_tree.inner(node) or node.get("term") or "").strip() for node in nodes[:30]])
