"""Builds the tables of octavo.formats from CLDR, by way of babel: month names and number marks.

Loading the same from babel at run time takes 0.33 s and 82 MB in every process; the tables take
4 ms and 1 MB. Run it after a new release of babel: `python -m bench.training.locales`.
"""

import unicodedata
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from babel import Locale
from babel.core import get_global

HERE = Path(__file__).resolve().parents[2] / "src/octavo/formats/data"
LOCALES = """
en es fr de pt it ru ar ar_LB ar_DZ ar_MA ar_IQ pl tr nl id uk ja ko zh vi fa hi bn ur ta te mr gu
kn ml pa si ne th el he sv da nb nn fi cs sk hu ro bg sr sr_Latn hr bs sl mk sq et lv lt ca gl eu cy
ga is mt be ka hy az kk ky uz ms fil sw af am my km lo mn ku ckb ps zu de_AT de_CH fr_CH en_IN es_MX
pt_PT it_CH en_ZA es_AR
""".split()
"""In the order in which they decide a name that is of two languages: the widest read first."""
HEAD = "# Built by bench/training/locales.py from CLDR (Unicode licence); not edited by hand.\n"


def main() -> None:
    """Writes the tables."""
    # A process each: babel resolves the aliases of its root once, for the locale that asks first.
    with ProcessPoolExecutor(2, get_context("spawn"), max_tasks_per_child=1) as pool:
        found = list(pool.map(lines, LOCALES))
    write("months.txt", [months for months, _ in found if months])
    write("number_marks.txt", [marks for _, marks in found])
    write("languages.txt", alias_lines())


def write(name: str, facts: list[str]) -> None:
    """Writes a table."""
    (HERE / name).write_text(HEAD + "\n".join(facts) + "\n", encoding="utf-8")


def lines(name: str) -> tuple[str, str]:
    """What the tables of months and of number marks hold of one locale."""
    one = Locale.parse(name)
    months = month_line(one)
    return months and f"{one.language} {months}", f"{name} {number_line(one)}"


def month_line(one: Locale) -> str:
    """The names of the twelve months, parted by bars; "" where months have but numbers."""
    groups: list[list[str]] = [[] for _ in range(12)]
    for place in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in one.months[place][width].items():
                plain = unicodedata.normalize("NFC", name).casefold().strip(". ")
                if plain not in groups[number - 1] and not any(map(str.isdigit, plain)):
                    groups[number - 1].append(plain)
    return "|".join(",".join(group) for group in groups) if all(groups) else ""


def number_line(one: Locale) -> str:
    """The decimal mark and the mark between groups, as code points: both in Latin digits."""
    symbols = one.number_symbols["latn"]
    return f"{ord(symbols['decimal']):04x} {ord(symbols['group']):04x}"


def alias_lines() -> list[str]:
    """`eng en`: codes of three letters that have a shorter one, and codes out of use."""
    known = get_global("language_aliases")
    return [f"{old} {new}" for old, new in sorted(known.items()) if new.isalpha() and len(new) < 4]


if __name__ == "__main__":
    main()
