"""The database brought up to this version: by one process at a time, and wholly or not at all.

a lock of the data folder ─► anything to do? ─► one transaction: every migration ─► commit
(let go by the system when its process ends, however it ends)
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from octavo.store.lock import only_writer

FILE = "upgrade.lock"
"""The file of the data folder that whoever upgrades holds."""


def upgrade(folder: Path) -> None:
    """Bring the database up to this version; wait where another process does. One that is killed
    meanwhile leaves the database as it was."""
    with _alone(folder):
        if is_behind():
            with _whole(), only_writer():
                if is_behind():
                    call_command("migrate", verbosity=0, interactive=False)


def is_behind() -> bool:
    """Whether the database lacks a migration of this version."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    with (folder / FILE).open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextmanager
def _whole() -> Iterator[None]:
    """A transaction that holds migrations. Django gives each one of its own and notes some as done
    after it: a process killed between would leave a database that no later start could mend.
    SQLite alters tables only while nothing checks references, which cannot be changed inside;
    PostgreSQL only where no check is put off to the end."""
    with connection.constraint_checks_disabled(), transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        yield
