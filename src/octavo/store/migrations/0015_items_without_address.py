"""Items without an address had one article between them, which each overwrote. It is given to the
item that wrote it last, and the others are read again when their feeds are next polled."""

from typing import Any

from django.apps.registry import Apps
from django.db import migrations


def part_items(apps: Apps, _: Any) -> None:
    """Give the article of the empty address to its last item, and forget the texts of the rest."""
    model = apps.get_model
    entries = model("store", "Entry").objects.filter(url="")
    if not entries.exists():
        return
    for article in model("store", "Article").objects.filter(url="").select_related("source"):
        mine = entries.filter(article=article).order_by("-id")
        last = mine.filter(title=article.headline).first() or mine.first()
        if last is not None:
            article.url, article.url_key = article.source.home or last.feed.url, last.key
            article.save(update_fields=["url", "url_key"])
            entries.filter(article=article).exclude(pk=last.pk).update(article=None)
    feeds = list(entries.order_by().values_list("feed", flat=True).distinct())
    entries.exclude(state="waiting").update(fingerprint="")
    states = model("store", "FeedState").objects.filter(feed__in=feeds)
    states.update(etag="", last_modified="", body_hash="")


class Migration(migrations.Migration):
    dependencies = [("store", "0014_field_words")]

    operations = [migrations.RunPython(part_items, migrations.RunPython.noop)]
