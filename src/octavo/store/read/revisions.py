"""What an article said before, and what each revision changed."""

import difflib
from dataclasses import dataclass
from datetime import datetime

from octavo.store.models import Article, Revision


@dataclass(frozen=True, slots=True)
class Difference:
    """What one revision changed: the headlines, and lines taken out (-) and put in (+)."""

    replaced_at: datetime
    headline_before: str
    headline_after: str
    lines: list[tuple[str, str]]


def differences(article: Article) -> list[Difference]:
    """The changes of an article, newest first, each against what came after it."""
    result = []
    after_headline, after_text = article.headline, article.body.text
    for revision in Revision.objects.filter(article=article).order_by("-replaced_at", "-id"):
        diff = difflib.ndiff(revision.text.splitlines(), after_text.splitlines())
        lines = [(line[0], line[2:]) for line in diff if line[0] in "+-"]
        result.append(Difference(revision.replaced_at, revision.headline, after_headline, lines))
        after_headline, after_text = revision.headline, revision.text
    return result
