"""Words, sentences, language, numbers: any text in, verbatim and bounded out."""

from hypothesis import given, settings
from hypothesis import strategies as st

from octavo.analyse.figures import numbers
from octavo.analyse.words.language import language
from octavo.analyse.words.search import search_words
from octavo.analyse.words.words import content, folded, found, stems
from rows import every_row


def test_arabic_words_meet_whatever_their_spelling() -> None:
    assert folded("أُمَّـة") == folded("امه")
    assert stems("والمدارس", "ar") == stems("مدارس", "ar")
    assert stems("الروسية", "ar") == stems("روسي", "ar")


def test_a_query_finds_the_text_it_means() -> None:
    indexed = search_words("The governments announced new tariffs in Zürich", "en").split()
    assert set(search_words("government tariff zurich", "en").split()) <= set(indexed)
    assert set(search_words("政府", "zh").split()) <= set(
        search_words("中国政府今天宣布", "zh").split()
    )


@every_row(
    ("language", "written", "typed"),
    [
        ("he", "שָׁלוֹם", "שלום"),
        ("hi", "समाचार", "समाचार"),
        ("ar", "مُدَرِّسٌ", "مدرس"),
        ("fa", "می\u200cخواهم", "میخواهم"),
        ("fr", "cafe\u0301", "café"),
        ("ru", "зелёный", "зеленый"),
        ("en", "Đoković", "Dokovic"),
        ("da", "Ørsted", "Orsted"),
        ("pl", "Łódź", "Lodz"),
        ("tr", "ırmak", "irmak"),
        ("en", "œuvre", "oeuvre"),
        ("en", "C++", "c++"),
        ("en", "C#", "c#"),
    ],
)
def test_one_word_is_one_token_however_it_is_spelled(
    language: str, written: str, typed: str
) -> None:
    assert search_words(written, language).split() == search_words(typed, language).split()
    assert len(search_words(written, language).split()) == 1


def test_vowel_signs_and_marks_are_of_the_word() -> None:
    assert search_words("हिन्दी", "hi") != search_words("हनद", "hi")
    assert search_words("ที่นี่", "th") != search_words("ทน", "th")
    assert found("เมื่อ हिन्दी, שָׁלוֹם! don't ’quoted’") == ["เมื่อ", "हिन्दी", "שָׁלוֹם", "don't", "quoted"]


def test_a_language_of_programs_is_no_letter() -> None:
    tokens = {search_words(name, "en") for name in ("C", "C++", "C#", "F#")}
    assert len(tokens) == 4
    assert search_words("C++20", "en").split() == [search_words("C++", "en"), "20"]
    assert search_words("a+b c#d e+++", "en") == "a b c d e"


def test_texts_are_compared_by_letters_as_they_are_written() -> None:
    """What is made plain for search stays apart where texts are compared: `ł` is no `l`."""
    assert content("Łódź Ørsted", "") == ["łodz", "ørsted"]
    assert content("हिन्दी समाचार", "") == [folded("हिन्दी"), folded("समाचार")]


def test_stop_words_carry_no_content() -> None:
    assert content("They said it was about the same", "en") == []
    assert content("وقال إن هذا من أجل", "ar") != content("قصف مستشفى في غزة", "ar")


@given(st.text(max_size=200), st.sampled_from(["en", "ar", "zh", "tr", "", "xx"]))
def test_words_of_any_text_are_clean(text: str, code: str) -> None:
    assert all(stem and not stem.isspace() for stem in content(text, code))
    assert search_words(text, code) == " ".join(search_words(text, code).split())


@every_row(
    ("text", "prior", "expected"),
    [
        ("The minister said on Monday that the talks would go on.", "", "en"),
        ("La policía detuvo a tres hombres en el centro de Madrid esta mañana.", "en", "es"),
        ("قالت الوزارة إن المحادثات ستستمر", "en", "ar"),
        ("دولت ایران گفت که گفتگوها ادامه دارد", "", "fa"),
        ("今日の会議で首相は述べた", "", "ja"),
        ("OK", "de", "de"),
        ("", "", ""),
    ],
)
def test_language_is_read_from_the_text_and_the_claim(text: str, prior: str, expected: str) -> None:
    assert language(text, prior) == expected


@every_row(
    ("text", "expected"),
    [
        ("a $1.2 billion deal", "1200000000 USD"),
        ("the 5,000-ton ship", "5000 ton"),
        ("up 12% since spring", "12 %"),
        ("some 4,700 casualties", "4700"),
        ("وقتل 1200 جندي", "1200"),
        ("بنسبة ١٥ في المئة", "15"),
    ],
)
def test_numbers_keep_their_units(text: str, expected: str) -> None:
    assert any(n.startswith(expected) for n in numbers(text))


def test_years_dates_and_small_numbers_are_no_figures() -> None:
    assert numbers("In 2024, on April 30, three of 5 men met at 10:30") == ()


@settings(max_examples=60)
@given(st.text(alphabet="1234567890.,%$ mbn-٠٬", max_size=120))
def test_numbers_of_any_digits(text: str) -> None:
    assert all(number[0].isdigit() for number in numbers(text))
