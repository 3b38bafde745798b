"""The sections' and countries' names in the reader's language."""

from django.utils.translation import gettext, pgettext_lazy

SECTION_LABELS = {
    "World": pgettext_lazy("section", "World"),
    "Politics": pgettext_lazy("section", "Politics"),
    "Business": pgettext_lazy("section", "Business"),
    "Technology": pgettext_lazy("section", "Technology"),
    "Science": pgettext_lazy("section", "Science"),
    "Health": pgettext_lazy("section", "Health"),
    "Climate": pgettext_lazy("section", "Climate"),
    "Sport": pgettext_lazy("section", "Sport"),
    "Culture": pgettext_lazy("section", "Culture"),
    "General": pgettext_lazy("section", "General"),
}


def label(section: str) -> str:
    """A section's name as the reader says it."""
    return str(SECTION_LABELS.get(section) or gettext(section))
