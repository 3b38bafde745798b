"""The one writer: who places articles or changes stories does so alone."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

LOCK = 0x0C7A70
"""PostgreSQL's advisory lock for the walk; SQLite's IMMEDIATE transactions need none."""


@contextmanager
def only_writer() -> Iterator[None]:
    """A transaction in which nobody else places articles or changes stories."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        yield
