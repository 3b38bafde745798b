"""Vowel signs and points are of a word in SQLite's text index, too. What it holds is dropped here, and
indexed anew by the next walk, the newest first."""

from django.db import migrations

CREATE = (
    "CREATE VIRTUAL TABLE store_search USING fts5(headline, body, content='',"
    ' tokenize="unicode61 remove_diacritics 0{categories}")'
)


def _remade(editor, categories):
    if editor.connection.vendor == "sqlite":
        editor.execute("DROP TABLE store_search")
        editor.execute(CREATE.format(categories=categories))
        editor.execute("DELETE FROM store_searchrow")


def forward(apps, editor):
    _remade(editor, " categories 'L* N* M* Co'")


def backward(apps, editor):
    _remade(editor, "")


class Migration(migrations.Migration):
    dependencies = [("store", "0021_channels")]
    operations = [migrations.RunPython(forward, backward)]
