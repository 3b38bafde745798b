"""Gold of the owner's own: what editors corrected, as pairs, and how much of it the clusterer of
today would get right by itself."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from octavo.actions.stories import corrections
from octavo.actions.stories.live_window import stored_articles
from octavo.store import site_settings
from octavo.store.models import Article, Correction, Knowledge
from octavo.stories.placing.constraints import Constraint
from octavo.stories.window.live_window import Window

AROUND = timedelta(days=14)
"""What came so long before and after a corrected article is placed again with it."""

RESULT = "corrections_bench"
"""The setting that keeps the last result, for the page."""


@dataclass(frozen=True, slots=True)
class Result:
    """Pairs that belong together and apart, and how many of each were right without an editor."""

    together: int = 0
    joined: int = 0
    apart: int = 0
    parted: int = 0

    @property
    def pairs(self) -> int:
        """How many pairs editors have spoken of."""
        return self.together + self.apart

    @property
    def right(self) -> int:
        """How many of them are right."""
        return self.joined + self.parted


def pairs() -> Iterator[dict[str, Any]]:
    """Every pair that editors have spoken of and not taken back, the oldest correction first: both
    articles, whether they belong together, and who says so, when and why."""
    rules = corrections.constraints().all
    rows = Correction.objects.select_related("made_by").in_bulk([r.correction for r in rules])
    articles = Article.objects.only("url", "headline", "language", "published").in_bulk(
        {article for rule in rules for article in rule.articles | rule.others}
    )
    for rule in rules:
        for one, other, together in rule.pairs():
            yield {
                "one": _told(articles[one]),
                "other": _told(articles[other]),
                "together": together,
                **_about(rows[rule.correction]),
            }


def _told(article: Article) -> dict[str, Any]:
    return {
        "id": article.pk,
        "url": article.url,
        "title": article.headline,
        "lang": article.language,
        "time": article.published.isoformat(),
    }


def _about(correction: Correction) -> dict[str, Any]:
    return {
        "deed": correction.kind,
        "by": correction.made_by.username if correction.made_by else None,
        "at": correction.made_at.isoformat(),
        "why": correction.why,
    }


def measured() -> Result:
    """The corrections beside what a clusterer that had heard of none would have done: the articles
    around each are placed again, in the order in which they came."""
    rules = corrections.constraints().all
    story_of: dict[int, int | None] = {}
    wanted = {article for rule in rules for article in rule.articles | rule.others}
    for first, last in _spans(wanted):
        window = Window()
        rows = Knowledge.objects.filter(published__gte=first, published__lte=last)
        here = [
            row.features.article_id for row in stored_articles(rows) if window.place(row.features)
        ]
        story_of.update((n, window.story_of(n)) for n in here if n in wanted)
    return _scored(rules, story_of)


def _spans(articles: set[int]) -> list[tuple[datetime, datetime]]:
    """The stretches of time around these articles, those that touch as one."""
    times = Knowledge.objects.filter(article__in=articles).order_by("published")
    found: list[tuple[datetime, datetime]] = []
    for at in times.values_list("published", flat=True):
        first, last = at - AROUND, at + AROUND
        if found and first <= found[-1][1]:
            first = found.pop()[0]
        found.append((first, last))
    return found


def _scored(rules: Sequence[Constraint], story_of: dict[int, int | None]) -> Result:
    """Pairs of which both articles are still known, each once."""
    told = {(a, b): same for rule in rules for a, b, same in rule.pairs()}
    known = [
        (same, (story_of[a] == story_of[b]) == same)
        for (a, b), same in told.items()
        if a in story_of and b in story_of
    ]
    together = [right for same, right in known if same]
    apart = [right for same, right in known if not same]
    return Result(len(together), sum(together), len(apart), sum(apart))


def keep(result: Result, now: datetime) -> None:
    """Remember a result for the editor's page."""
    site_settings.put(RESULT, {"pairs": result.pairs, "right": result.right, "at": now.isoformat()})
