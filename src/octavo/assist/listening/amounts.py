"""Numbers with what they count: money, units, shares, ranges, in the words of a language."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from octavo.assist.listening.tables import Forms, any_of, listed_words, table

NUMBER = r"\d+(?:[.,]\d+)*"
"""The pattern of a number, in European digits."""

_RANGE = rf"{NUMBER}(?:\s?[–—]\s?{NUMBER}|-{NUMBER})?"
_DASH = re.compile(r"\s?[–—]\s?|-")
_SPAN = rf"(?<![\w.,/:–-])({NUMBER})(?:\s?[–—]\s?|-)({NUMBER})(?![\w/]|[-–:]\w|[.,]\d)"
_BEFORE_MONEY = r"(?<=[\d%mnk])\s?[–-]\s?(?=[$€£¥]\d)"
_AFTER_SIGN = r"(?<=[%‰M])\s?[–—-]\s?(?=\d)"
_CENTS = re.compile(r"(\d[\d,]*)\.(\d\d)")
_ARTICLE = re.compile(r"\b[Aa]n?\s$")
_DETERMINER = re.compile(r"(?:\b(?:[Tt]h(?:e|is|at|eir)|[Ii]ts|[Hh]is|[Hh]er|[Oo]ur)|['’]s)\s$")
_NOUN_AFTER = re.compile(r"[\s-]([^\W\d_]{3,})")
_SCALED = rf"(?<![\w.,])({NUMBER})([mMkK]|\s?(?:bn|tn|trn|mn|mln))(?![\w/²³])(?=\s(\w+)|)"

Step = Callable[[re.Match[str]], str]


@dataclass(frozen=True)
class Amounts:
    """The amounts of a language: `to` stands between the ends of a range, `joined` where `between`
    stands before it; `per` between a unit and what it is counted by. Whole numbers of `few` take
    the form of several; where it is empty, all but 1 do."""

    language: str
    to: str
    between: str
    joined: str
    per: str
    few: range = range(0)

    def said(self, text: str) -> str:
        """The text with amounts as they are said."""
        for pattern, step in self._steps:
            text = pattern.sub(step, text)
        return text

    @cached_property
    def _steps(self) -> list[tuple[re.Pattern[str], Step]]:
        money, units = any_of(self._table("money")), any_of(self._table("unit"))
        scale = rf"(?:[\s-]?(?P<scale>{any_of(self._table('scale'))})(?!\w))?"
        by = r"(?:/(?P<by>[^\W\d_]+[²³]?))?"
        rows: list[tuple[str, Step]] = [
            (_BEFORE_MONEY, self._to),
            (_AFTER_SIGN, self._to),
            (rf"(?<!\w)(?P<name>{money})\s?(?P<n>{_RANGE}){scale}{by}", self._price),
            (rf"(?<![\w.,])(?P<n>{_RANGE}){scale}\s?(?P<name>{money})(?!\w){by}", self._price),
            (_SCALED, self._scaled),
            (r"\b[Ss]q\.? ?(km|m|ft)\b", lambda m: f"sq{m[1]}"),
            (rf"(?<![\w.,])(?P<n>{_RANGE})[\s-]?(?P<name>{units}){by}(?![\w²³])", self._measure),
            (_SPAN, lambda m: f"{m[1]}{self._to(m)}{m[2]}"),
            (r"(?<=\d)–(?=\d)", self._to),
        ]
        return [(re.compile(pattern), step) for pattern, step in rows]

    def _table(self, kind: str) -> dict[str, Forms]:
        return table(kind, self.language)

    def _to(self, found: re.Match[str]) -> str:
        is_between = found.string[: found.start()].rstrip().endswith(self.between)
        return f" {self.joined if is_between else self.to} "

    def _price(self, found: re.Match[str]) -> str:
        name, scale = self._table("money")[found["name"]], found["scale"]
        big = f" {self._scale(found)}" if scale else ""
        one = self._form(found, name, is_scaled=bool(scale))
        cents = None if scale or self.few else _CENTS.fullmatch(found["n"])
        if cents and cents[1] != "0":
            return f"{cents[1]} {one}{self._cents(cents[2])}{self._by(found)}"
        return f"{self._number(found)}{big} {one}{self._by(found)}"

    def _scale(self, found: re.Match[str]) -> str:
        """The scale: a word as it is written, a short form in full."""
        written, (said, *_) = found["scale"], self._table("scale")[found["scale"]]
        return written if len(written) > 3 or self.few else said

    def _cents(self, digits: str) -> str:
        return f" {int(digits)}" if int(digits) else ""

    def _number(self, found: re.Match[str]) -> str:
        return _DASH.sub(lambda _: self._to(found), found["n"])

    def _form(self, found: re.Match[str], forms: Forms, *, is_scaled: bool = False) -> str:
        """The form that the number takes: `a 5 kilogram bag`, `5 kilograms`."""
        number = found["n"]
        if self.few:
            is_few = not is_scaled and number.isdigit() and int(number) in self.few
            return forms[-1 if is_few else 0]
        is_one = number == "1" and not is_scaled
        return forms[0 if is_one or self._is_before_noun(found) else -1]

    def _is_before_noun(self, found: re.Match[str]) -> bool:
        """Whether the amount says which: `a $5 million loan`, `the $5 million loan`."""
        before = found.string[max(0, found.start() - 7) : found.start()]
        after = _NOUN_AFTER.match(found.string, found.end())
        if _ARTICLE.search(before) or not after:
            return _ARTICLE.search(before) is not None
        functions = listed_words("functions", self.language)
        return bool(_DETERMINER.search(before)) and after[1].lower() not in functions

    def _by(self, found: re.Match[str]) -> str:
        """What it is counted by: `per hour`."""
        by = found["by"]
        if not by:
            return ""
        said = self._table("per").get(by) or self._table("unit").get(by) or (by,)
        return f" {self.per} {said[0]}"

    def _measure(self, found: re.Match[str]) -> str:
        forms = self._table("unit")[found["name"]]
        return f"{self._number(found)} {self._form(found, forms)}{self._by(found)}"

    def _scaled(self, found: re.Match[str]) -> str:
        """A number with a short scale, but for metres and for what is only called by it (4K)."""
        number, short, after = found[1], found[2].strip(), (found[3] or "").lower()
        is_length = short == "m" and (
            after in listed_words("metres", self.language)
            or found.string[: found.start()].endswith("within ")
        )
        is_name = short == "K" or (short == "k" and after in {"run", "race", "walk"})
        if is_length or is_name or short not in self._table("scale"):
            return found[0]
        return f"{number} {self._table('scale')[short][0]}"
