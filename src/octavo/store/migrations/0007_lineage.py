import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0006_rules_reports_replays"),
    ]

    operations = [
        migrations.CreateModel(
            name="Lineage",
            fields=[
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="lineage",
                        serialize=False,
                        to="store.article",
                    ),
                ),
                ("agency", models.CharField(blank=True, max_length=200)),
                ("share", models.FloatField(default=0.0)),
                ("added", models.JSONField(blank=True, default=list)),
                ("cut", models.JSONField(blank=True, default=list)),
                ("added_count", models.PositiveIntegerField(default=0)),
                ("cut_count", models.PositiveIntegerField(default=0)),
                ("reworded", models.PositiveIntegerField(default=0)),
                ("has_own_headline", models.BooleanField(default=True)),
                ("mark", models.CharField(max_length=32)),
                (
                    "origin",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="store.article",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="store.article",
                    ),
                ),
            ],
            options={
                "ordering": ["article_id"],
            },
        ),
    ]
