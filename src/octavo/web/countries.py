"""Countries' names in the reader's language, from the gazetteer."""

from django.utils.translation import get_language

from octavo.analyse.names.gazetteer import country_names


def name(code: str) -> str:
    """A country's name; its code where the gazetteer has none."""
    english, arabic = country_names().get(code.upper(), (code.upper(), ""))
    return (arabic or english) if get_language() == "ar" else english
