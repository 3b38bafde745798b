"""The text index and the vector index: raw tables, for what each database does best."""

from django.db import migrations

SQLITE = [
    "CREATE TABLE store_searchrow (id INTEGER PRIMARY KEY AUTOINCREMENT, article_id BIGINT UNIQUE"
    " NOT NULL REFERENCES store_article(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED)",
    "CREATE VIRTUAL TABLE store_search USING fts5(headline, body, content='',"
    ' tokenize="unicode61 remove_diacritics 0")',
]
POSTGRES = [
    "CREATE TABLE store_search (article_id BIGINT PRIMARY KEY REFERENCES store_article(id)"
    " ON DELETE CASCADE, words TSVECTOR NOT NULL)",
    "CREATE INDEX store_search_words ON store_search USING gin (words)",
    "CREATE EXTENSION IF NOT EXISTS vector",
    "CREATE TABLE store_vector (article_id BIGINT PRIMARY KEY REFERENCES store_article(id)"
    " ON DELETE CASCADE, vector HALFVEC(384) NOT NULL)",
    "CREATE INDEX store_vector_near ON store_vector USING hnsw (vector halfvec_cosine_ops)",
]
DROP = {
    "sqlite": ["DROP TABLE store_search", "DROP TABLE store_searchrow"],
    "postgresql": ["DROP TABLE store_vector", "DROP TABLE store_search"],
}


def _run(statements, editor):
    for statement in statements:
        editor.execute(statement)


def forward(apps, editor):
    _run(SQLITE if editor.connection.vendor == "sqlite" else POSTGRES, editor)


def backward(apps, editor):
    _run(DROP[editor.connection.vendor], editor)


class Migration(migrations.Migration):
    dependencies = [("store", "0001_tables")]
    operations = [migrations.RunPython(forward, backward)]
