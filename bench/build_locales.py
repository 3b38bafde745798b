"""Builds the tables of octavo.formats from CLDR, by way of babel: month names and number marks.

Loading the same from babel at run time takes 0.33 s and 82 MB in every process; the tables take
4 ms and 1 MB. Run it after a new release of babel: `python bench/build_locales.py`.
"""

import unicodedata
from pathlib import Path

from babel import Locale, localedata
from babel.core import get_global

HERE = Path(__file__).resolve().parents[1] / "src/octavo/formats/data"
LOCALES = """
en es fr de pt it ru ar ar_LB ar_DZ ar_MA ar_IQ pl tr nl id uk ja ko zh vi fa hi bn ur ta te mr gu
kn ml pa si ne th el he sv da nb nn fi cs sk hu ro bg sr sr_Latn hr bs sl mk sq et lv lt ca gl eu cy
ga is mt be ka hy az kk ky uz ms fil sw af am my km lo mn ku ckb ps zu de_AT de_CH fr_CH en_IN es_MX
pt_PT it_CH en_ZA es_AR
""".split()
"""In the order in which they decide a name that is of two languages: the widest read first."""
HEAD = "# Built by bench/build_locales.py from CLDR (Unicode licence); not edited by hand.\n"


def main() -> None:
    """Writes the tables."""
    months, numbers = [], []
    for name in LOCALES:
        localedata._cache.clear()  # babel resolves the aliases of root once, for whoever asks first
        one = Locale.parse(name)
        if line := month_line(one):
            months.append(f"{one.language} {line}")
        numbers.append(f"{name} {number_line(one)}")
    (HERE / "months.txt").write_text(HEAD + "\n".join(months) + "\n", encoding="utf-8")
    (HERE / "number_marks.txt").write_text(HEAD + "\n".join(numbers) + "\n", encoding="utf-8")
    (HERE / "languages.txt").write_text(HEAD + "\n".join(alias_lines()) + "\n", encoding="utf-8")


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
