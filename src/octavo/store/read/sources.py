"""Sources and countries, and what there is of each."""

from octavo.store import site_settings
from octavo.store.models import Source


def source(slug: str) -> Source | None:
    """A source by its slug."""
    return Source.objects.filter(slug=slug).first()


def sources() -> list[Source]:
    """All sources by country and name, with the number of their articles as last counted."""
    counted = site_settings.direct("articles_of_sources", {})
    rows = list(Source.objects.order_by("country", "name", "id"))
    for row in rows:
        row.articles_count = counted.get(str(row.pk), 0)  # type: ignore[attr-defined]
    return rows


def countries() -> list[tuple[str, int]]:
    """Countries with articles, most first, as last counted."""
    return [(code, count) for code, count in site_settings.direct("articles_of_countries", [])]
