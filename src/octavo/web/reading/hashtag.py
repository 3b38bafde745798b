"""A hashtag's page: what it stands for, how much was written of it day by day, and the latest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from octavo.analyse import hashtag_meaning
from octavo.store import read
from octavo.web.excerpts import is_excerpt
from octavo.web.machine import feeds
from octavo.web.reading import lists

if TYPE_CHECKING:
    from octavo.store.models import Article, Hashtag

DAYS = 30
"""Days of the chart."""

WIDTH, HEIGHT, GAP = 300, 48, 2
"""User units of the chart, and the gap between two bars."""

READ = 8
"""Of the newest articles, how many are read for what the hashtag stands for."""
DEFINITIONS, BESIDE = 2, 10
"""Sentences on what the hashtag stands for, and other hashtags named with it."""

KINDS = {
    "person": gettext_lazy("Person"),
    "place": gettext_lazy("Place"),
    "organisation": gettext_lazy("Organisation"),
}


@dataclass(frozen=True, slots=True)
class Definition:
    """A sentence that says what the hashtag stands for, and the article that it stands in."""

    sentence: str
    article: Article


@dataclass(frozen=True, slots=True)
class Bar:
    """A day of the chart, in user units."""

    day: date
    count: int
    x: float
    y: float
    width: float
    height: float


def hashtag(request: HttpRequest, key: str) -> HttpResponse:
    """Latest news under a hashtag, and on the first page what it stands for."""
    tags = _tags(key)
    first, language = tags[0], (get_language() or "")[:2]
    chosen = next((tag for tag in tags if tag.name.isascii() != (language == "ar")), first)
    found = read.tagged(tags, lists.after(request))
    shown = [one for one in found.articles if not is_excerpt(one, request.user)]
    extra = {} if lists.after(request) else _about(tags, found.articles, shown)
    return lists.list_page(
        request,
        f"#{chosen.name}",
        found,
        "hashtag.html",
        kicker=_("Latest news with"),
        follow=f"tag:{first.key}",
        feed=reverse("hashtag_feed", args=[first.key, "atom"]),
        **extra,
    )


def hashtag_feed(request: HttpRequest, key: str, form: str) -> HttpResponse:
    """A hashtag for reader apps."""
    tags = _tags(key)
    address = reverse("hashtag", args=[tags[0].key])
    return feeds.articles(request, form, f"#{tags[0].name}", address, read.tagged(tags).articles)


def _tags(key: str) -> list[Hashtag]:
    """The hashtags that the address stands for: of its name and of its other names."""
    found = read.hashtags(hashtag_meaning.equivalent_keys(key.lstrip("#").casefold()))
    if not found:
        raise Http404
    return found


def _about(
    tags: Sequence[Hashtag], articles: Sequence[Article], shown: Sequence[Article]
) -> dict[str, object]:
    """What the page says of its hashtags; only articles that are shown whole are quoted."""
    texts = read.bodies(articles[:READ])
    subject = hashtag_meaning.subject(tags[0].key, [body.entities for body in texts])
    own = {form.casefold() for tag in tags for form in (tag.key, tag.name)}
    beside = Counter(tag for one in articles for tag in one.hashtags if tag.casefold() not in own)
    now = datetime.now(UTC)
    return {
        "subject": subject,
        "kind": KINDS.get(subject.kind, ""),
        "definitions": _definitions(
            subject.name, shown, {body.article_id: body.text for body in texts}
        ),
        "beside": [tag for tag, n in beside.most_common(BESIDE) if n > 1],
        "days": bars(read.articles_a_day(tags, now - timedelta(days=DAYS - 1)), now.date()),
    }


def _definitions(
    name: str, articles: Sequence[Article], texts: Mapping[int, str]
) -> list[Definition]:
    """Up to two sentences on what the name stands for, from different sources."""
    found: dict[int, Definition] = {}
    for article in articles[:READ]:
        sentence = hashtag_meaning.defining_sentence(texts.get(article.pk, ""), name)
        if sentence and article.source_id not in found:
            found[article.source_id] = Definition(sentence, article)
    return list(found.values())[:DEFINITIONS]


def bars(counts: Mapping[date, int], today: date) -> list[Bar]:
    """The last thirty days as bars, oldest first, the tallest as high as the chart; empty where the
    days brought nothing."""
    days = [today - timedelta(days=back) for back in range(DAYS - 1, -1, -1)]
    most = max((counts.get(day, 0) for day in days), default=0)
    if not most:
        return []
    step = WIDTH / DAYS
    heights = [HEIGHT * counts.get(day, 0) / most for day in days]
    return [
        Bar(
            day,
            counts.get(day, 0),
            round(at * step, 1),
            round(HEIGHT - high, 1),
            step - GAP,
            round(high, 1),
        )
        for at, (day, high) in enumerate(zip(days, heights, strict=True))
    ]
