"""The gateway's rules as this site's settings make them."""

from django.conf import settings

from octavo.gateway import Rules
from octavo.store import site_settings


def is_shut() -> bool:
    """Whether the air gap is closed, by the environment or by a switch of the admin."""
    return settings.AIR_GAP or bool(site_settings.value("air_gap"))


def for_walk() -> Rules:
    """The rules of the walk: polite, safe, and shut when the air gap is on."""
    return Rules(
        air_gap=is_shut(),
        allow_private=settings.FETCHER_ALLOW_PRIVATE_NETWORKS,
        allowed=tuple(site_settings.value("demo_hosts") or ()),
        user_agent=settings.USER_AGENT,
        per_host_gap=settings.FETCH_HOST_GAP,
        concurrency=settings.FETCH_CONCURRENCY,
        turns=str(settings.DATA / "turns"),
    )


def for_pictures() -> Rules:
    """The rules of the picture proxy: one request, soon, not too large."""
    return Rules(
        air_gap=is_shut(),
        allow_private=settings.FETCHER_ALLOW_PRIVATE_NETWORKS,
        allowed=tuple(site_settings.value("demo_hosts") or ()),
        user_agent=settings.USER_AGENT,
        per_host_gap=0.0,
        timeout=12.0,
    )
