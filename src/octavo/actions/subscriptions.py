"""Which feeds are followed: adding, listing, importing, and taking the demo press away."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.text import slugify

from octavo.errors import UsageError
from octavo.fetch.opml import Subscription
from octavo.formats import urls
from octavo.formats.channels import channel_of, shared_host
from octavo.store import site_settings
from octavo.store.models import (
    Edition,
    EgressRecord,
    Feed,
    FeedState,
    Hashtag,
    Source,
    Story,
)
from octavo.types import Article

FEED_HOSTS = re.compile(r"^(www\d?|feeds?|rss|m|mobile|amp)\.", re.I)
"""First labels of a host that do not tell publishers apart."""


@dataclass(frozen=True, slots=True)
class Subscribed:
    """A feed that is followed, and whether it was not before."""

    feed: Feed
    is_new: bool


def identity(home: str, feed_url: str) -> str:
    """What tells a publisher from others: its channel where one host serves many, else the host of
    its home, with the path where several publishers share a host. The home that a service gives to
    all of its channels says nothing."""
    is_service = bool(shared_host(home or feed_url))
    named = channel_of(home) or (channel_of(feed_url) if is_service else "")
    if named:
        return named[:200]
    parts = urlsplit(feed_url if is_service else home or feed_url)
    name = FEED_HOSTS.sub("", parts.netloc.rpartition("@")[2].lower())
    path = parts.path.rstrip("/") if home or is_service else ""
    return f"{name}{path}"[:200]


def subscribe(wanted: Iterable[Subscription], *, is_demo: bool = False) -> list[Subscribed]:
    """Follow these feeds; those that are followed already stay as they are."""
    with transaction.atomic():
        return [_subscribe(one, is_demo=is_demo) for one in wanted]


def _subscribe(one: Subscription, *, is_demo: bool) -> Subscribed:
    if urlsplit(one.url).scheme not in {"http", "https"}:
        raise UsageError(f"{one.url!r} is not a web address")
    bare, password = urls.parted(one.url)
    if feed := Feed.objects.filter(url=bare).select_related("source").first():
        if password:
            feed.url = one.url
            feed.save(update_fields=["url", "credentials"])
        return Subscribed(feed, is_new=False)
    home = urls.parted(one.home)[0]
    key = identity(home, bare)
    source, _ = Source.objects.get_or_create(
        host=key,
        defaults={
            "slug": free_slug(one.title or key),
            "name": (one.title or key)[:200],
            "home": home[:2000],
            "language": one.language[:8],
            "country": one.country[:2].upper(),
            "is_demo": is_demo,
        },
    )
    kind = "sitemap" if "sitemap" in urlsplit(one.url).path.lower() else "feed"
    feed = Feed.objects.create(
        source=source, url=one.url[:2000], title=one.title[:200], folder=one.folder[:200], kind=kind
    )
    FeedState.objects.create(feed=feed)
    return Subscribed(feed, is_new=True)


def free_slug(name: str) -> str:
    """A slug nobody has: the name's own, with a number where it is taken."""
    base = slugify(name)[:60] or slugify(name, allow_unicode=False) or "source"
    taken = set(Source.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    number, slug = 1, base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug


def source_named(name: str, *, language: str = "", host: str = "") -> Source:
    """The source of articles that come by hand, made when it is not there. A source with the same
    name is the same source."""
    name = name.strip()[:200] or "Unknown source"
    found = Source.objects.filter(name__iexact=name).first()
    if found:
        return found
    key = (host or f"import:{name.casefold()}")[:200]
    source, _ = Source.objects.get_or_create(
        host=key, defaults={"slug": free_slug(name), "name": name, "language": language[:8]}
    )
    return source


def source_of(article: Article) -> Source:
    """The source of an article that comes by hand: by the name that its page gives, but the channel
    where its host serves many, whose own name that would be."""
    host = urls.host(article.url)
    key = channel_of(article.url)[:200]
    if not key:
        name = article.source_name or host
        return source_named(name, language=article.language, host=host)
    service = shared_host(article.url).partition(".")[0]
    given = article.source_name.strip()[:200]
    name = key if given.casefold() in ("", service) else given
    made = {"slug": free_slug(name), "name": name, "language": article.language[:8]}
    return Source.objects.get_or_create(host=key, defaults=made)[0]


def all_feeds() -> list[Subscription]:
    """Every feed that is followed, the demo's left out."""
    rows = Feed.objects.filter(source__is_demo=False).exclude(kind="import")
    return [
        Subscription(
            url=row.url,
            title=row.title or row.source.name,
            home=row.source.home,
            folder=row.folder,
            language=row.source.language,
            country=row.source.country,
        )
        for row in rows.select_related("source").order_by("folder", "source__name", "id")
    ]


def remove_demo() -> int:
    """Take the demo press away, whole: sources, articles, stories, its part of the editions and of
    the ledger (its requests never left the machine). Returns how many articles went. What is not
    the demo's is not touched."""
    with transaction.atomic():
        sources = Source.objects.filter(is_demo=True)
        gone, counts = sources.delete()
        while Story.objects.filter(articles=None, merged=None).delete()[0]:
            pass  # a story goes when those that were merged into it have gone
        Hashtag.objects.filter(taggings=None).delete()
        EgressRecord.objects.filter(host__in=site_settings.value("demo_hosts") or ()).delete()
        _thin_editions()
        site_settings.set_value("demo_removed", True)
        site_settings.set_value("demo_hosts", [])
        site_settings.bump("epoch")
    return counts.get("store.Article", 0) if gone else 0


def _thin_editions() -> None:
    """Editions tell only stories that are there; one that is left with none goes."""
    there = set(Story.objects.values_list("pk", flat=True))
    for edition in Edition.objects.order_by("pk"):
        edition.stories = [one for one in edition.stories if one["story"] in there]
        if edition.episode is not None:
            edition.episode = [one for one in edition.episode if one["story"] in there]
        if edition.stories or edition.episode:
            edition.save(update_fields=["stories", "episode"])
        else:
            edition.delete()
