"""The lab in plain words: what was decided, by whom, and what spoke for it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from octavo.actions.lab.lab_pages import Trial
from octavo.actions.text_reports import Outcome
from octavo.extract.lab.inspection import Field, Line
from octavo.extract.lab.trial import TrialOutcome
from octavo.web.causes import sentence
from octavo.web.tags import digits

BAD_RULE = {
    "bad_selector": gettext_lazy("This is no selector that can be asked of a page:"),
    "long_selector": gettext_lazy("This selector is too long:"),
    "slow_selector": gettext_lazy(
        "This selector could take very long on a large page. Take at most three steps down, none"
        " sideways:"
    ),
    "too_many": gettext_lazy("These are too many selectors:"),
    "no_selector": gettext_lazy("Say where something stands: one selector at least."),
    "bad_host": gettext_lazy("This is no host:"),
    "bad_day": gettext_lazy("This is no day:"),
    "other_host": gettext_lazy("The page is not of this host."),
}
OUTCOMES = {
    Outcome.MENDED: gettext_lazy("It is mended"),
    Outcome.RIGHT: gettext_lazy("The text is right"),
    Outcome.LEFT: gettext_lazy("It cannot be helped"),
}
FIELD_NAMES = {
    "headline": gettext_lazy("Headline"),
    "dek": gettext_lazy("Standfirst"),
    "authors": gettext_lazy("Authors"),
    "published": gettext_lazy("Date"),
    "picture": gettext_lazy("Picture"),
    "caption": gettext_lazy("Caption"),
    "wire": gettext_lazy("Agency"),
    "language": gettext_lazy("Language"),
}
VOICES = {
    "rule": gettext_lazy("where the rule says"),
    "json_ld": gettext_lazy("as the page tells machines (JSON-LD)"),
    "meta": gettext_lazy("in the page's head (meta)"),
    "page": gettext_lazy("to be seen on the page"),
    "feed": gettext_lazy("as the feed says"),
    "": gettext_lazy("worked out from several places"),
}
BY = {
    ("rule", True): gettext_lazy("The rule keeps it."),
    ("rule", False): gettext_lazy("The rule leaves it out."),
    ("memory", False): gettext_lazy("It stands on the host's other pages too."),
    ("clean", False): gettext_lazy(
        "Left out afterwards: a headline, caption or byline again, or a stock phrase."
    ),
    ("second", True): gettext_lazy(
        "Unlikely by itself, but a second way of reading, or the page's own account, has it."
    ),
}
FEATURES = [
    (r"words$|chars$", gettext_lazy("its length")),
    (r"(?:ended|stops|commas|colon|capital|quotes)$", gettext_lazy("its punctuation")),
    (r"(?:digits|dated)$", gettext_lazy("numbers and dates in it")),
    (r"upper$", gettext_lazy("capital letters in it")),
    (r"(?:links|linked)$|dense\d", gettext_lazy("links in it and around it")),
    (r"(?:consent|phrase|marks)$", gettext_lazy("words that furniture uses")),
    (r"(?:strong|nodes)$", gettext_lazy("its emphasis")),
    (r"(?:tag|group)$|in_", gettext_lazy("the element it stands in")),
    (r"(?:caption|media)$", gettext_lazy("pictures around it")),
    (r"(?:hidden)$", gettext_lazy("that the page hides it")),
    (r"body$", gettext_lazy("that the page marks the text there")),
    (r"alike|times|again|first_alike", gettext_lazy("lines of the same build")),
    (r"total|prose\d|size\d|count\d", gettext_lazy("how much text is around it")),
    (r"told", gettext_lazy("the page's own account of its text")),
    (r"(?:dek|head|title)$", gettext_lazy("its likeness to headline or summary")),
    (r"author$", gettext_lazy("a writer's name in it")),
    (r"near|far", gettext_lazy("how the elements around it are called")),
    (r"first$", gettext_lazy("the first look at it")),
    (r"first|body_|\w+[+-]\d", gettext_lazy("the lines before and after it")),
    (r"", gettext_lazy("its place on the page")),
]
_KINDS = [(re.compile(pattern), phrase) for pattern, phrase in FEATURES]
_STOOD = re.compile(r"-stood on (\d+) of (\d+) pages")
_CLEARLY = 0.15
"""Score below which a line was so clearly left out that it is folded away. Chosen by hand; not
measured."""

_DIFFERENCES = 24
"""Lines of a difference that are shown."""


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line as the lab shows it. `mark` is kept, out or unsure; `why` are sentences."""

    text: str
    path: str
    mark: str
    score: int
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring lines; those of a `quiet` stretch were clearly no part of the article."""

    lines: list[ShownLine]
    quiet: bool


def shown_lines(lines: Iterable[Line]) -> list[Stretch]:
    """The lines in order; where several in a row are clearly out, together."""

    def is_quiet(line: Line) -> bool:
        return line.by == "model" and not line.is_kept and line.score < _CLEARLY

    stretches = ((quiet, list(some)) for quiet, some in groupby(lines, key=is_quiet))
    return [
        Stretch([_shown(one) for one in some], quiet and len(some) > 1) for quiet, some in stretches
    ]


def _shown(line: Line) -> ShownLine:
    mark = "unsure" if line.is_unsure else "kept" if line.is_kept else "out"
    words = BY.get((line.by, line.is_kept))
    why = (*([str(words)] if words else []), *_why(line.reasons))
    return ShownLine(line.text[:600], line.path[-160:], mark, round(100 * line.score), why)


def _why(reasons: Sequence[str]) -> Iterator[str]:
    """What spoke for a line and against it, in words, each once."""
    for sign, words in (("+", _("For it: %(what)s.")), ("-", _("Against it: %(what)s."))):
        found = [_phrase(one[1:]) for one in reasons if one[0] == sign and " " not in one]
        if found:
            yield words % {"what": f"{_(',')} ".join(dict.fromkeys(found))}
    for one in reasons:
        if match := _STOOD.match(one):
            told = _("It stood on %(n)s of %(all)s pages of the host.")
            yield told % {"n": match[1], "all": match[2]}
        elif one == "+its place keeps holding the body":
            yield _("Its place keeps holding the text on the host's pages.")
        elif one == "-its place keeps holding other things":
            yield _("Its place keeps holding other things on the host's pages.")


def _phrase(feature: str) -> str:
    return next(str(phrase) for kind, phrase in _KINDS if kind.match(feature))


def shown_field(field: Field) -> tuple[str, str, str]:
    """A field's name, its value, and where it comes from."""
    return str(FIELD_NAMES[field.name]), field.value, str(VOICES[field.origin])


# ---------------------------------------------------------------- a rule tried


@dataclass(frozen=True, slots=True)
class Row:
    """What came of one page, in words: the fields that differ (name, before, after) and the first
    of the lines that do."""

    trial: Trial
    outcome: str
    told: str
    fields: list[tuple[str, str, str]]
    lines: list[tuple[str, str]]


def rows(trials: Iterable[Trial]) -> list[Row]:
    """What came of each page."""
    return [_row(one) for one in trials]


def _row(trial: Trial) -> Row:
    came = trial.came
    if came is None:
        return Row(trial, "late", _("not tried: time was up"), [], [])
    fields = [(str(FIELD_NAMES[name]), *pair) for name, pair in came.fields.items()]
    lines = [(sign, text[:300]) for sign, text in came.lines[:_DIFFERENCES]]
    return Row(trial, came.outcome, _outcome(came), fields, lines)


def _outcome(came: TrialOutcome) -> str:
    numbers: dict[str, Any] = {"added": digits(came.added), "cut": digits(came.cut)}
    return {
        "same": _("the same"),
        "changed": _("other: %(added)s words more, %(cut)s less") % numbers,
        "found": _("an article now, of %(added)s words") % numbers,
        "refused": _("refused: %(why)s") % {"why": sentence(came.refused)},
        "missed": _("the rule finds nothing here; the page is read in the general way"),
    }[came.outcome]


SUMS = {
    "changed": gettext_lazy("other"),
    "same": gettext_lazy("the same"),
    "found": gettext_lazy("articles now that were refused"),
    "refused": gettext_lazy("refused"),
    "missed": gettext_lazy("on which the rule finds nothing"),
    "late": gettext_lazy("not tried: time was up"),
}


def summed_up(trials: Sequence[Trial]) -> list[tuple[str, int]]:
    """How many pages there are of each outcome."""
    outcomes = [one.came.outcome if one.came else "late" for one in trials]
    return [(str(words), outcomes.count(name)) for name, words in SUMS.items() if name in outcomes]
