"""What all tests share: a site of their own in a temporary folder, few hypothesis examples."""

import atexit
import gc
import os
import shutil

import pytest
from django.db import connection
from hypothesis import settings

settings.register_profile("octavo", max_examples=25, deadline=None)
settings.load_profile("octavo")


gc.set_threshold(50_000, 20, 20)
atexit.register(gc.freeze)
"""What a run leaves goes with its process: to look through it once more took a second."""


def pytest_collection_finish() -> None:
    """Thousands of collected tests live as long as the run: the collector need not look at them
    again and again (a tenth of the unit tests' time)."""
    gc.freeze()


@pytest.fixture(scope="session")
def voice() -> None:
    """espeak-ng; in CI it must be there."""
    if shutil.which("espeak-ng") is None:
        if os.environ.get("CI") == "true":
            pytest.fail("espeak-ng is missing; `make voice` installs it")
        pytest.skip("espeak-ng is not installed")


if connection.vendor == "postgresql":
    _sql_flush = connection.ops.sql_flush

    def _with_what_refers_to_them(*given, allow_cascade=False, **options):
        """The text and vector indexes refer to articles, and are no models' tables: emptying those
        of the models has to empty them too."""
        return _sql_flush(*given, allow_cascade=True, **options)

    connection.ops.sql_flush = _with_what_refers_to_them

    @pytest.fixture(scope="session")
    def django_db_setup(django_db_setup, django_db_blocker):
        """Articles that tests write by themselves have numbers far above those that the walk takes
        from its own counter."""
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute("ALTER TABLE store_article ALTER COLUMN id RESTART WITH 1000000")
