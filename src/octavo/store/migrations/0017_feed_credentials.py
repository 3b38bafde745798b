"""Names and passwords leave the addresses of feeds, where every reader could see them, and are kept
encrypted."""

from typing import Any

from django.apps.registry import Apps
from django.db import migrations, models

from octavo.formats.urls import parted
from octavo.store.sealed import sealed

WITH_NAME = r"^https?://[^/?#]*@"


def part_credentials(apps: Apps, _: Any) -> None:
    """Take names and passwords out of all addresses of feeds."""
    model = apps.get_model
    feeds = model("store", "Feed").objects
    for feed in feeds.filter(url__regex=WITH_NAME):
        bare, word = parted(feed.url)
        # Two people's ways to one feed were two rows, and stay two.
        feed.url = f"{bare}#{feed.pk}" if feeds.filter(url=bare).exists() else bare
        feed.credentials = sealed(f"{word} {bare}")
        feed.save(update_fields=["url", "credentials"])
    for name, field in (("Source", "home"), ("FeedState", "moved_to"), ("Attempt", "url"),
                        ("Quarantine", "url")):  # fmt: skip
        for row in model("store", name).objects.filter(**{f"{field}__regex": WITH_NAME}):
            setattr(row, field, parted(getattr(row, field))[0])
            row.save(update_fields=[field])


class Migration(migrations.Migration):
    dependencies = [("store", "0016_set_up")]

    operations = [
        migrations.AddField(
            "feed", "credentials", models.TextField(blank=True, default="", editable=False)
        ),
        migrations.RunPython(part_credentials, migrations.RunPython.noop),
    ]
