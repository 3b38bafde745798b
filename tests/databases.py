"""Databases for sites in processes of their own: a file of the site's folder, or, where the tests
run on PostgreSQL, a new database of that server."""

import os
import secrets
from urllib.parse import urlsplit, urlunsplit


def new_database() -> dict[str, str]:
    """The settings of a site on an empty database; none on SQLite, whose file is the site's own."""
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        return {}
    import psycopg

    name = f"site_{secrets.token_hex(4)}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return {"DATABASE_URL": urlunsplit(urlsplit(url)._replace(path=f"/{name}"))}
