"""Which worker has a feed or an entry in hand."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0017_feed_credentials")]

    operations = [
        migrations.AddField("entry", "holder", models.BigIntegerField(editable=False, null=True)),
        migrations.AddField(
            "feedstate", "holder", models.BigIntegerField(editable=False, null=True)
        ),
    ]
