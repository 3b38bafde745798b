"""A podcast as RSS 2.0 with the tags of iTunes and of the Podcasting 2.0 namespace."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime

from lxml import etree

from octavo.web.machine.feed_documents import NOT_XML

ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
PODCAST = "https://podcastindex.org/namespace/1.0"
ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class Episode:
    """An episode: `key` never changes; `notes` is HTML; `size` counts bytes."""

    key: str
    title: str
    notes: str
    address: str
    published: datetime
    sound: str
    media_type: str
    size: int
    seconds: float
    chapters: str


@dataclass(frozen=True, slots=True)
class Podcast:
    """A podcast: `address` is its own, `home` the page it is of."""

    title: str
    description: str
    author: str
    language: str
    address: str
    home: str
    picture: str
    episodes: Sequence[Episode]


def rss(podcast: Podcast) -> bytes:
    """The podcast as a document; one that no directory lists (itunes:block, podcast:locked)."""
    spaces = {"itunes": ITUNES, "podcast": PODCAST, "atom": ATOM}
    root = etree.Element("rss", version="2.0", nsmap=spaces)
    channel = etree.SubElement(root, "channel")
    link = {"href": podcast.address, "rel": "self", "type": "application/rss+xml"}
    etree.SubElement(channel, f"{{{ATOM}}}link", link)
    _texts(channel, title=podcast.title, link=podcast.home, description=podcast.description,
           language=podcast.language, generator="Octavo", ttl="60")  # fmt: skip
    picture = etree.SubElement(channel, "image")
    _texts(picture, url=podcast.picture, title=podcast.title, link=podcast.home)
    etree.SubElement(channel, f"{{{ITUNES}}}image", href=podcast.picture)
    etree.SubElement(channel, f"{{{ITUNES}}}category", text="News")
    said = {"author": podcast.author, "explicit": "false", "block": "Yes", "type": "episodic"}
    _texts(channel, ITUNES, **said)
    _texts(channel, PODCAST, locked="yes")
    for episode in podcast.episodes:
        _item(etree.SubElement(channel, "item"), episode)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8")


def _item(item: etree._Element, episode: Episode) -> None:
    _texts(item, title=episode.title, link=episode.address, description=episode.notes,
           pubDate=format_datetime(episode.published))  # fmt: skip
    guid = etree.SubElement(item, "guid", isPermaLink="false")
    guid.text = episode.key
    sound = {"url": episode.sound, "length": str(episode.size), "type": episode.media_type}
    etree.SubElement(item, "enclosure", sound)
    _texts(item, ITUNES, duration=str(round(episode.seconds)), episodeType="full")
    chapters = {"url": episode.chapters, "type": "application/json+chapters"}
    etree.SubElement(item, f"{{{PODCAST}}}chapters", chapters)


def _texts(parent: etree._Element, space: str = "", **texts: str) -> None:
    """Add elements that hold a text, without the characters that XML cannot hold."""
    for name, text in texts.items():
        element = etree.SubElement(parent, f"{{{space}}}{name}" if space else name)
        element.text = NOT_XML.sub("", text)
