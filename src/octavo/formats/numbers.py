"""Numbers as they are written: digits of any script, marks by the language, words for large ones.

    86.000 (de)  15 000 (fr)  1'000 (de-CH)  1,00,000 (hi)  ٥٬٢٠٠ (ar)  3万5000 (ja)  ─► value
    Mio.  млн  مليون  लाख  万                                                          ─► scale

Which mark stands before the decimals is the language's custom (CLDR). Where a number has both
marks, or one of them several times, it says so itself.
"""

import re
import unicodedata
from functools import cache

from octavo.formats.data_files import lines
from octavo.formats.folding import folded
from octavo.formats.languages import language

_BLANKS = "\u00a0\u2007\u2009\u202f"
_PLAIN_BLANK = "\u0020"
_EITHER_GROUPS = frozenset({"es"})
"""Languages of which the countries differ: 1.500 in Madrid is 1,500 in Mexico. Either mark before
three digits parts groups there, for three decimals are rare in news."""
EAST_ASIAN = {"千": 1e3, "万": 1e4, "萬": 1e4, "만": 1e4, "億": 1e8, "亿": 1e8, "억": 1e8,
              "兆": 1e12, "조": 1e12}  # fmt: skip
"""Letters for large numbers that are written between the digits."""
_EAST = "".join(EAST_ASIAN)


@cache
def pattern(code: str = "") -> str:
    """Returns the source of a pattern that matches a number as the language writes it, with the
    named groups `mark` and `east`; what stands around it is the caller's to judge."""
    blank = _PLAIN_BLANK if _marks(code)[1] in _BLANKS else ""
    return (
        rf"(?:\d{{1,4}}(?:[.,]?\d{{1,4}})?(?P<east>[{_EAST}])(?:\d{{1,4}}[{_EAST}])*(?:\d{{1,4}})?"
        rf"|\d{{1,3}}(?P<mark>[.,٬'’{_BLANKS}{blank}])\d{{3}}(?:(?P=mark)\d{{3}})*"
        rf"(?!\d)(?:(?!(?P=mark))[.,٫]\d{{1,6}})?"
        r"|\d{1,2}(?:[,٬]\d{2})+[,٬]\d{3}(?!\d)(?:[.٫]\d{1,6})?"
        r"|\d{1,15}(?:[.,٫]\d{1,6})?)"
    )


def value(written: str, code: str = "") -> float:
    """Returns what a number that `pattern` matched is worth; `code` is the text's language, by
    which 1.500 is 1500 or 1.5 (without one: 1.5, and 1,500 is 1500). Raises ValueError for what
    is no number."""
    digits = "".join(str(unicodedata.digit(letter, letter)) for letter in written)
    if any(letter in EAST_ASIAN for letter in digits):
        return _east_asian(digits)
    bare = re.sub(rf"[٬'’\s{_BLANKS}]", "", digits)
    if "٫" in bare:
        return float(re.sub("[.,]", "", bare).replace("٫", "."))
    return float(_with_point(bare, code, is_grouped=len(bare) < len(digits)))


def _with_point(digits: str, code: str, *, is_grouped: bool) -> str:
    marks = re.findall("[.,]", digits)
    if not marks:
        return digits
    if len(set(marks)) > 1:
        return digits.replace(marks[0], "").replace(marks[-1], ".")
    is_decimal = len(marks) == 1 and (is_grouped or _is_decimal(digits, marks[0], code))
    return digits.replace(marks[0], "." if is_decimal else "")


def _is_decimal(digits: str, mark: str, code: str) -> bool:
    """Whether the one mark of a number stands before its decimals."""
    whole, _, rest = digits.partition(mark)
    if len(rest) != 3 or not 0 < len(whole) <= 3 or whole == "0":
        return True
    return code not in _EITHER_GROUPS and mark == decimal_mark(code)


def decimal_mark(code: str) -> str:
    """Returns the mark before the decimals in a language, or in a country's use of it (`en-ZA`);
    "." where the language is not known."""
    return _marks(code)[0]


def _marks(code: str) -> tuple[str, str]:
    table = _all_marks()
    return table.get(code.replace("-", "_")) or table.get(language(code), (".", ","))


@cache
def _all_marks() -> dict[str, tuple[str, str]]:
    """The mark before decimals and the one between groups, by language and by locale."""
    table: dict[str, tuple[str, str]] = {}
    for line in lines("number_marks.txt"):
        name, decimal, group = line.split(" ")
        table[name] = marks = chr(int(decimal, 16)), chr(int(group, 16))
        if "_" not in name:
            table.setdefault(language(name), marks)
    return table


def _east_asian(digits: str) -> float:
    parts = re.findall(rf"([\d.,]+)([{_EAST}]?)", digits)
    return sum(
        float(_with_point(n, "en", is_grouped=False)) * EAST_ASIAN.get(unit, 1) for n, unit in parts
    )


# ---------------------------------------------------------------- words for large numbers


def scale(word: str, code: str = "") -> float:
    """Returns by how much a word beside a number multiplies it (`Mio.` 1e6), 0 where it is no such
    word; `code` is the text's language: a billion is 1e12 in German, and Turkish `bin` 1000."""
    name = folded(word)
    return _scales().get(code, {}).get(name) or _scales()["*"].get(name, 0.0)


@cache
def _scales() -> dict[str, dict[str, float]]:
    tables: dict[str, dict[str, float]] = {"*": {}}
    for line in lines("scales.txt"):
        codes, size, *words = line.split()
        for code in codes.split(","):
            tables.setdefault(code, {}).update((folded(word), float(size)) for word in words)
    return tables
