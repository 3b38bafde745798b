"""Octavo's extraction as the benchmark's scorer calls it: function(html, url) -> dict."""

import os
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from bench.extraction.folds import fold
from octavo.errors import NoArticle
from octavo.extract.article import article, unchecked_article
from octavo.extract.body.forest import Model, model
from octavo.formats.urls import site
from octavo.types import Article, Page

_FETCHED = datetime(2100, 1, 1, tzinfo=UTC)


def octavo(html: str, url: str) -> dict[str, Any]:
    """What Octavo finds on the page, before its gates judge whether it is an article."""
    return _fields(unchecked_article(Page(url, html, _FETCHED)))


def octavo_unseen(html: str, url: str) -> dict[str, Any]:
    """The same by the model of the fold that the page's host is not in: cross-validated.

    The folds' models are made by `train_blocks.py --folds`, in the folder OCTAVO_BENCH_FOLDS."""
    return _fields(unchecked_article(Page(url, html, _FETCHED), unseen(site(url) or url)))


def unseen(host: str) -> Model:
    """The model of the fold that the host is not in."""
    return model(Path(os.environ["OCTAVO_BENCH_FOLDS"]) / f"{fold(host)}.npz")


def _fields(made: Article) -> dict[str, Any]:
    return {
        "text": made.text,
        "title": made.headline,
        "author": list(made.byline) or [made.wire] * bool(made.wire),
        "date": _local(made).isoformat() if made.date_precision else None,
        "image": made.picture.url if made.picture else None,
        "lang": made.language,
        "confidence": made.confidence,
    }


def _local(made: Article) -> datetime:
    """When it was published, by the clock of its publisher: the day that its readers were told."""
    return made.published.astimezone(timezone(timedelta(minutes=made.zone)))


def octavo_gated(html: str, url: str) -> dict[str, Any]:
    """The same, nothing where the gates refuse: what a reader gets."""
    try:
        article(Page(url, html, _FETCHED))
    except NoArticle:
        return {}
    return octavo(html, url)
