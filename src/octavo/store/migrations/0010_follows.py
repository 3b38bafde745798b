from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0009_storylines"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="follows",
            field=models.JSONField(blank=True, default=list),
        ),
    ]
