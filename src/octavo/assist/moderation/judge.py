"""Whether a comment is held for a moderator, and the reasons."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from octavo.assist.moderation.contact import contact_reasons
from octavo.assist.moderation.exemptions import is_exempt, mentions, without_innocent
from octavo.assist.moderation.phrases import found_phrases
from octavo.assist.moderation.plain import plain_text
from octavo.assist.moderation.volume import has_links, is_flood, is_shouting, repetition_reasons

LONGEST_COMMENT = 5000
"""Characters of a comment that is not held. Chosen by hand; not measured."""

CHECKED_CHARACTERS = 20_000
"""Characters of a comment that are checked: bounds the cost. Chosen by hand; not measured."""

CERTAIN, LIKELY, DOUBTFUL = 3, 2, 1
"""How strong a sign is; the lines below name the weakest sign that holds a comment."""

LINES: Mapping[str, int] = MappingProxyType(
    {"strict": DOUBTFUL, "usual": LIKELY, "lenient": CERTAIN}
)
"""What an admin chooses between, and the strength from which a sign holds a comment."""

REASONS = (
    "empty", "too_long", "threat", "incitement", "hate", "slur", "sexual", "insult", "profanity",
    "doxxing", "contact", "advertising", "links", "brigading", "repetition", "shouting",
)  # fmt: skip
"""Every reason, the gravest first."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the rules say of a comment: each reason with its strength, DOUBTFUL to CERTAIN."""

    strengths: Mapping[str, int]

    def reasons(self, line: str = "usual") -> tuple[str, ...]:
        """The reasons to hold it, the gravest first; none if it is shown. `line` is of LINES."""
        return tuple(
            name for name in REASONS if self.strengths.get(name, 0) >= LINES.get(line, LIKELY)
        )


def judgement(
    text: str, headline: str = "", own: Sequence[str] = (), others: Sequence[str] = ()
) -> Judgement:
    """What the rules say of a comment under a headline; `own` are recent comments of its writer,
    `others` recent ones of other people in the same place."""
    sample = text[:CHECKED_CHARACTERS]
    strengths = _said(sample, headline)
    written = {
        "empty": _is_empty(sample),
        "too_long": len(text) > LONGEST_COMMENT,
        "links": has_links(sample),
        "repetition": is_flood(sample),
    }
    named = {name for name, holds in written.items() if holds}
    named |= contact_reasons(sample) | repetition_reasons(sample, own, others)
    strengths |= dict.fromkeys(named, CERTAIN)
    if is_shouting(sample):
        strengths["shouting"] = LIKELY
    return Judgement(MappingProxyType(strengths))


def _said(text: str, headline: str) -> dict[str, int]:
    """The strongest phrase of each kind."""
    plain = without_innocent(plain_text(text))
    above = plain_text(headline[:CHECKED_CHARACTERS])
    spans = mentions(plain)
    strengths: dict[str, int] = {}
    for phrase, match in found_phrases(plain):
        if phrase.strength > strengths.get(phrase.kind, 0) and not is_exempt(
            phrase, match, above, spans
        ):
            strengths[phrase.kind] = phrase.strength
    return strengths


def _is_empty(text: str) -> bool:
    """Whether there is nothing to read: no letter, no digit, no picture."""
    return not any(
        unicodedata.category(c)[0] in "LN" or unicodedata.category(c) == "So" for c in text
    )
