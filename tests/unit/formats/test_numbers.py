"""Numbers by the language's marks and words."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from octavo.analyse.figures import numbers
from octavo.formats.numbers import decimal_mark, pattern, scale, value
from rows import every_row


@every_row(
    ("written", "language", "worth"),
    [
        ("86.000", "de", 86_000), ("86.000", "en", 86), ("86.000", "", 86), ("1,500", "en", 1_500),
        ("1,500", "de", 1.5), ("1,500", "", 1_500), ("1,5", "en", 1.5), ("1,5", "de", 1.5), ("2.50", "de", 2.5),
        ("1.500", "es", 1_500), ("1,500", "es", 1_500), ("1.500,75", "de", 1_500.75), ("1,500.75", "de", 1_500.75),
        ("1.234.567", "en", 1_234_567), ("0.500", "de", 0.5), ("0,500", "en", 0.5),
        ("15 000", "fr", 15_000), ("15\u00a0000", "fr", 15_000), ("15\u202f000,5", "fr", 15_000.5),
        ("15\u2009000", "en", 15_000), ("1'000", "de", 1_000), ("1’000’000", "", 1_000_000),
        ("1,00,000", "hi", 100_000), ("12,34,567.8", "en", 1_234_567.8), ("٥٬٢٠٠", "ar", 5_200),
        ("٦٫١", "ar", 6.1), ("6.1", "ar", 6.1), ("5,200", "ar", 5_200), ("١٬٢٣٤٫٥", "ar", 1_234.5),
        ("۱۲۳", "fa", 123), ("3万5000", "ja", 35_000), ("1億2000万", "ja", 120_000_000), ("1.5億", "ja", 1.5e8),
        ("12만", "ko", 120_000), ("12.5", "sv", 12.5), ("1 234,5", "ru", 1_234.5), ("1,234.5", "en-ZA", 1_234.5),
    ],
)  # fmt: skip
def test_a_number_is_worth_what_its_language_means(
    written: str, language: str, worth: float
) -> None:
    assert re.fullmatch(pattern(language), written)
    assert value(written, language) == pytest.approx(worth)


def test_english_does_not_group_by_blanks() -> None:
    assert re.fullmatch(pattern("en"), "15 000") is None
    assert re.fullmatch(pattern("fr"), "2024 150") is None
    assert (decimal_mark("en"), decimal_mark("de"), decimal_mark("es-MX"), decimal_mark("xx")) == (
        ".", ",", ".", ".",
    )  # fmt: skip


@every_row(
    ("word", "language", "size"),
    [
        ("million", "en", 1e6), ("Mio.", "de", 1e6), ("млн", "ru", 1e6), ("مليون", "ar", 1e6), ("آلاف", "ar", 1e3),
        ("billion", "en", 1e9), ("Billion", "de", 1e12), ("billions", "fr", 1e12), ("milliards", "fr", 1e9),
        ("bin", "tr", 1e3), ("bin", "de", 0), ("mil", "es", 1e3), ("mil", "cs", 1e6), ("tys.", "pl", 1e3),
        ("लाख", "hi", 1e5), ("करोड़", "hi", 1e7), ("crore", "en", 1e7), ("triệu", "vi", 1e6), ("juta", "id", 1e6),
        ("people", "en", 0), ("", "", 0),
    ],
)  # fmt: skip
def test_a_word_beside_a_number_multiplies_it(word: str, language: str, size: float) -> None:
    assert scale(word, language) == size


@every_row(
    ("text", "language", "figures"),
    [
        ("Rund 86.000 Menschen", "de", ("86000",)), ("2,3 Mio. Euro", "de", ("2300000 EUR",)),
        ("15 000 personnes", "fr", ("15000",)), ("12 млн рублей", "ru", ("12000000",)),
        ("約3万5000人", "ja", ("35000",)), ("am 30. April 2024", "de", ()), ("5 bin kişi", "tr", ("5000",)),
        ("20 ton. Dollar fiel", "de", ("20 ton",)), ("dnia 3 stycznia", "pl", ()), ("1,00,000 people", "en", ("100000 people",)),
    ],
)  # fmt: skip
def test_figures_of_a_text_are_read_in_its_language(
    text: str, language: str, figures: tuple[str, ...]
) -> None:
    assert numbers(text, language) == figures


@settings(max_examples=60)
@given(
    st.text(alphabet="0123456789.,' ٬٫\u00a0万億٣", max_size=20),
    st.sampled_from(["en", "de", "fr", "es"]),
)
def test_whatever_looks_like_a_number_has_a_value(text: str, language: str) -> None:
    for match in re.finditer(pattern(language), text):
        assert value(match[0], language) >= 0
