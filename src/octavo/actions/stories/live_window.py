"""The live story window over the store: refilled at start, kept in step with other writers.

Articles are placed inside the transaction that stores them. Whoever else stores articles meanwhile
(an import beside a running server) is caught up with first: new rows by id; a merge, a removal or
an editor's correction bumps the `epoch`, and the window is refilled whole.
"""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from octavo.actions.stories import corrections
from octavo.store import codec, site_settings
from octavo.store.models import Article as ArticleRow
from octavo.store.models import Knowledge, Story
from octavo.stories.index.live_stories import lookup_keys, phonetic_lookup_keys
from octavo.stories.similarity.features import ArticleFeatures, StoredFeatures, lookup_head
from octavo.stories.window.live_window import Window
from octavo.stories.window.restore import StoredArticle
from octavo.types import Analysis, Article, Link, Placement

FORGET_EVERY = timedelta(hours=1)
"""How often old articles leave the window: they are days old, so an hour does not matter."""

CHUNK = 2000
"""Rows read at a time while the window is filled, so that they are not all in memory at once."""

_STORED_NAME = {"phonetic_names": "sounds"}
"""Fields whose name in stored JSON is older than the field's."""

_SETS = ("numbers", "leading_numbers")
"""Fields that are stored as lists, sorted."""

_PACKED = ("terms", "headline_terms", "entities", *_SETS, "leading_names", "phonetic_names",
           "language", "wire", "words")  # fmt: skip
"""The fields of ArticleFeatures that are stored as JSON; the others have columns of their own."""

assert {f.name for f in fields(ArticleFeatures)} == {
    *_PACKED, "article_id", "source_id", "published", "vector", "cross_lingual", "fingerprint",
    "text_hash",
}  # fmt: skip


class LiveWindow:
    """The window of the last `days`. One placer at a time: call only inside the walk's
    transaction."""

    def __init__(self, days: float) -> None:
        self.days = days
        self._window: Window | None = None
        self._last_id = 0
        self._epoch = -1
        self._merged = False
        self._forgot = datetime.min.replace(tzinfo=UTC)
        self.placed: dict[int, ArticleFeatures] = {}

    def __len__(self) -> int:
        """How many articles are in it."""
        return len(self._window) if self._window else 0

    def catch_up(self) -> None:
        """Take in what others stored; refill from the store when there is nothing to build on."""
        epoch = int(site_settings.direct("epoch", 0))
        self.placed = {}
        if self._window is None or epoch != self._epoch:
            newest = Story.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
            given = max(int(site_settings.direct("next_story", 0)), newest + 1)
            self._window, self._last_id, self._epoch = Window(next_story_id=given), 0, epoch
            self._window.constrain(corrections.constraints())
        self._window.restore(self._stored())

    def _stored(self) -> Iterator[StoredArticle]:
        """What the store holds after the last article we saw, in the order it was placed."""
        since = datetime.now(UTC) - timedelta(days=self.days)
        rows = Knowledge.objects.filter(article_id__gt=self._last_id, published__gte=since)
        for row in stored_articles(rows):
            self._last_id = row.features.article_id
            yield row

    def place(
        self, article_id: int, source_id: int, article: Article, analysis: Analysis
    ) -> Placement:
        """Where a new article belongs."""
        assert self._window is not None, "catch_up comes first"
        features = ArticleFeatures.of(article_id, source_id, article, analysis)
        self.placed[article_id] = features
        self._last_id = max(self._last_id, article_id)
        placement = self._window.place(features)
        self._merged = self._merged or bool(placement.merged or placement.moved)
        return placement

    def story_of(self, article_id: int) -> int | None:
        """The story an article is in by now: later ones may have moved it."""
        assert self._window is not None, "catch_up comes first"
        return self._window.story_of(article_id)

    def related(self, article_id: int) -> tuple[Link, ...]:
        """What is related to an article by now."""
        assert self._window is not None, "catch_up comes first"
        return self._window.related(article_id)

    def keep_pace(self) -> None:
        """Before commit: tell others of merges and moves, remember which story number is next, let
        go of what is past the window."""
        assert self._window is not None
        site_settings.put("next_story", self._window.next_story_id)
        if self._merged:
            self._epoch, self._merged = site_settings.bump("epoch"), False
        now = datetime.now(UTC)
        if now - self._forgot > FORGET_EVERY:
            self._window.forget(now - timedelta(days=self.days))
            self._forgot = now

    def discard(self) -> None:
        """Forget everything: the next batch starts from the store."""
        self._window, self._last_id, self._merged = None, 0, False


def stored_articles(rows: QuerySet[Knowledge]) -> Iterator[StoredArticle]:
    """What the store knows of these articles, those in no story left out, in the order in which
    they were placed."""
    above: dict[int, int] | None = None
    found = rows.order_by("article_id").values_list(
        "article_id", "article__source_id", "published", "known", "vector", "cross_lingual",
        "fingerprint", "text_hash", "article__story_id", "article__duplicate_of_id", "near",
    )  # fmt: skip
    for (
        number,
        source,
        published,
        packed,
        vector,
        cross,
        mark,
        text_hash,
        story,
        copy_of,
        near,
    ) in found.iterator(chunk_size=CHUNK):
        if story is not None:
            features = _stored_features(
                bytes(packed),
                article_id=number,
                source_id=source,
                published=published,
                vector=bytes(vector),
                cross_lingual=bytes(cross or b""),
                fingerprint=bytes(mark),
                text_hash=text_hash,
            )
            if copy_of is not None:
                above = _copied_copies() if above is None else above
                copy_of = _root(copy_of, above)
            yield StoredArticle(features, story, copy_of, bytes(near))


def _copied_copies() -> dict[int, int]:
    """Copies that others are copies of, each with its original: those stand for an original that
    has left the window."""
    copies = ArticleRow.objects.filter(duplicate_of__isnull=False)
    rows = copies.filter(pk__in=copies.values("duplicate_of"))
    return {number: int(of) for number, of in rows.values_list("pk", "duplicate_of") if of}


def _root(number: int, above: Mapping[int, int]) -> int:
    seen = {number}
    while (of := above.get(number)) is not None and of not in seen:
        seen.add(of)
        number = of
    return number


MARK = b"K1\x1d"
"""How a packed article begins whose head stands before the rest: the words and the language that it
is looked up by, to be read without unpacking it. Change it when `live_stories.lookup_keys`
changes."""


def packed_features(features: ArticleFeatures) -> bytes:
    """The fields that have no column, packed, what it is looked up by before them."""
    values: dict[str, Any] = {
        _STORED_NAME.get(name, name): getattr(features, name) for name in _PACKED
    }
    values |= {name: sorted(values[name]) for name in _SETS}
    body = {k: dict(v) if hasattr(v, "items") else v for k, v in values.items()}
    head = lookup_head(lookup_keys(features), phonetic_lookup_keys(features))
    front = f"{features.language}\x1d{features.words}\x1d{head}\x1d"
    return MARK + front.encode("utf-8", "replace") + codec.packed_json(body)


def _stored_features(packed: bytes, **columns: Any) -> ArticleFeatures:
    """An article whose words stay packed until they are needed; opened now, where it was packed
    before it had a head, or with another."""
    if not packed.startswith(MARK):
        return ArticleFeatures(**columns, **unpacked(packed))
    language, words, head, body = packed[len(MARK) :].split(b"\x1d", 3)
    return StoredFeatures(
        head.decode("utf-8"),
        body,
        _unpacked,
        language=language.decode(),
        words=int(words),
        **columns,
    )


def unpacked(packed: bytes) -> dict[str, Any]:
    """All that is packed of an article, whatever its head, if it has one."""
    return _unpacked(packed.split(b"\x1d", 4)[4] if packed[:1] == MARK[:1] else packed)


def _unpacked(body: bytes) -> dict[str, Any]:
    values: dict[str, Any] = codec.unpacked_json(body)
    for name, stored in _STORED_NAME.items():
        if stored in values:
            values[name] = values.pop(stored)
    sets = {name: frozenset(values.get(name, ())) for name in _SETS}
    return {"leading_names": {}} | values | sets
