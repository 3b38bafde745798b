"""What the lab shows of a page, and what a rule would make of the latest pages of its host."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from octavo.actions import text_reports
from octavo.actions.lab import publisher_rules, reprocessing, stored_pages
from octavo.actions.lab.stored_pages import Stored
from octavo.extract.lab.trial import Snapshot, TrialOutcome, trial_outcome
from octavo.extract.rules.rule import Rule, packed_rules, trusted
from octavo.formats.urls import site
from octavo.store.models import Article, KeptRule, RefusedPage, Replay, TextReport

LATEST = 50
"""Pages of a host on which a rule is tried."""


@dataclass(frozen=True, slots=True)
class LabPage:
    """A page in the lab: of an article, or of an entry that was refused. `stored` is None where the
    page is past its keeping."""

    kind: str
    number: int
    headline: str
    address: str
    stored: Stored | None
    article: Article | None = None
    reports: list[TextReport] = field(default_factory=list)
    kept: list[KeptRule] = field(default_factory=list)
    replays: list[Replay] = field(default_factory=list)

    @property
    def rules(self) -> list[Rule]:
        """The rules that are kept, the last kept last."""
        return [trusted(row.rule, row.host) for row in sorted(self.kept, key=lambda row: row.pk)]


@dataclass(frozen=True, slots=True)
class Trial:
    """What a rule makes of one page; None where time was up before it."""

    stored: Stored
    headline: str
    came: TrialOutcome | None

    @property
    def kind(self) -> str:
        """Of an article, or of an entry that was refused."""
        return "refused" if self.stored.article_id is None else "article"

    @property
    def number(self) -> int:
        """The article's or the entry's."""
        return self.stored.article_id or self.stored.entry_id or 0


def lab_page(kind: str, number: int) -> LabPage | None:
    """A page in the lab, None where there is none of this kind and number."""
    if kind == "article":
        return _of_article(number)
    return _of_refused(number) if kind == "refused" else None


def _of_article(number: int) -> LabPage | None:
    rows = Article.objects.select_related("source", "body").filter(pk=number)
    article = rows.first()
    if article is None:
        return None
    stored = stored_pages.of_article(number)
    address = (stored.page.final_url if stored else "") or article.url
    reports = text_reports.of_article(number)
    return _known(LabPage("article", number, article.headline, address, stored, article, reports))


def _of_refused(number: int) -> LabPage | None:
    stored = stored_pages.of_refused(number)
    if stored is None:
        return None
    entry, address = stored.page.entry, stored.page.final_url
    return _known(LabPage("refused", number, entry.title if entry else address, address, stored))


def _known(made: LabPage) -> LabPage:
    """The page with the rules that are kept and the latest replays of its host."""
    kept = publisher_rules.listed()
    rules = [trusted(row.rule, row.host) for row in sorted(kept, key=lambda row: row.pk)]
    stored = stored_pages.with_what_is_known([made.stored], rules)[0] if made.stored else None
    latest = reprocessing.latest(site(made.address), 3)
    return replace(made, stored=stored, kept=kept, replays=latest)


def refused(size: int = 30) -> list[RefusedPage]:
    """The latest pages that were refused and are still stored, with why."""
    rows = RefusedPage.objects.select_related("refused").defer("page", "entry")
    return list(rows.order_by("-refused_id")[:size])


# ---------------------------------------------------------------- a rule tried


def tried(rule: Rule, beside: LabPage, seconds: float) -> list[Trial]:
    """What the rule would make of the host's latest pages, the one it is tried beside first,
    against what their articles say now; within so many seconds."""
    pages = stored_pages.with_what_is_known(_latest(rule, beside.stored), ())
    now = _articles(pages)
    end = time.monotonic() + seconds
    out = []
    for one in pages:
        row = now.get(one.article_id or 0)
        ruled = replace(one.whole, rules=packed_rules([rule]))
        came = trial_outcome(ruled, _article_now(row)) if time.monotonic() < end else None
        entry = one.page.entry
        out.append(Trial(one, row.headline if row else entry.title if entry else "", came))
    return out


def _latest(rule: Rule, first: Stored | None) -> list[Stored]:
    """The host's latest pages of either kind, the given one first."""
    names = stored_pages.hosts(rule.host)
    found = [*stored_pages.articles_below(names), *stored_pages.refused_below(names)]
    found.sort(key=lambda one: one.page.fetched, reverse=True)
    found = [one for one in found if rule.since is None or one.page.fetched.date() >= rule.since]
    if first is None:
        return found[:LATEST]
    here = (first.article_id, first.entry_id)
    rest = [one for one in found if (one.article_id, one.entry_id) != here]
    return [first, *rest][:LATEST]


def _articles(pages: Sequence[Stored]) -> dict[int, Article]:
    ids = [one.article_id for one in pages if one.article_id is not None]
    return Article.objects.select_related("body").in_bulk(ids)


def _article_now(row: Article | None) -> Snapshot | None:
    """What an article says now."""
    if row is None:
        return None
    picture = str((row.picture or {}).get("url", ""))
    published = row.published.isoformat()
    return Snapshot(row.headline, row.body.text, tuple(row.authors), published, picture)
