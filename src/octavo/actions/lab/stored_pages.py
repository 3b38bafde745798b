"""Stored pages as they are read again: by article, by refused entry, or the latest of a host."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db.models import Q, QuerySet

from octavo.actions.article_rows import Reading
from octavo.actions.lab import publisher_rules
from octavo.extract.rules.rule import Rule, packed_rule_for
from octavo.formats.urls import site
from octavo.store import codec
from octavo.store.feed_queue import host_memories
from octavo.store.models import RefusedPage, Snapshot
from octavo.types import Analysis, Article, Entry, Page

NEVER = 2**62
"""Above every number of an article or entry."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A page as it waits to be read again: its HTML beside it, packed. Of an article, or of an
    entry that was refused."""

    page: Page
    packed: bytes
    source_id: int
    article_id: int | None = None
    entry_id: int | None = None
    packed_entry: bytes = b""

    @property
    def whole(self) -> Page:
        """The page with its HTML."""
        html = codec.unpacked(self.packed).decode("utf-8", "replace") if self.packed else ""
        return replace(self.page, html=html)

    def reading(self, clean: Article, analysis: Analysis) -> Reading:
        """The same as it comes out of the walk."""
        return Reading(
            self.source_id, clean, analysis, self.entry_id, self.packed,
            self.page.final_url, self.packed_entry,
        )  # fmt: skip


def hosts(host: str) -> list[str]:
    """The host and those below it of which pages are stored. Looked up in the index of hosts alone:
    asking each page for the end of its host's name would read through all pages."""
    known = Snapshot.objects.order_by("host").values_list("host", flat=True).distinct()
    refused = RefusedPage.objects.order_by("host").values_list("host", flat=True).distinct()
    return sorted({host, *(one for one in (*known, *refused) if one.endswith(f".{host}"))})


def of_article(number: int) -> Stored | None:
    """The stored page of an article, None where it is past its keeping."""
    return next(iter(_articles(Snapshot.objects.filter(pk=number))), None)


def of_refused(entry: int) -> Stored | None:
    """The stored page of an entry that was refused."""
    return next(iter(_refused(RefusedPage.objects.filter(pk=entry))), None)


def articles_below(names: Sequence[str], upto: int = NEVER, size: int = 50) -> list[Stored]:
    """The latest pages of these hosts that became articles, below a number."""
    rows = Snapshot.objects.filter(host__in=names, article__lt=upto).order_by("-article_id")
    ids = list(rows.values_list("pk", flat=True)[:size])
    return _articles(Snapshot.objects.filter(pk__in=ids).order_by("-article_id"))


def refused_below(names: Sequence[str], upto: int = NEVER, size: int = 50) -> list[Stored]:
    """The latest pages of these hosts that were refused, below a number."""
    rows = RefusedPage.objects.filter(host__in=names, refused__lt=upto).order_by("-refused_id")
    ids = list(rows.values_list("pk", flat=True)[:size])
    return _refused(RefusedPage.objects.filter(pk__in=ids).order_by("-refused_id"))


def count(host: str) -> int:
    """How many pages of a host are stored."""
    of_it = Q(host__in=hosts(host))
    return Snapshot.objects.filter(of_it).count() + RefusedPage.objects.filter(of_it).count()


def with_what_is_known(
    pages: Sequence[Stored], rules: Sequence[Rule] | None = None
) -> list[Stored]:
    """The pages with what is remembered of their hosts and with the rules that speak of them: those
    that are kept, or the given ones."""
    if not pages:
        return []
    held = host_memories(site(one.page.url) for one in pages)
    speaking = publisher_rules.rules() if rules is None else rules
    return [_known(one, held, speaking) for one in pages]


def _known(one: Stored, held: dict[str, bytes], rules: Sequence[Rule]) -> Stored:
    page = one.page
    said = packed_rule_for(rules, page.final_url or page.url, page.fetched.date())
    return replace(one, page=replace(page, memory=held.get(site(page.url), b""), rules=said))


def _articles(rows: QuerySet[Snapshot]) -> list[Stored]:
    return [_of_article(row) for row in rows.select_related("article")]


def _of_article(row: Snapshot) -> Stored:
    article = row.article
    entry = _entry(bytes(row.entry)) or Entry(
        feed_id=0,
        key="",
        url=article.url,
        title=article.headline,
        summary=article.dek,
        published=article.published,
        language=article.language,
    )
    page = Page(entry.url or article.url, "", row.fetched, entry, row.url or article.url)
    return Stored(page, bytes(row.page), article.source_id, row.pk, None, bytes(row.entry))


def _refused(rows: QuerySet[RefusedPage]) -> list[Stored]:
    return [_of_refused(row) for row in rows.select_related("refused__feed")]


def _of_refused(row: RefusedPage) -> Stored:
    entry = _entry(bytes(row.entry))
    page = Page(entry.url if entry else row.url, "", row.fetched, entry, row.url)
    source = row.refused.feed.source_id
    return Stored(page, bytes(row.page), source, None, row.pk, bytes(row.entry))


def _entry(packed: bytes) -> Entry | None:
    return codec.unpacked_entry(packed) if packed else None
