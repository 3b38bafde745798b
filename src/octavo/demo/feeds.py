"""The feeds of the press, each publisher in a dialect of its own."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from email.utils import format_datetime
from xml.sax.saxutils import escape, quoteattr

from octavo.demo import markup
from octavo.demo.pages import Desk, label
from octavo.demo.world import Piece, Trap, Version, told

NEWEST = 60
"""Items of a feed of the press; real feeds show 10 to 100."""

PUB = "http://purl.org"


def feed(desk: Desk) -> tuple[str, str]:
    """A publisher's feed as it is now, and its media type."""
    made, kind = DIALECTS[desk.publisher.dialect]
    return made(desk), kind


def _said(desk: Desk, piece: Piece) -> tuple[Version, str, str]:
    """What a piece says, its summary and its text as HTML."""
    said = told(piece, desk.anchor, desk.now)
    lead = next((b for b in said.blocks if b[:2] not in ("##", "- ", "| ", "> ")), "")
    return said, said.dek or markup.plain(lead), "\n".join(map(markup.html, said.blocks))


def _traps(desk: Desk) -> list[Trap]:
    mine = [trap for trap in desk.world.traps if trap.publisher == desk.publisher]
    return [t for t in mine if t.ago < 0 or desk.anchor - timedelta(seconds=t.ago) <= desk.now]


def _when(desk: Desk, trap: Trap) -> datetime:
    return desk.anchor - timedelta(seconds=trap.ago)


def _rss(desk: Desk, *, full: bool = False, extra: str = "") -> str:
    items = [_rss_item(desk, p, full=full, extra=extra) for p in desk.pieces()[:NEWEST]]
    items += [_rss_trap(desk, trap) for trap in _traps(desk)]
    who = desk.publisher
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"'
        f' xmlns:content="{PUB}/rss/1.0/modules/content/" xmlns:dc="{PUB}/dc/elements/1.1/"'
        ' xmlns:media="http://search.yahoo.com/mrss/"'
        ' xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel>'
        f"<title>{escape(who.name)}</title><link>{desk.base}/</link>"
        f"<description>{escape(who.tagline)} {escape(label(who))}</description>"
        f"<language>{who.language}</language>"
        f"<image><url>{desk.base}/logo.svg</url><title>{escape(who.name)}</title>"
        f"<link>{desk.base}/</link></image><ttl>720</ttl>{''.join(items)}</channel></rss>"
    )


def _rss_item(desk: Desk, piece: Piece, *, full: bool, extra: str) -> str:
    said, summary, body = _said(desk, piece)
    url, when = desk.url(piece), format_datetime(piece.published(desk.anchor))
    parts = [
        f"<title>{escape(said.headline)}</title><link>{url}</link>",
        f'<guid isPermaLink="true">{url}</guid><pubDate>{when}</pubDate>',
        f"<description>{escape(summary)}</description>",
        *(f"<dc:creator>{escape(name)}</dc:creator>" for name in piece.record.words("by")),
        *(f"<category>{escape(tag)}</category>" for tag in _tags(piece)),
    ]
    if full:
        parts.append(f"<content:encoded><![CDATA[{body}]]></content:encoded>")
    if extra == "media" and piece.record.text("picture"):
        parts.append(_media(desk, piece))
    if piece.record.text("audio"):
        parts.append(_audio(desk, piece))
    return f"<item>{''.join(parts)}</item>"


def _tags(piece: Piece) -> tuple[str, ...]:
    return (piece.record.text("section", piece.publisher.section), *piece.record.words("tags"))


def _media(desk: Desk, piece: Piece) -> str:
    row = piece.record
    return (
        f'<media:content url="{desk.base}/pictures/{row.text("picture")}" medium="image"'
        f' type="image/svg+xml" width="800" height="500"><media:description>'
        f"{escape(row.text('caption'))}</media:description><media:credit>"
        f"{escape(row.text('credit'))}</media:credit></media:content>"
    )


def _audio(desk: Desk, piece: Piece) -> str:
    """An enclosure of a podcast: `audio: 24m` is its length."""
    seconds = piece.record.seconds("audio")
    return (
        f'<enclosure url="{desk.base}/audio/{piece.slug}.wav" type="audio/wav" length="8044"/>'
        f"<itunes:duration>{seconds // 60}:{seconds % 60:02}</itunes:duration>"
    )


def _rss_trap(desk: Desk, trap: Trap) -> str:
    dated = f"<pubDate>{format_datetime(_when(desk, trap))}</pubDate>"
    url = desk.base + trap.path
    return f"<item><title>{escape(trap.headline)}</title><link>{url}</link>{dated}</item>"


def _atom(desk: Desk) -> str:
    entries = []
    for piece in desk.pieces()[:NEWEST]:
        said, summary, body = _said(desk, piece)
        url = desk.url(piece)
        authors = "".join(
            f"<author><name>{escape(name)}</name></author>" for name in piece.record.words("by")
        )
        updated = max(min(piece.modified(desk.anchor), desk.now), piece.published(desk.anchor))
        entries.append(
            f"<entry><id>{url}</id><title>{escape(said.headline)}</title>"
            f"<link href={quoteattr(url)}/>"
            f"<published>{piece.published(desk.anchor).isoformat()}</published>"
            f"<updated>{updated.isoformat()}</updated>{authors}"
            f"<summary>{escape(summary)}</summary>"
            f'<content type="html">{escape(body)}</content></entry>'
        )
    entries += [
        f"<entry><id>{desk.base}{trap.path}</id><title>{escape(trap.headline)}</title>"
        f'<link href="{desk.base}{trap.path}"/>'
        f"<updated>{_when(desk, trap).isoformat()}</updated></entry>"
        for trap in _traps(desk)
    ]
    who = desk.publisher
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{who.language}"><id>{desk.base}/</id>'
        f"<title>{escape(who.name)}</title><subtitle>{escape(label(who))}</subtitle>"
        f'<link href="{desk.base}/"/><link rel="self" href="{desk.base}/feed.xml"/>'
        f"<logo>{desk.base}/logo.svg</logo>"
        f"<updated>{desk.anchor.isoformat()}</updated>{''.join(entries)}</feed>"
    )


def _json(desk: Desk) -> str:
    items = []
    for piece in desk.pieces()[:NEWEST]:
        said, summary, body = _said(desk, piece)
        items.append(
            {
                "id": piece.name,
                "url": desk.url(piece),
                "title": said.headline,
                "summary": summary,
                "content_html": body,
                "date_published": piece.published(desk.anchor).isoformat(),
                "authors": [{"name": name} for name in piece.record.words("by")],
                "tags": list(_tags(piece)),
            }
        )
    items += [
        {"id": trap.path, "url": desk.base + trap.path, "title": trap.headline,
         "date_published": _when(desk, trap).isoformat()}
        for trap in _traps(desk)
    ]  # fmt: skip
    who = desk.publisher
    top = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": who.name,
        "home_page_url": f"{desk.base}/",
        "description": f"{who.tagline}. {label(who)}",
        "icon": f"{desk.base}/logo.svg",
        "language": who.language,
        "items": items,
    }
    return json.dumps(top, ensure_ascii=False)


def _rdf(desk: Desk) -> str:
    """RSS 1.0; its traps bear no date."""
    rows = [(desk.url(p), p) for p in desk.pieces()[:NEWEST]]
    items = []
    for url, piece in rows:
        said, summary, _ = _said(desk, piece)
        items.append(
            f'<item rdf:about="{url}"><title>{escape(said.headline)}</title><link>{url}</link>'
            f"<description>{escape(summary)}</description>"
            f"<dc:date>{piece.published(desk.anchor).isoformat()}</dc:date></item>"
        )
    for trap in _traps(desk):
        url = desk.base + trap.path
        items.append(
            f'<item rdf:about="{url}"><title>{escape(trap.headline)}</title>'
            f"<link>{url}</link></item>"
        )
    who = desk.publisher
    order = "".join(f'<rdf:li rdf:resource="{url}"/>' for url, _ in rows)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<channel rdf:about="{desk.base}/"><title>{escape(who.name)}</title>'
        f"<link>{desk.base}/</link><description>{escape(label(who))}</description>"
        f"<items><rdf:Seq>{order}</rdf:Seq></items></channel>{''.join(items)}</rdf:RDF>"
    )


def news_sitemap(desk: Desk) -> str:
    """The news sitemap, as one publisher keeps it."""
    rows = []
    for piece in desk.pieces()[:NEWEST]:
        headline = told(piece, desk.anchor, desk.now).headline
        rows.append(
            f"<url><loc>{desk.url(piece)}</loc><news:news><news:publication><news:name>"
            f"{escape(desk.publisher.name)}</news:name><news:language>{desk.publisher.language}"
            "</news:language></news:publication><news:publication_date>"
            f"{piece.published(desk.anchor).isoformat()}</news:publication_date>"
            f"<news:title>{escape(headline)}</news:title></news:news></url>"
        )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">'
        f"{''.join(rows)}</urlset>"
    )


RSS = "application/rss+xml; charset=utf-8"
DIALECTS: dict[str, tuple[Callable[[Desk], str], str]] = {
    "rss_full": (lambda desk: _rss(desk, full=True), RSS),
    "rss_short": (_rss, RSS),
    "media": (lambda desk: _rss(desk, extra="media"), RSS),
    "podcast": (lambda desk: _rss(desk, extra="media"), RSS),
    "atom": (_atom, "application/atom+xml; charset=utf-8"),
    "json": (_json, "application/feed+json; charset=utf-8"),
    "rdf": (_rdf, "application/rdf+xml; charset=utf-8"),
}
