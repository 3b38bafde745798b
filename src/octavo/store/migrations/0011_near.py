from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0010_follows"),
    ]

    operations = [
        migrations.AddField(
            model_name="knowledge",
            name="near",
            field=models.BinaryField(default=b""),
        ),
    ]
