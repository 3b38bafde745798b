"""What is handed from room to room: frozen, picklable, and ignorant of every room.

    Target ─ fetch.feed ─► Fetched(entries) ─ fetch.page ─► Page ─ extract ─► Article
           ─ analyse ─► Analysis ─ stories.place ─► Placement

All times are aware UTC. All texts are NFC Unicode without control characters. A step that fails
returns `Failed(item, error)` in place of its result; nothing is raised across rooms.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Generic, Literal, TypeVar

from octavo.errors import OctavoError

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Failed(Generic[Item]):
    """An item that could not go on, and why."""

    item: Item
    error: OctavoError


# ---------------------------------------------------------------- wire


@dataclass(frozen=True, slots=True)
class Egress:
    """One outbound request, as the ledger keeps it. `outcome` is `ok`, `not_modified` or an error's
    code; `bytes` counts what came over the wire; `seconds` is the whole time taken."""

    at: datetime
    host: str
    purpose: str
    outcome: str
    bytes: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Target:
    """A feed to poll, with what is remembered of it. `kind` is `feed` or `sitemap`; `password` is
    the name and password to ask with, as in an address, in no record and no log."""

    id: int
    url: str
    kind: str = "feed"
    etag: str = ""
    last_modified: str = ""
    body_hash: str = ""
    moved_to: str = ""
    failures: int = 0
    interval: float = 3600.0
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: absolute address, caption and credit apart; width 0 when unknown."""

    url: str
    caption: str = ""
    credit: str = ""
    alt: str = ""
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that hangs on an entry: podcast audio, video, a document."""

    url: str
    media_type: str = ""
    bytes: int = 0
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a feed. `key` identifies it within its feed for ever (from guid, or else link, or
    else title and text); `fingerprint` changes when the publisher changes the item. `title` and
    `summary` are plain text, `content_html` is unsanitised HTML, empty when the feed has none.
    `is_pageless`: the item has no page of its own, and `url` is only where it is to be found: its
    recording, a page that it shares with other items, or the feed's home."""

    feed_id: int
    key: str
    url: str
    title: str
    summary: str = ""
    content_html: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    language: str = ""
    picture: Picture | None = None
    enclosures: tuple[Enclosure, ...] = ()
    fingerprint: str = ""
    is_pageless: bool = False


@dataclass(frozen=True, slots=True)
class Channel:
    """What a feed says about its publisher."""

    title: str = ""
    home: str = ""
    description: str = ""
    language: str = ""
    logo: str = ""


@dataclass(frozen=True, slots=True)
class Fetched:
    """One poll of a feed that worked: its entries (none when not modified) and what to remember.

    `moved_to` is the address of a permanent redirect, to be believed when seen twice. `partial`
    says that the document was cut or mended and entries may be missing. `hint` is the publisher's
    own wish for the interval (ttl, sy:updatePeriod, Cache-Control), in seconds, 0 if none."""

    target: Target
    entries: tuple[Entry, ...] = ()
    channel: Channel = Channel()
    not_modified: bool = False
    etag: str = ""
    last_modified: str = ""
    body_hash: str = ""
    moved_to: str = ""
    partial: str = ""
    hint: float = 0.0


@dataclass(frozen=True, slots=True)
class Page:
    """A fetched HTML page and the feed entry that led to it. `html` is the decoded text of the
    page, empty when only the feed's own content is to be used (`fetched` then says when)."""

    url: str
    html: str
    fetched: datetime
    entry: Entry | None = None
    final_url: str = ""
    memory: bytes = field(default=b"", repr=False)
    """The memory of the host's earlier pages, for extract alone to read."""
    rules: bytes = field(default=b"", repr=False)
    """The owner's publisher rules for the host, for extract alone to read."""


# ---------------------------------------------------------------- article

BlockKind = Literal["paragraph", "subhead", "list", "quote", "table", "figure", "code", "embed"]


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a body, in reading order. `text` is plain; `html` is sanitised and complete
    (`<p>…</p>`, `<ul>…</ul>`). A figure's text is empty: captions are not body."""

    kind: BlockKind
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Article:
    """The clean text of one publication.

    `url` is canonical and free of tracking parameters. `language` is a lower-case ISO 639-1 code,
    empty when unknown. `authors` are people; `byline` is all that signs it, as written: them and an
    agency, else a desk or the outlet. `wire` is the agency whose copy it is ("Reuters"), empty for
    own reporting. `confidence` is 0..1; `partial` names why the text is not whole
    (`paywall`, `summary`, `short` of an item that says no more), empty when it is.
    `date_precision` is `time`, `day`, or `seen` where the publisher tells no time that can be and
    `published` is when we first saw it; `zone` how many minutes east of UTC its publisher writes
    times. `rule` names the publisher rule that was followed, `missed` one that found nothing on
    the page. `archive_id` is what the archive it was imported from calls it."""

    url: str
    headline: str
    blocks: tuple[Block, ...]
    published: datetime
    dek: str = ""
    authors: tuple[str, ...] = ()
    modified: datetime | None = None
    date_precision: str = "time"
    zone: int = 0
    language: str = ""
    section: str = ""
    tags: tuple[str, ...] = ()
    picture: Picture | None = None
    source_name: str = ""
    source_logo: str = ""
    wire: str = ""
    byline: tuple[str, ...] = ()
    dateline: str = ""
    corrections: tuple[str, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    partial: str = ""
    confidence: float = 1.0
    entry: Entry | None = None
    rule: str = ""
    missed: str = ""
    archive_id: str | int = ""
    observations: bytes = field(default=b"", repr=False, compare=False)
    """What the page adds to the memory of its host, for extract alone to read."""

    @property
    def text(self) -> str:
        """The body as plain text, one block a line."""
        return "\n".join(block.text for block in self.blocks if block.text)

    @property
    def html(self) -> str:
        """The body as sanitised HTML."""
        return "\n".join(block.html for block in self.blocks)


# ---------------------------------------------------------------- analysis

EntityKind = Literal["person", "place", "organisation", "other"]


@dataclass(frozen=True, slots=True)
class Entity:
    """A name in the text: as written most often, its kind, how often, and a folded key."""

    name: str
    kind: EntityKind
    count: int
    key: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the body, verbatim: `text == article.text[start:end]`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class TextFigure:
    """A number somebody claims.

    `value` is in `unit` (`%`, a currency's code, a measure, or empty for a plain count); a range
    goes up to `high`; `approx` is `exact`, `about`, `at least` or `at most`; `counts` are words of
    the sentence; `claimant` is empty where the text itself claims it.
    `text[start : start + len(sentence)]` is `sentence`."""

    value: float
    high: float | None
    approx: str
    unit: str
    counts: str
    claimant: str
    sentence: str
    start: int


@dataclass(frozen=True, slots=True)
class TextEvent:
    """Something that a text dates. `date` is the first day of a `precision` of day, month or year,
    and one of the days of a week; `text[start : start + len(sentence)]` is `sentence`."""

    date: date
    precision: str
    sentence: str
    start: int


@dataclass(frozen=True, slots=True)
class TextQuote:
    """What somebody says. `parts` stand in the text as they are, `quote` is them joined by a blank;
    `kind` is `direct`, `partial` (inside a clause) or `indirect`. `speaker` is empty where the text
    does not say it surely; `is_named` says that it is the name of a person or a body, not a role.
    `text[start : start + len(sentence)]` is `sentence`, which holds all parts."""

    speaker: str
    parts: tuple[str, ...]
    kind: str
    sentence: str
    start: int
    is_named: bool = False

    @property
    def quote(self) -> str:
        """All that is said, parts joined by a blank."""
        return " ".join(self.parts)


@dataclass(frozen=True, slots=True)
class Analysis:
    """What the machine knows of one article.

    `terms` are stemmed content words of headline and body with their weights, `headline_terms`
    those of the headline alone; `vector` is float16 numbers of unit length as bytes (see
    analyse.vector), empty where the language has none; `cross_lingual` is int8 numbers as bytes
    (see analyse.cross_lingual), likewise; `fingerprint` holds the sampled shingle
    hashes (uint64 as bytes); `text_hash` is equal for equal texts. `search_headline` and
    `search_text` are words to index: normalised, segmented and stemmed, separated by blanks.
    `summary` and `key_points` are verbatim sentences. `category` is one of the product's sections,
    `countries` are ISO 3166 codes, most prominent first. `seconds` is the reading time."""

    language: str
    terms: Mapping[str, float]
    headline_terms: Mapping[str, float]
    entities: tuple[Entity, ...] = ()
    hashtags: tuple[str, ...] = ()
    category: str = "General"
    countries: tuple[str, ...] = ()
    quotes: tuple[TextQuote, ...] = ()
    figures: tuple[TextFigure, ...] = ()
    numbers: tuple[str, ...] = ()
    vector: bytes = b""
    cross_lingual: bytes = b""
    fingerprint: bytes = b""
    text_hash: str = ""
    search_headline: str = ""
    search_text: str = ""
    summary: tuple[str, ...] = ()
    key_points: tuple[str, ...] = ()
    words: int = 0
    seconds: int = 0
    versions: Mapping[str, str] = field(default_factory=dict)


# ---------------------------------------------------------------- stories

RelatedKind = Literal["same_story", "earlier", "same_subject"]


@dataclass(frozen=True, slots=True)
class Link:
    """A related article: which, how, how near (0..1) and why (shared names and words, score
    parts, hours between)."""

    article_id: int
    kind: RelatedKind
    score: float
    reason: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Placement:
    """Where an article belongs. `story_id` is the index's own stable number; `is_new` says that
    this article founded it. `duplicate_of` is the earliest article with the same text but for
    edits. `merged` lists stories (from, into) that this article brought together, `moved` the
    articles that belong to another story than before, `follows` for each story that was made or
    changed the older one that it follows, if any. `near` are the nearest neighbours when it came,
    with their similarity, 0..1. `score` are the log-odds of its story, for a copy the share of the
    smaller text. `reason` explains it: parts of the similarity, shared terms, hours between."""

    article_id: int
    story_id: int
    is_new: bool = False
    duplicate_of: int | None = None
    related: tuple[Link, ...] = ()
    merged: tuple[tuple[int, int], ...] = ()
    moved: tuple[int, ...] = ()
    follows: Mapping[int, int | None] = field(default_factory=dict)
    near: tuple[tuple[int, float], ...] = ()
    score: float = 0.0
    reason: Mapping[str, Any] = field(default_factory=dict)
