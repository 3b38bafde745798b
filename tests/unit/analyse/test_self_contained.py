"""A sentence that is quoted can be understood without the one before it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from octavo.analyse.self_contained import dependence, with_antecedent
from octavo.formats.sentences import sentences
from rows import every_row
from unit.analyse.sentence_rows import ARABIC, ARABIC_APART, ENGLISH, ENGLISH_APART


@every_row(("text", "reason"), ENGLISH)
def test_an_english_sentence_that_leans_on_another_is_known_by_its_head(text, reason):
    assert dependence(text, "en") == reason


@every_row(("text", "reason"), ARABIC)
def test_an_arabic_sentence_that_leans_on_another_is_known_by_its_head(text, reason):
    assert dependence(text, "ar") == reason


@every_row(
    ("text", "reason", "language"),
    [(*row, "en") for row in ENGLISH_APART] + [(*row, "ar") for row in ARABIC_APART],
)
def test_sentences_that_the_rules_were_not_made_for(text, reason, language):
    assert bool(dependence(text, language)) == bool(reason)


@every_row(
    ("text", "language", "stands"),
    [
        ("Der Hafen von Vareno ist seit Montag wieder offen.", "de", True),
        ("Aber das war er nicht mehr an diesem Abend.", "de", False),
        ("Le port de Vareno a rouvert lundi matin.", "fr", True),
        ("Mais il ne les a pas vus partir dans la nuit.", "fr", False),
        ("¿Quién pagará la segunda fábrica?", "es", False),
        ("港は月曜日に再開した。", "ja", True),
    ],
)
def test_other_languages_have_their_stop_words(text, language, stands):
    assert (not dependence(text, language)) == stands


@every_row(
    ("text", "at", "shown"),
    [
        (
            "Birger Nilsen told the inquiry of the pumps. He was answered that parts were ordered.",
            1,
            "Birger Nilsen told the inquiry of the pumps. He was answered that parts were ordered.",
        ),
        (
            "Birger Nilsen told the inquiry of the pumps.\nHe was answered that parts were ordered.",
            1,
            "He was answered that parts were ordered.",
        ),
        ("He wrote to them at once. She did not answer.", 1, "She did not answer."),
        ("There was no answer at all. It came late.", 1, "It came late."),
    ],
)
def test_who_a_pronoun_stands_for_is_shown_with_it_where_the_sentence_before_says(text, at, shown):
    assert with_antecedent(sentences(text), at, text, "en").text == shown


TEXTS = st.text(max_size=200) | st.text(alphabet='aB ."«»“”?؟:,وقالهو\n12', max_size=120)


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.sampled_from(["en", "ar", "de", "ja", ""]))
def test_any_text_is_judged_and_what_is_shown_is_verbatim(text, language):
    found = sentences(text)
    for at, one in enumerate(found):
        dependence(one.text, language)
        assert with_antecedent(found, at, text, language).text in text
