"""Articles as the story window knows them, made up of a few terms and shingles."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import numpy as np

from octavo.stories.similarity.features import ArticleFeatures

START = datetime(2026, 3, 2, 8, tzinfo=UTC)
SHINGLES = np.random.default_rng(3).integers(0, 2**63, 400).astype("<u8")


def told(number: int, hours: float, mark: Iterable[int] = (), **terms: float) -> ArticleFeatures:
    """An article of these terms whose text is made of these shingles."""
    norm = sum(w * w for w in terms.values()) ** 0.5
    terms = {term: round(weight / norm, 4) for term, weight in terms.items()}
    shingles = np.sort(np.array(list(mark), "<u8"))
    return ArticleFeatures(number, number, START + timedelta(hours=hours), "en", terms=terms,
                 headline_terms=terms, fingerprint=shingles.tobytes(),
                 words=200 if len(shingles) else 20, text_hash=f"h{number}")  # fmt: skip
