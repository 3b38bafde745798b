"""The generation of what visitors see: another one after every transaction that wrote any of it.

Each statement of each connection is looked at, whatever code it comes from; so no writer can forget
to say that something changed. The name of the new generation is written right after the commit: a
page made in between is new already, and one that was kept is old for that moment.
"""

import logging
import re
import secrets
import time
from collections.abc import Callable
from typing import Any

from django.db import DatabaseError, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

log = logging.getLogger(__name__)

KEY = "generation"
"""The setting that holds its name."""

FRESH_SECONDS = 0.1
"""How old the name may be that a process goes by: a query saved on most pages. Chosen by hand; not
measured."""

PRIVATE = frozenset(
    """django_session django_admin_log django_migrations auth_permission auth_group
    django_content_type account_emailaddress account_emailconfirmation store_entry store_feedstate
    store_attempt store_egressrecord store_mark store_storyvisit store_snapshot store_refusedpage
    store_replay store_hostmemory store_modelreply store_ownvector store_quarantine
    store_importedid store_keptrule store_knowledge store_textreport store_report
    store_vector""".split()
)
"""Tables of which no visitor's page is made. One that is new is not among them, and counts."""

_WRITE = re.compile(
    r"\s*(?:WITH\b.*?\b)?(?:(?:INSERT(?:\s+OR\s+\w+)?|REPLACE|MERGE)\s+INTO|UPDATE|DELETE\s+FROM"
    r"|COPY|TRUNCATE(?:\s+TABLE)?)\s+\"?(\w+)",
    re.IGNORECASE | re.DOTALL,
)


class _Watch:
    """Looks at what one connection executes."""

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.connection = connection
        self.is_renewing = False

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        result = execute(sql, params, many, context)
        written = _WRITE.match(sql)
        if written and written.group(1) not in PRIVATE and not self._is_noted():
            transaction.on_commit(self._renew, using=self.connection.alias)
        return result

    def _is_noted(self) -> bool:
        noted = (entry[1] for entry in self.connection.run_on_commit)
        return self.is_renewing or any(work == self._renew for work in noted)

    def _renew(self) -> None:
        """Name a new generation; where the database does not let us, pages are old for the minute
        that they are kept at most."""
        self.is_renewing = True
        try:
            _put(secrets.token_hex(8))
        except DatabaseError as error:
            log.warning("no new generation: %s", error)
        finally:
            self.is_renewing = False
            _seen["at"] = 0.0


def _put(name: str) -> None:
    from octavo.store.models import SiteSetting

    if not SiteSetting.objects.filter(key=KEY).update(value=name):
        SiteSetting.objects.get_or_create(key=KEY, defaults={"value": name})


def watch(connection: BaseDatabaseWrapper, **_: object) -> None:
    """Have a connection's statements looked at: a receiver of Django's `connection_created`."""
    if not any(isinstance(one, _Watch) for one in connection.execute_wrappers):
        connection.execute_wrappers.append(_Watch(connection))


_seen: dict[str, Any] = {"at": 0.0, "name": ""}


def generation() -> str:
    """The name of the generation, at most FRESH_SECONDS old. Where it is another one than before,
    the site's settings are read afresh. Raises DatabaseError."""
    from octavo.store import site_settings

    if time.monotonic() - _seen["at"] > FRESH_SECONDS:
        name = str(site_settings.direct(KEY, ""))
        if name != _seen["name"]:
            site_settings.forget()
        _seen.update(at=time.monotonic(), name=name)
    return str(_seen["name"])
