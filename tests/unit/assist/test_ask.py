"""Ask: questions of every kind, over a few reports of invented places."""

from datetime import UTC, date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from octavo.assist.ask import Source, answer
from octavo.assist.asking.follow_up import in_context
from octavo.assist.asking.marks import marked
from octavo.assist.asking.question import question
from octavo.assist.asking.times import meet, spans
from octavo.assist.suggestions import suggestions
from rows import every_row

BRIDGE = Source(
    1,
    "Lorry brings down footbridge in Aldmoor",
    "ALDMOOR (Fenwire) - A lorry with its crane raised brought down a footbridge in Aldmoor on "
    "Thursday, injuring four people.\n"
    "Nobody was killed. The driver, Piet Vandaele, 41, had forgotten to lower the crane because a"
    " warning lamp was broken, police said.\n"
    "The bridge was built in 1987 for 2.4 million. It is 38 metres long and carried 900 pupils a"
    " day to Lindgate school.\n"
    '"We asked for barriers twice," said headmistress Ines Corral. "We were sent a leaflet."\n'
    "Repairs will take eleven weeks. Mayor Otto Brandvold promised a ferry for the pupils from"
    " Monday.",
    "en",
    datetime(2026, 11, 13, 9, tzinfo=UTC),
)
CHESS = Source(
    2,
    "Sanna Oyelaran beats Kirk Dunmore to win the Tellin chess open",
    "Sanna Oyelaran won the Tellin open on Sunday when she beat Kirk Dunmore in 61 moves.\n"
    "She takes home 12,000, and a cheese. Dunmore had won the last three opens.\n"
    "Two hundred players from 19 countries took part. The arbiter, Maud Finch, fined one of them"
    " for humming.\n"
    "Oyelaran, a pharmacist, will not defend her title next year: she is expecting a child in May.",
    "en",
    datetime(2026, 10, 19, 9, tzinfo=UTC),
)
SALT = Source(
    3,
    "إغلاق منجم الملح في وادي سرمد",
    "أعلنت شركة تيماء الأحد إغلاق منجم الملح في وادي سرمد بسبب تسرب المياه.\n"
    "ويعمل في المنجم 340 عاملا، وقالت مديرة الشركة هالة النجار إنهم سينقلون إلى مصنع قريب.\n"
    "وافتتح المنجم عام 1962.",
    "ar",
    datetime(2026, 11, 8, 9, tzinfo=UTC),
)
ALL = (BRIDGE, CHESS, SALT)


@every_row(
    ("question", "words"),
    [
        ("How many people were injured in Aldmoor?", "four people"),
        ("How many pupils did the bridge carry a day?", "900 pupils"),
        ("How long is the footbridge?", "38 metres"),
        ("How long will repairs take?", "eleven weeks"),
        ("How old is the lorry driver?", "41"),
        ("How much did the bridge cost?", "2.4 million"),
        ("When was the bridge built?", "1987"),
        ("Where did the lorry bring down a bridge?", "in Aldmoor"),
        ("Who drove the lorry?", "Piet Vandaele"),
        ("Who is the mayor?", "Otto Brandvold"),
        ("Who is Ines Corral?", "headmistress Ines Corral"),
        ("Who is Maud Finch?", "The arbiter, Maud Finch"),
        ("Why had the driver forgotten to lower the crane?", "because"),
        ("What did Ines Corral say about barriers?", "asked for barriers"),
        ("Which headmistress demanded barriers?", "Ines Corral"),
        ("Who won the Tellin open?", "Sanna Oyelaran won"),
        ("Who lost to Oyelaran?", "beat Kirk Dunmore"),
        ("How many competitors were there in Tellin?", "Two hundred players"),
        ("How many countries did the players come from?", "19 countries"),
        ("How much does the winner of the open earn?", "12,000"),
        ("Who was the referee in Tellin?", "Maud Finch"),
        ("كم عاملا في منجم الملح؟", "340"),
        ("لماذا أغلق منجم الملح في وادي سرمد؟", "بسبب"),
        ("متى افتتح المنجم؟", "1962"),
        ("من هي مديرة الشركة؟", "هالة النجار"),
    ],
)
def test_a_question_is_answered_by_what_holds_that_kind_of_thing(question: str, words: str) -> None:
    found = answer(question, ALL).passages
    assert any(words in passage.sentence for passage in found), found


@every_row(
    "question",
    [
        "Who was killed in Aldmoor?",
        "How many people were arrested in Aldmoor?",
        "How many lorries were damaged?",
        "Why did Otto Brandvold resign?",
        "Why did Ines Corral forget the crane?",
        "Who is the mayor of Tellin?",
        "What did Maud Finch say about the bridge?",
        "When was the footbridge in Dellwick built?",
        "Who won the Tellin open last year?",
        "Who won the open in 1994?",
        "How much did the ferry cost?",
        "Where was Piet Vandaele born?",
        "كم عاملا قتل في المنجم؟",
        "لماذا أغلق المنجم في وادي زهران؟",
    ],
)
def test_what_no_article_tells_is_not_answered(question: str) -> None:
    """Neither a detail never told, nor another person, place or year, nor what is denied."""
    found = answer(question, ALL, today=date(2026, 11, 20))
    assert found.passages == ()


def test_a_passage_is_shown_without_its_dateline_and_with_what_it_leans_on() -> None:
    first = answer("How many people were injured in Aldmoor?", ALL).passages[0]
    assert first.sentence.startswith("A lorry with its crane raised")
    long = answer("How long is the footbridge?", ALL).passages[0]
    assert long.sentence.startswith("The bridge was built"), "it says what `It` is"


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=60), st.text(max_size=300))
def test_no_text_is_too_strange(question: str, text: str) -> None:
    mine = Source(9, text[:40], text, "en", datetime(2026, 1, 1, tzinfo=UTC))
    for asked in (question, f"How many {question}?", f"Who {question} in {text[:20]}?"):
        for one in answer(asked, [mine, BRIDGE]).passages:
            held = {9: text, 1: BRIDGE.text}[one.article_id]
            assert held[one.start : one.end] == one.sentence


DAY = date(2026, 11, 18)
"""A Wednesday."""


@every_row(
    ("asked", "told", "is_met"),
    [
        ("What happened yesterday?", "on Tuesday", True),
        ("What happened yesterday?", "on Monday", False),
        ("What happened last week?", "on 11 November", True),
        ("What happened last month?", "in October", True),
        ("What happened in October?", "last month", True),
        ("What happened in October?", "on 3 October", True),
        ("What happened in October?", "on 3 November", False),
        ("What happened last year?", "in 2025", True),
        ("What happened in 2024?", "last year", False),
        ("What happened on Tuesday?", "yesterday", True),
        ("ماذا حدث أمس؟", "يوم الثلاثاء", True),
        ("ماذا حدث العام الماضي؟", "عام 2025", True),
    ],
)
def test_times_are_resolved_against_the_day_they_are_said(
    asked: str, told: str, is_met: bool
) -> None:
    pairs = [(one, other) for one in spans(asked, DAY) for other in spans(told, DAY)]
    assert pairs
    assert any(meet(one, other) for one, other in pairs) is is_met


@every_row(
    ("former", "text", "words"),
    [
        ("Who won the Tellin open?", "And when?", "on Sunday"),
        ("Who won the Tellin open?", "How many players took part?", "Two hundred"),
        ("How long is the footbridge?", "When was it built?", "1987"),
        ("When was the bridge built?", "and how much did it cost?", "2.4 million"),
        ("كم عاملا في منجم الملح؟", "ومتى افتتح؟", "1962"),
    ],
)
def test_a_question_may_go_on_from_the_last(former: str, text: str, words: str) -> None:
    found = answer(in_context(text, former), ALL).passages
    assert any(words in passage.sentence for passage in found), in_context(text, former)


def test_what_about_another_asks_the_former_question_of_it() -> None:
    former = "How many people were injured in Aldmoor?"
    assert in_context("What about Tellin?", former) == "How many people were injured in Tellin?"
    assert in_context("What about the pupils?", former).startswith("How many people were injured")
    assert in_context("Who won the Tellin open?", former) == "Who won the Tellin open?"
    assert in_context("And when?", "") == "And when?"


@every_row(
    ("asked", "marks"),
    [
        ("How long is the footbridge?", ["38"]),
        ("Who is the mayor?", ["Otto Brandvold"]),
        ("When did the lorry bring down a bridge?", ["Thursday"]),
        ("Why had the driver forgotten to lower the crane?", ["driver", "forgotten", "lower"]),
    ],
)
def test_what_answers_is_marked_in_the_passage(asked: str, marks: list[str]) -> None:
    passage = answer(asked, [BRIDGE]).passages[0]
    parts = marked(question(asked), passage.sentence, "en")
    assert "".join(part for part, _ in parts) == passage.sentence
    assert set(marks) <= {part for part, is_answer in parts if is_answer}


def test_suggested_questions_are_answered_by_their_own_sentences() -> None:
    found = suggestions(BRIDGE)
    assert "What did Ines Corral say?" in found
    for asked in found:
        assert answer(asked, [BRIDGE]).found
    assert any("كم" in asked for asked in suggestions(SALT))
    assert suggestions(Source(5, "Ein Titel", "Ein Satz steht hier.", "de")) == ()
