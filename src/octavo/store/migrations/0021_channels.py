"""Channels of one host that were one publisher become publishers of their own.

Only sources that are known by a host which serves many are looked at. The first channel keeps the
row, its page and what follows it; each other one gets a row, with its feeds and their articles.
"""

import re
from itertools import count
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.apps.registry import Apps
from django.db import migrations
from django.utils.text import slugify


def part_channels(apps: Apps, _: Any) -> None:
    """Part the sources of hosts that serve many by the channels of their feeds."""
    sources = apps.get_model("store", "Source").objects
    for source in list(sources.all()):
        address = f"https://{source.host}/"
        if shared_host(address) and channel_of(address) != source.host:
            _part(apps, source)


def _part(apps: Apps, source: Any) -> None:
    """Give each feed to its channel's source: this one the first time, then one of its own."""
    sources = apps.get_model("store", "Source").objects
    is_renamed = False
    for feed in source.feeds.order_by("pk"):
        key = channel_of(feed.url)[:200]
        own = sources.filter(host=key).first() if key else source
        if own is None and is_renamed:
            own = _made(sources, source, feed, key)
        elif own is None:
            source.name = (feed.title or key) if source.name == source.host else source.name
            source.host = key
            source.save(update_fields=["host", "name"])
            own = source
        is_renamed = is_renamed or source.host == key
        if own.pk != source.pk:
            articles = apps.get_model("store", "Article").objects
            articles.filter(source=source, entries__feed=feed).update(source=own)
            feed.source = own
            feed.save(update_fields=["source"])


def _made(sources: Any, source: Any, feed: Any, key: str) -> Any:
    base = slugify(feed.title or key)[:60] or "source"
    slugs = (f"{base}-{number}" for number in count(2))
    slug = next(slug for slug in slugs if not sources.filter(slug=slug).exists())
    return sources.create(slug=slug, host=key, name=feed.title or key, policy=source.policy)


# ------------------------------------------------ channels, as they were read when this was written

_NAME = r"([\w.~%-]+)"

_PATHS: tuple[tuple[str, str], ...] = (
    ("youtube.com", rf"(@{_NAME}|(?:channel|user|c)/{_NAME})"),
    ("reddit.com", rf"((?:r|user|u)/{_NAME})"),
    ("medium.com", rf"(?:feed/)?(?!m/|tag/|p/|search|topic/|me/|about)(@?{_NAME})"),
    ("substack.com", rf"(?:pub/|@){_NAME}"),
    ("soundcloud.com", rf"(?:users/soundcloud:users:)?(?!search|discover|charts|pages/){_NAME}"),
    ("buzzsprout.com", r"(\d+)"),
    ("libsyn.com", r"(\d+)"),
    ("podbean.com", rf"(?!media/|site/|search|podcast-detail/){_NAME}"),
    ("anchor.fm", rf"(?:s/)?{_NAME}"),
    ("spotify.com", rf"(?:pod/)?(show/{_NAME})"),
    ("simplecast.com", _NAME),
    ("megaphone.fm", _NAME),
    ("transistor.fm", _NAME),
    ("acast.com", rf"(?:public/shows/|s/)?{_NAME}"),
    ("spreaker.com", rf"(?:show|podcast)/{_NAME}"),
    ("audioboom.com", rf"channels/{_NAME}"),
    ("feedburner.com", _NAME),
    ("blogger.com", r"feeds/(\d+)"),
    ("podcasts.apple.com", r"(?:.*/)?(id\d+)"),
    ("bsky.app", rf"profile/{_NAME}"),
    ("t.me", rf"(?:s/)?{_NAME}"),
    ("vimeo.com", rf"(?!\d+(?:/|$)){_NAME}"),
    ("tumblr.com", rf"(?:blog/)?{_NAME}"),
    ("github.com", rf"({_NAME}/{_NAME})"),
)
"""Hosts and where the path names the channel."""

_LABELS = frozenset(host for host, _ in _PATHS) | {
    "wordpress.com", "blogspot.com", "beehiiv.com", "ghost.io", "livejournal.com", "hashnode.dev",
    "typepad.com", "bandcamp.com", "micro.blog", "squarespace.com", "wixsite.com",
}  # fmt: skip
"""Hosts whose channels have a label of their own: `name.substack.com`."""

_SHARED = frozenset(
    "www m feeds feed rss api old np new open blog blogs en de fr es music gaming play support "
    "help creators podcasters shows public sites mobile amp np i itunes".split()
)
"""Labels before those hosts that are the service's and no channel's."""

_WITHOUT_LABELS = frozenset({"youtube.com", "reddit.com", "github.com", "spotify.com", "t.me"})
"""Hosts whose labels are all the service's: `old.reddit.com`."""

_SUFFIX = re.compile(r"\.(?:rss|xml|atom|json)$")
_EXACT_CASE = re.compile(r"channel/|[0-9A-Za-z]{22}$")


def channel_of(url: str) -> str:
    """Returns the channel of an address on a host that serves many publishers, as host and
    account: `name.substack.com`, `youtube.com/@name`; "" for any other address, and for one of the
    service itself. Spellings of one channel that an address alone does not show to be the same
    (`youtube.com/@name` and its number) stay apart."""
    service = shared_host(url)
    if not service:
        return ""
    parts = urlsplit(url)
    host = (parts.hostname or "").rstrip(".")
    label = host.removesuffix(service).rstrip(".")
    if label and label not in _SHARED and service not in _WITHOUT_LABELS:
        return f"{label.removeprefix('www.')}.{service}"
    return _in_query(service, parts.query) or _in_path(service, unquote(parts.path).strip("/"))


def shared_host(url: str) -> str:
    """Returns the service that an address is of, where it serves many publishers, else ""."""
    try:
        host = (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""
    if re.search(r"(?:^|\.)blogspot\.(?:com?\.)?[a-z]{2,3}$", host):
        return host[host.index("blogspot.") :]
    if host == "youtu.be":
        return "youtube.com"
    labels = host.split(".")
    tails = (".".join(labels[at:]) for at in range(len(labels) - 1))
    return next((tail for tail in tails if tail in _LABELS), "")


def _in_query(service: str, query: str) -> str:
    """The channel that YouTube's feeds name: `videos.xml?channel_id=`."""
    if service != "youtube.com":
        return ""
    named = parse_qs(query)
    kinds = (("channel_id", "channel"), ("user", "user"), ("playlist_id", "playlist"),
             ("list", "playlist"))  # fmt: skip
    return next(
        (f"{service}/{kind}/{named[key][0]}" for key, kind in kinds if key in named),
        "",
    )


def _in_path(service: str, path: str) -> str:
    pattern = dict(_PATHS).get(service)
    found = re.match(rf"{pattern}(?:/|$)", _SUFFIX.sub("", path)) if pattern else None
    if found is None or found[1] in _SHARED:
        return ""
    name = found[1]
    name = name if _EXACT_CASE.search(name) else name.lower()
    if service in ("substack.com", "podbean.com", "tumblr.com"):
        return f"{name}.{service}"
    return f"{service}/{name}".replace("reddit.com/u/", "reddit.com/user/")


class Migration(migrations.Migration):
    dependencies = [("store", "0020_article_countries")]

    operations = [migrations.RunPython(part_channels, migrations.RunPython.noop)]
