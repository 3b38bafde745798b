import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0008_corrections"),
    ]

    operations = [
        migrations.AddField(
            model_name="story",
            name="storyline",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="steps",
                to="store.story",
            ),
        ),
    ]
