"""Articles have a cross-lingual vector, to be compared with those in other languages. What is stored
has none until it is read again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0025_model_replies")]
    operations = [
        migrations.AddField("knowledge", "cross_lingual", models.BinaryField(null=True)),
    ]
