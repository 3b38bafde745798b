"""The reasons to hold a comment, in words."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

OBJECTIONS = {
    "empty": _("no words"),
    "too_long": _("very long"),
    "links": _("many links"),
    "shouting": _("capital letters throughout"),
    "repetition": _("repeated characters"),
    "contact": _("contact details"),
    "advertising": _("an offer"),
    "abuse": _("a word from the list"),
    "threat": _("a threat"),
    "incitement": _("a call to violence"),
    "hate": _("hatred of a group"),
    "slur": _("a slur"),
    "sexual": _("sexual harassment"),
    "insult": _("an insult"),
    "profanity": _("strong language"),
    "doxxing": _("somebody else's private details"),
    "brigading": _("a campaign against somebody"),
    "reported": _("reported by readers"),
    "appealed": _("its writer asks for a second look"),
}


def said(objections: Sequence[str]) -> list[str]:
    """The reasons of a comment in the reader's language, the gravest first."""
    return [str(OBJECTIONS[code]) for code in objections if code in OBJECTIONS]
