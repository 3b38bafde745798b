"""How texts are said aloud, in English and Arabic: by table, and what holds of any text."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from octavo.assist.listening.roman import roman_value
from octavo.assist.listening.signs import PAUSE
from octavo.assist.listening.spoken import spoken
from rows import every_row
from unit.assist.listening import spoken_rows

HELD_RIGHT = 0.95
"""Share of the rows that nothing was tuned to which are said as they should be."""

PLAIN = (
    "harbour dockers strike pier said that the and ferry ninety café naïve Vareno Okafor".split()
)
PLAIN_ARABIC = "الميناء عاد العمال إلى الرصيف بعد إضراب السفينة قال".split()
BETWEEN = [
    *(" ", ", ", ". ", " — ", " “", "” ", " «", "» ", " (", ") ", " & ", " 12% ", " $4.7bn "),
    *(" 3–5 ", " ١٢٪ ", " 🙂 ", " * ", "; ", ": ", "! ", "؟ ", "\n", "\u00ad ", " ‘", "’ "),
]


@every_row("written, said", spoken_rows.ENGLISH)
def test_english_is_said_in_words(written, said):
    assert spoken(written, "en") == said


@every_row("written, said", spoken_rows.ARABIC)
def test_arabic_is_said_in_words(written, said):
    assert spoken(written, "ar") == said


def test_what_nothing_was_tuned_to_is_said_right_too():
    rows = [(row, code) for code, rows in spoken_rows.HELD.items() for row in rows]
    right = sum(spoken(written, code) == said for (written, said), code in rows)
    assert right / len(rows) >= HELD_RIGHT


@every_row("written, said", [("der Hafen „ruht“ – ganz", "der Hafen, ruht, ganz"),
                             ("Siehe https://hafen.example/a.", "Siehe hafen.example."),
                             ("soft\u00adhyphen", "softhyphen"), ("★ 5 ★", "5")])  # fmt: skip
def test_in_other_languages_only_signs_go(written, said):
    assert spoken(written, "de") == said


@given(st.text(max_size=300), st.sampled_from(["en", "ar", "de", ""]))
@settings(max_examples=25, deadline=None)
def test_any_text_can_be_said(text, language):
    said = spoken(text, language)
    assert PAUSE not in said
    assert "  " not in said
    assert said == said.strip()


@given(
    st.sampled_from([("en", PLAIN), ("ar", PLAIN_ARABIC)]).flatmap(
        lambda one: st.tuples(
            st.just(one[0]),
            st.lists(st.tuples(st.sampled_from(one[1]), st.sampled_from(BETWEEN)), max_size=20),
        )
    )
)
@settings(max_examples=40, deadline=None)
def test_no_word_is_lost_between_signs(given_text):
    language, parts = given_text
    said = spoken("".join(word + mark for word, mark in parts), language)
    rest = iter(re.findall(r"\w+", said))
    assert all(word in rest for word, _ in parts), said


@every_row("numeral, value", [("IV", 4), ("XIX", 19), ("XL", 40), ("IIX", 0), ("", 0), ("MIX", 0)])
def test_roman_numerals(numeral, value):
    assert roman_value(numeral) == value
