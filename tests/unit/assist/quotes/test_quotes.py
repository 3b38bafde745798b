"""Who said what: what is a quotation, whose it is, and that it is verbatim whatever the text."""

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from octavo.assist.quotes.quotes import statements, text_quotes
from tests.rows import every_row

MARKED = st.text(
    alphabet=st.sampled_from("“”„«»‘’\"'.,:;?! \nab AB—قالو«»") | st.characters(), max_size=120
)
PIECES = st.lists(
    st.sampled_from(
        ["“We sail,” ", "Mara Quill said", ". ", "he ", "said ", ", ", "\n", "“Now", "«لن نغلق» ",
         "قالت ليلى حداد", ": ", "the mayor", "Monday of the bank ", "’", "‘no’ ",
         "according to ", '"', "told "]
    ), max_size=24,
).map("".join)  # fmt: skip


def _pairs(text: str, language: str = "en") -> list[tuple[str, str]]:
    return [(one.speaker, one.quote) for one in text_quotes(text, language)]


@settings(max_examples=40, deadline=None)
@given(MARKED | PIECES, st.sampled_from(["en", "ar", "de", "fr", "tr", ""]))
def test_every_part_and_sentence_is_in_its_text(text: str, language: str) -> None:
    for one in statements(text, language):
        assert text[one.start : one.start + len(one.sentence)] == one.sentence
        assert all(part in one.sentence for part in one.parts)
        assert one.quote == " ".join(one.parts)


@every_row(
    "text, speakers",
    [
        ("Ida Lund met Karl Brenn. “We agree,” she said.", ["Ida Lund"]),
        ("Ida Lund met Karl Brenn. “We agree,” he said.", ["Karl Brenn"]),
        ("Ida Lund and Edda Falk left. “We agree,” she said.", [""]),
        ("“We agree,” he said.", [""]),
        ("Ida Lund spoke first. “We agree,” Lund said.", ["Ida Lund"]),
        ("Ida Lund met Nils Lund. “We agree,” Lund said.", ["Lund"]),
        ("Judge Clara Dunn rose. “We agree,” the judge said.", ["Clara Dunn"]),
        ("“We agree,” the judge said.", ["the judge"]),
        ("The council met. “We agree,” it said.", ["the council"]),
        (
            "“Go,” Falk said.\n“Where to?” Lund asked.\n“Home to the boats.”",
            ["Falk", "Lund", "Falk"],
        ),
    ],
)
def test_a_speaker_is_named_where_it_is_sure(text: str, speakers: list[str]) -> None:
    assert [speaker for speaker, _ in _pairs(text)] == speakers


@every_row(
    "text",
    [
        "The council wants a “green” quay.",
        "Her novel “The Long Tide” was printed in spring.",
        "Tom “Bones” Kerr has kept goal since 2011.",
        "A banner read “No more cuts at the yard”.",
        "Lund said the harbour had been closed since May.",
        "قال سامر نصر إن الجسر سيفتح في الصيف.",
    ],
)
def test_titles_nicknames_and_indirect_speech_are_no_quotations(text: str) -> None:
    assert _pairs(text, "ar" if text[0] > "z" else "en") == []


def test_what_is_said_indirectly_is_kept_apart() -> None:
    (one,) = statements("Ida Lund said that the harbour had been closed since May.", "en")
    assert (one.kind, one.speaker) == ("indirect", "Ida Lund")
    assert one.quote == "the harbour had been closed since May"


def test_a_quotation_beside_a_name_is_no_role_of_it() -> None:
    text = "Mara Quill, the “boss of bosses”, said: “We sail.” Milo Grant, a “mad dog”, left."
    assert _pairs(text) == [("Mara Quill", "We sail.")]


def test_a_quotation_of_several_paragraphs_is_one() -> None:
    text = "“We left,” Ida Lund said. “It rained.\n“Then it froze.\n“Nobody came.”\nShe wept."
    (one,) = text_quotes(text, "en")
    assert one.parts == ("We left,", "It rained.", "Then it froze.", "Nobody came.")
    assert one.speaker == "Ida Lund"


def test_a_text_of_marks_alone_is_read_in_little_time() -> None:
    begun = time.process_time()
    for text in ("“" * 5_000, '"' * 5_000, "‘a’ " * 2_000, "“No,” said Bo. " * 300):
        text_quotes(text, "en")
    assert time.process_time() - begun < 1


def test_what_was_written_is_nobody() -> None:
    assert _pairs("وصل سامي حداد صباحا. كتب سطرا واحدا: «لن نبيع القارب لأحد».", "ar")[0][0] == (
        "سامي حداد"
    )
    assert _pairs("كتب سطرا واحدا: «لن نبيع القارب لأحد».", "ar")[0][0] == ""
