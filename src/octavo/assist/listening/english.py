"""How what is written in English is said."""

import re
from collections.abc import Callable
from functools import cache

from octavo.assist.listening.amounts import Amounts
from octavo.assist.listening.roman import with_numerals
from octavo.assist.listening.signs import tidied, with_pauses, without_addresses, without_signs
from octavo.assist.listening.tables import any_of, table

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip

_DAY = re.compile(r"(?<![\w-])(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?![\w-])")
_SLASHED = re.compile(r"(?<![\w/])(\d{1,2})/(\d{1,2})/((?:19|20)\d\d)(?![\w/])")
_CLOCK = re.compile(r"(?<=\d)\s?([AaPp])\.?([Mm])(?:\.(?=\W|$)|(?![\w.]))")
_ACRONYM = re.compile(r"\b(?:[A-Z]\.){2,}(?![A-Za-z])")
_INITIAL = re.compile(r"(?<!\w)([A-Z])\.(?= ?[A-Z])")
_RATIO = re.compile(r"(?<![\w/])(\d+)/(\d+)(?![\w/])")
_PHONE = re.compile(
    r"(?<![\w-])(\d{3,4}(?:-\d{3,4})?)-(0\d+|\d{4})(?![\w-])(?<!(?:19|20)\d\d-\d{4})"
)
FRACTIONS = {"1/2": "½", "1/4": "¼", "3/4": "¾", "1/3": "⅓", "2/3": "⅔"}
_FRACTION = re.compile(rf"(?<![\w/])({'|'.join(FRACTIONS)})(?![\w/])")
_CALLED = re.compile(
    r"\b(?:call|phone|ring|dial|tel|telephone|fax|text|number|on|hotline)\W+$", re.I
)


def english(text: str) -> str:
    """The text as it is said."""
    for step in _STEPS:
        text = step(text)
    return text


def _addresses(text: str) -> str:
    text = without_addresses(text, "dot", "at")
    text = re.sub(r"(?<=[a-z]{2})\.(?=[A-Z][a-z])", ". ", text)  # a blank that was forgotten
    return re.sub(r"(?<=\d)in\b", " inches", text)


def _dates(text: str) -> str:
    text = _DAY.sub(lambda m: f"{int(m[3])} {MONTHS[int(m[2]) - 1]} {m[1]}", text)
    text = _SLASHED.sub(_slashed, text)
    months = table("month", "en")
    short = rf"\b({any_of(months)})\.?(?=\s\d)|(?<=\d\s)({any_of(months)})\b\.?(?!\w)"
    return re.sub(short, lambda m: _kept_end(m, months[m[1] or m[2]][0]), text)


def _slashed(found: re.Match[str]) -> str:
    """A date between slashes: which of the numbers is the month is only known of one over 12."""
    first, second = int(found[1]), int(found[2])
    if first > 12 >= second > 0:
        return f"{first} {MONTHS[second - 1]} {found[3]}"
    if second > 12 >= first > 0:
        return f"{second} {MONTHS[first - 1]} {found[3]}"
    return f"{found[1]} {found[2]} {found[3]}"


def _kept_end(found: re.Match[str], said: str) -> str:
    """What is said, with the dot of an abbreviation where it ends the text too."""
    is_end = found[0].endswith(".") and not found.string[found.end() :].strip("\"'”’»)] ")
    return f"{said}." if is_end else said


def _clock(text: str) -> str:
    return _CLOCK.sub(lambda m: _kept_end(m, f" {m[1].upper()} M"), text)


def _phones(text: str) -> str:
    def said(found: re.Match[str]) -> str:
        is_phone = found[2][0] == "0" or _CALLED.search(found.string, 0, found.start())
        return found[0].replace("-", " ") if is_phone else found[0]

    return _PHONE.sub(said, text)


def _titles(text: str) -> str:
    plain, dotted = table("title", "en"), table("dotted", "en")
    text = re.sub(r"\b([A-Z]\w+ )St\b\.?(?!\s+[A-Z])", _street, text)
    text = re.sub(rf"\b({any_of(plain)})\b\.?(?=\s+[“\"‘]?[A-Z])", lambda m: plain[m[1]][0], text)
    return re.sub(rf"\b({any_of(dotted)})\.(?=\s+[A-Z])", lambda m: dotted[m[1]][0], text)


def _street(found: re.Match[str]) -> str:
    return _kept_end(found, f"{found[1]}Street")


@cache
def _abbreviations() -> tuple[re.Pattern[str], dict[str, str]]:
    """The pattern of what is abbreviated, some of it in any case, and how each is said."""
    exact = {key: forms[0] for key, forms in table("exact", "en").items()}
    short = {key.lower(): forms[0] for key, forms in table("short", "en").items()}
    pattern = rf"(?<![\w.])(?:{any_of(exact)}|(?i:{any_of(short)}))(?!\w)"
    return re.compile(pattern), short | exact


def _short_form(found: re.Match[str]) -> str:
    rows = _abbreviations()[1]
    return _kept_end(found, rows.get(found[0]) or rows[found[0].lower()])


def _short_forms(text: str) -> str:
    text = _abbreviations()[0].sub(_short_form, text)
    numbered = table("numbered", "en")
    text = re.sub(
        rf"(?<![\w.])({any_of(numbered)})(?:\.\s?|(?<=№)\s?|(?<=No)\s|(?<=Nos)\s)(?=\d)",
        lambda m: _as_begun(m[1], numbered[m[1]][0]) + ("s" if m[1].lower() == "nos" else "") + " ",
        text,
    )
    text = re.sub(r"(?<!\w)#\s?(?=\d)", "number ", text)
    return re.sub(r"(?<=[A-Z]\w)(\w*) v\.? (?=[A-Z])", r"\1 versus ", text)


def _as_begun(written: str, said: str) -> str:
    return said.capitalize() if written[:1].isupper() else said


def _acronyms(text: str) -> str:
    text = _ACRONYM.sub(lambda m: _kept_end(m, m[0].replace(".", " ").strip()), text)
    return _INITIAL.sub(_initial, text)


def _initial(found: re.Match[str]) -> str:
    """An initial without its dot, where a name goes on; elsewhere the dot ends a sentence."""
    before = found.string[: found.start()].rstrip()
    word = before.rpartition(" ")[2]
    return found[1] if not word or word[:1].isupper() or word[-1] in '“"‘' else found[0]


def _signs(text: str) -> str:
    signs = table("sign", "en")
    text = _FRACTION.sub(lambda m: FRACTIONS[m[1]], text)
    text = re.sub(r"(?<=\d)\s?([½¼¾⅓⅔])", lambda m: " and " + _part(m[1]), text)
    text = re.sub(r"[~≈]\s?(?=\d)", "about ", text)
    text = re.sub(r"<\s?(?=\d)", "less than ", text)
    text = re.sub(r">\s?(?=\d)", "more than ", text)
    text = re.sub(r"(?<![\w.,)–-])[-−–](?=\d)", "minus ", text)
    text = _RATIO.sub(r"\1 over \2", text).replace("24 over 7", "24 7")
    return re.sub(rf"\s?({any_of(signs)})\s?", lambda m: f" {signs[m[1]][0]} ", text)


def _part(sign: str) -> str:
    said = table("sign", "en")[sign][0]
    return "a half" if said == "half" else said


_AMOUNTS = Amounts("en", to="to", between="between", joined="and", per="per")

_STEPS: tuple[Callable[[str], str], ...] = (
    _addresses, _dates, _phones, _clock, _AMOUNTS.said, _titles, _short_forms, _acronyms,
    with_numerals, with_pauses, _signs, without_signs, tidied,
)  # fmt: skip
