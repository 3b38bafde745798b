"""Settings made on the site itself, read once every few seconds at most."""

import time
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import Exists

from octavo.store.models import SiteSetting, Source

FRESH_SECONDS = 5.0
"""How old a setting may be in another process: a query saved on every page."""

CLOCK = "clock"
"""The setting that holds how the clock goes: `last` look, even `since`, leapt `from` and `to`."""

TOO_MANY = "too_many_to_tidy"
"""The setting that holds how many articles tidying would have taken at once and did not."""

LANGUAGES = "languages"
"""The setting that holds the languages of all articles that were ever stored."""

INDEXED_WORDS = "indexed_words"
"""The setting that holds the version of the words in the search index, and the id below which
articles are still indexed by an older one: 0 when none are."""

TOLD = "told"
"""The setting that holds the version by which stored articles were read for what they tell, and the
id below which some were still read by an older one: 0 when none were."""

OWN_VECTORS = "own_vectors"
"""The setting that holds the name of the owner's encoder, and the ids from and to which articles
have their vectors by it."""

DEFAULTS: dict[str, Any] = {
    "site_name": "Octavo",
    "registration_open": False,
    "air_gap": False,
    "comments_open": True,
    "moderation": "usual",
    "visitors_report": False,
    "needs_login": False,
    "set_up": False,
}

_cache: dict[str, Any] = {"at": 0.0, "values": {}, "turn": 0}


def values() -> dict[str, Any]:
    """All settings, defaults included, and `excerpt_sources`, the names of the sources that show
    visitors an excerpt only; at most FRESH_SECONDS old in another process."""
    kept: dict[str, Any] = _cache["values"]
    if time.monotonic() - _cache["at"] > FRESH_SECONDS or not kept:
        turn, kept = _cache["turn"], _read()
        if turn == _cache["turn"]:  # else they were forgotten meanwhile, and may be old already
            _cache.update(values=kept, at=time.monotonic())
    return kept


def _read() -> dict[str, Any]:
    """All settings in one query, for it is a page's; in two where a source shows excerpts only."""
    sources = Source.objects.filter(policy=Source.Policy.EXCERPT).order_by()
    rows = list(
        SiteSetting.objects.annotate(has=Exists(sources)).values_list("key", "value", "has")
    )
    is_any = rows[0][2] if rows else True
    names = frozenset(sources.values_list("name", flat=True)) if is_any else frozenset()
    return DEFAULTS | {key: value for key, value, _ in rows} | {"excerpt_sources": names}


def value(key: str, default: Any = None) -> Any:
    """One setting."""
    return values().get(key, default)


def set_value(key: str, new: Any) -> None:
    """Keep a setting; other processes see it within FRESH_SECONDS."""
    with transaction.atomic():
        SiteSetting.objects.update_or_create(key=key, defaults={"value": new})
    forget()


def forget() -> None:
    """Read afresh next time."""
    _cache.update(values={}, at=0.0, turn=_cache["turn"] + 1)


def bump(key: str) -> int:
    """Count a setting up by one, inside the caller's transaction; returns the new value."""
    row, _ = SiteSetting.objects.get_or_create(key=key, defaults={"value": 0})
    row.value = int(row.value) + 1
    row.save(update_fields=["value"])
    return int(row.value)


def direct(key: str, default: Any = None) -> Any:
    """One setting, read now and not from memory."""
    return SiteSetting.objects.filter(key=key).values_list("value", flat=True).first() or default


def put(key: str, value: Any) -> None:
    """Keep a setting inside the caller's transaction, where it need not be seen at once."""
    SiteSetting.objects.update_or_create(key=key, defaults={"value": value})


def database_answers() -> bool:
    """Whether the database answers a question now."""
    try:
        SiteSetting.objects.values_list("key").first()
    except DatabaseError:
        return False
    return True
