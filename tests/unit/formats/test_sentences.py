"""Sentences: verbatim, in order, in any script."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from octavo.formats.sentences import sentences
from rows import every_row

TEXTS = st.text(max_size=400) | st.text(alphabet="aB .\"'“”.!?؟。\n12,", max_size=200)


@settings(max_examples=60)
@given(TEXTS)
def test_sentences_are_verbatim_in_order_and_lose_no_letter(text: str) -> None:
    found = sentences(text)
    assert all(text[s.start : s.end] == s.text for s in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    kept = "".join(s.text for s in found)
    assert [c for c in kept if c.isalnum()] == [c for c in text if c.isalnum()]


@every_row(
    ("text", "count"),
    [
        ("Mr. Lee met Gen. J. R. Smith in the U.S. Senate. They spoke.", 2),
        ('"It rained. We waited," she said. Then it stopped.', 2),
        ("'What else is left to do? I wait,' said Ana. She left.", 2),
        ("هل عاد الوفد؟ نعم. وصل أمس.", 3),
        ("政府は発表した。首相は会見した。", 2),
        ("Prices rose 3.5 per cent to 1.2 billion. Shares fell.", 2),
        ("A line\nAnother line", 2),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, count: int) -> None:
    assert len(sentences(text)) == count


@every_row(
    ("text", "place", "rest"),
    [
        ("HOLM, March 4 (Reuters) - The ferry ran. It sank.", "HOLM", "The ferry ran. It sank."),
        ("HOLM, Upper Marn (Reuters) - The ferry ran. It sank.", "HOLM", "The ferry ran. It sank."),
        ("دبي - وام / قال الوزير إن الجسر مفتوح.", "دبي", "قال الوزير إن الجسر مفتوح."),
        ("LINDQVIST: The ferry ran.", "LINDQVIST", "The ferry ran."),
        ("Lindqvist (dpa) - Die Fähre fuhr.", "Lindqvist", "Die Fähre fuhr."),
        ("HOLM, Jan. 5 (Yonhap) -- The ferry ran.", "HOLM", "The ferry ran."),
        ("LINDQVIST buses stop. Then — more.", "LINDQVIST", "LINDQVIST buses stop. Then — more."),
        ("The ferry ran - and sank.", "", "The ferry ran - and sank."),
    ],
)  # fmt: skip
def test_a_dateline_is_no_part_of_the_first_sentence(text: str, place: str, rest: str) -> None:
    found = sentences(text, place)
    assert " ".join(one.text for one in found) == rest
    assert all(text[one.start : one.end] == one.text for one in found)
