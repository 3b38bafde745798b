"""Whether a passage supports a sentence: each kind of invention by its reason."""

from time import process_time

from hypothesis import given, settings
from hypothesis import strategies as st

from octavo.assist.gate.gate import verdict
from tests.rows import every_row

PASSAGE = (
    "At least 40 dockers of Port Marl were laid off on Monday, union leader Ada Moor said. “We "
    "shall not go quietly,” she added. The owner, Harl & Sons, denied that the port may close."
)


@every_row(
    "sentence",
    [
        "At least 40 dockers of Port Marl were laid off on Monday, union leader Ada Moor said.",
        "Ada Moor said at least forty dockers were laid off.",
        "“We shall not go quietly,” said Ada Moor.",
        "Harl & Sons denied that the port may close.",
    ],
)
def test_what_the_passage_says_is_supported(sentence: str) -> None:
    assert verdict(sentence, [PASSAGE]).reason == ""


@every_row(
    "sentence, reason",
    [
        ("Ada Moor said exactly 40 dockers were laid off.", "number"),
        ("Ada Moor said at least 400 dockers were laid off.", "number"),
        ("Tom Moor said at least 40 dockers were laid off.", "name"),
        ("“We shall go quietly,” said Ada Moor.", "quotation"),
        ("“We shall … go quietly,” said Ada Moor.", "quotation"),
        ("Ada Moor said at least 40 dockers were laid off on Tuesday.", "time"),
        ("At least 40 dockers were laid off.", "claim, not fact"),
        ("Harl & Sons said at least 40 dockers were laid off.", "said by another"),
        ("Ada Moor said at least 40 dockers were hired.", "opposite"),
        ("Ada Moor said at least 40 dockers were praised.", "not in the passage"),
        ("Ada Moor said not at least 40 dockers were laid off.", "negation"),
        ("Harl & Sons did not deny that the port may close.", "negation"),
        ("Harl & Sons denied that the port will close.", "possible, not certain"),
        ("", "nothing to compare"),
    ],
)
def test_an_invention_is_refused_with_its_reason(sentence: str, reason: str) -> None:
    found = verdict(sentence, [PASSAGE])
    assert not found.is_supported
    assert found.reason.partition(":")[0] == reason


def test_a_fact_of_another_passage_does_not_help() -> None:
    other = "In Vale, the mill burned down."
    assert not verdict("The mill of Port Marl burned down.", [PASSAGE, other]).is_supported


def test_a_number_is_not_said_of_what_another_counts() -> None:
    passage = (
        "Casualties of the Marl brigade are put at about 4,700, including some 600 deaths, Yun "
        "Ha-neul said."
    )
    assert verdict("Yun Ha-neul said some 600 of the brigade died.", [passage]).is_supported
    assert not verdict("Yun Ha-neul said about 4,700 of the brigade died.", [passage]).is_supported


def test_no_passage_supports_nothing() -> None:
    assert not verdict("The mill burned down.", []).is_supported
    assert not verdict("The mill burned down.", ["", " "]).is_supported


def test_a_text_of_marks_or_numbers_alone_takes_little_time() -> None:
    for word in ("1 2 3 ", "Anna Berg met ", "“a b” ", "not may ", "said he "):
        start = process_time()
        verdict(word * 20, [f"{word.strip()}. " * 700])
        assert process_time() - start < 2.0


@settings(max_examples=12, deadline=None)
@given(st.text(max_size=60), st.text(max_size=120))
def test_no_text_raises(sentence: str, passage: str) -> None:
    verdict(sentence, [passage])


ELECTED = (
    "Lena Brandt was elected mayor of Norvik on Sunday, beating the incumbent, Jonas Reil, who had "
    "led the town since 2012. Turnout was 61 per cent, up from 48 per cent four years ago."
)
PATIENTS = (
    "Twenty-one of the patients are children under five, and four people have been treated in "
    "hospital. Protests are planned in Ostby on Saturday."
)
UNION = (
    "The Dockers Union, which represents 2,300 workers, said members had accepted a pay rise of "
    "6.5 per cent. “Nobody won,” said union leader Marta Okafor. Ships wait, the Port Authority "
    "said."
)


@every_row(
    "sentence, passage, is_supported",
    [
        ("Jonas Reil was elected mayor of Norvik on Sunday.", ELECTED, False),
        ("Lena Brandt was elected mayor of Norvik.", ELECTED, True),
        ("Turnout rose to 61 per cent from 48 per cent.", ELECTED, True),
        ("Turnout fell to 61 per cent from 48 per cent.", ELECTED, False),
        ("Four children were treated in hospital.", PATIENTS, False),
        ("Four people were treated in hospital.", PATIENTS, True),
        ("Protests took place in Ostby on Saturday.", PATIENTS, False),
        ("Protests are planned for Saturday in Ostby.", PATIENTS, True),
        ("Marta Okafor of the Port Authority said nobody won.", UNION, False),
        ("The Dockers Union represents 2,300 workers.", UNION, True),
    ],
)
def test_who_did_it_who_was_counted_and_whether_it_was_done(
    sentence: str, passage: str, is_supported: bool
) -> None:
    assert verdict(sentence, [passage]).is_supported is is_supported
