"""A site that has an admin has been set up: it stays so when the last admin goes."""

from typing import Any

from django.apps.registry import Apps
from django.db import migrations


def shut(apps: Apps, _: Any) -> None:
    """Shut the set-up door where somebody looks after the site."""
    if apps.get_model("store", "User").objects.filter(role="admin").exists():
        settings = apps.get_model("store", "SiteSetting").objects
        settings.get_or_create(key="set_up", defaults={"value": True})


class Migration(migrations.Migration):
    dependencies = [("store", "0015_items_without_address")]

    operations = [migrations.RunPython(shut, migrations.RunPython.noop)]
