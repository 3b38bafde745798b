"""Channels of one host that were one publisher become publishers of their own.

Only sources that are known by a host which serves many are looked at. The first channel keeps the
row, its page and what follows it; each other one gets a row, with its feeds and their articles.
"""

from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.utils.text import slugify

from octavo.formats.channels import channel_of, shared_host


def part_channels(apps: Apps, _: Any) -> None:
    """Part the sources of hosts that serve many by the channels of their feeds."""
    sources = apps.get_model("store", "Source").objects
    for source in list(sources.all()):
        address = f"https://{source.host}/"
        if not shared_host(address) or channel_of(address) == source.host:
            continue
        for feed in source.feeds.order_by("pk"):
            if key := channel_of(feed.url)[:200]:
                _give(apps, source, feed, key)


def _give(apps: Apps, source: Any, feed: Any, key: str) -> None:
    """Give a feed and its articles to the channel of this key."""
    sources = apps.get_model("store", "Source").objects
    own = sources.filter(host=key).first()
    if own is None and channel_of(f"https://{source.host}/") != source.host:
        source.name = (feed.title or key) if source.name == source.host else source.name
        source.host = key
        source.save(update_fields=["host", "name"])
        return
    if own is None:
        slug = f"{slugify(feed.title or key)[:60]}-{feed.pk}"
        own = sources.create(slug=slug, host=key, name=feed.title or key, policy=source.policy)
    if own.pk != source.pk:
        articles = apps.get_model("store", "Article").objects
        articles.filter(source=source, entries__feed=feed).update(source=own)
        feed.source = own
        feed.save(update_fields=["source"])


class Migration(migrations.Migration):
    dependencies = [("store", "0020_article_countries")]

    operations = [migrations.RunPython(part_channels, migrations.RunPython.noop)]
