"""An article is of all the countries that it is about, not only of the one named most.

Articles that are there already are of the one they had; what is read again gets all of its own.
"""

import django.db.models.deletion
from django.db import migrations, models

FIRST = """
INSERT INTO store_articlecountry (article_id, country, place, published)
SELECT id, country, 0, published FROM store_article WHERE country <> ''
"""


class Migration(migrations.Migration):
    dependencies = [("store", "0019_what_corrections_replaced")]

    operations = [
        migrations.CreateModel(
            name="ArticleCountry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("country", models.CharField(max_length=2)),
                ("place", models.PositiveSmallIntegerField(default=0)),
                ("published", models.DateTimeField()),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="countries",
                        to="store.article",
                    ),
                ),
            ],
            options={
                "ordering": ["article_id", "place"],
                "verbose_name_plural": "article countries",
            },
        ),
        migrations.RunSQL(FIRST, migrations.RunSQL.noop),
        migrations.AddIndex(
            "articlecountry",
            models.Index(fields=["country", "-published", "-article"], name="country_new"),
        ),
        migrations.AddConstraint(
            "articlecountry",
            models.UniqueConstraint(fields=["article", "country"], name="country_once"),
        ),
        migrations.RemoveIndex("article", "article_country"),
    ]
