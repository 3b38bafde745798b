"""Octavo AI's promise: no sentence that its source does not hold; silence where nothing answers."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from octavo.assist.ask import Source, answer
from octavo.assist.summary import Cited, MemberText, story_summary
from octavo.assist.wrap_up import Candidate, edition
from rows import every_row

STRIKE = Source(
    1,
    "Norway's fishermen strike over cod quotas",
    "Fishermen in Norway began a strike over cod quotas on Monday.\n"
    "About 4,200 boats stayed in harbour after talks in Oslo broke down, their union said.\n"
    '"We will not sail until the quotas are raised," union leader Kari Nordby told reporters.\n'
    "The government lowered the quotas because cod stocks had fallen by a third.",
)
DAM = Source(
    2,
    "Cracked dam drained in Kenya",
    "Engineers in Kenya drained a reservoir near Kisumu after cracks were seen in the dam wall.\n"
    "About 900 people were moved from two villages, the water authority said.",
)
MINE = Source(
    3,
    "انهيار منجم في المغرب",
    "قالت السلطات إن منجما انهار قرب مراكش مساء الثلاثاء.\n"
    "وأنقذ رجال الإنقاذ 14 عاملا من المنجم المنهار.",
    "ar",
)
ALL = (STRIKE, DAM, MINE)


@every_row(
    ("question", "article", "words"),
    [
        ("How many boats stayed in harbour?", 1, "4,200"),
        ("Why were the cod quotas lowered?", 1, "because"),
        ("Who leads the fishermen's union in Norway?", 1, "Nordby"),
        ("When did the strike over cod begin?", 1, "Monday"),
        ("How many people were moved from the villages?", 2, "900"),
        ("كم عاملا أنقذ من المنجم؟", 3, "14"),
        ("متى انهار المنجم؟", 3, "الثلاثاء"),
    ],
)
def test_a_question_is_answered_with_the_sentence_that_holds_it(
    question: str, article: int, words: str
) -> None:
    found = answer(question, ALL)
    assert found.found
    assert found.passages[0].article_id == article
    assert words in found.passages[0].sentence


@every_row(
    "question",
    [
        "Who won the world cup?",
        "How many boats sank in the harbour of Lisbon?",
        "What is the capital of Kenya?",
        "What does the president of Peru say about copper?",
        "How much did the reservoir cost to build?",
        "من فاز بكأس العالم؟",
        "كم عدد سكان المغرب؟",
        "",
        "???",
    ],
)
def test_what_no_article_says_is_not_answered(question: str) -> None:
    assert answer(question, ALL).passages == ()
    assert not answer(question, ALL).found


def test_what_happened_is_answered_by_the_lead_of_one_article() -> None:
    assert answer("What happened?", [STRIKE]).passages[0].sentence.endswith("on Monday.")
    assert not answer("What happened?", ALL).found


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=80), st.lists(st.text(max_size=200), max_size=3))
def test_passages_are_verbatim(question: str, texts: list[str]) -> None:
    sources = [*ALL, *(Source(10 + i, t[:20], t) for i, t in enumerate(texts))]
    held = {s.article_id: s.text for s in sources}
    for asked in (question, question + " cod quotas", " ".join(texts)):
        for p in answer(asked, sources).passages:
            assert held[p.article_id][p.start : p.end] == p.sentence


def test_a_number_in_words_is_a_number() -> None:
    ferry = Source(
        7,
        "Ferry pumps had failed",
        "Two of the three pumps of the ferry were out of order when she sailed.\n"
        "The pumps were bought second hand from a yard in the north.",
    )
    (passage,) = answer("How many pumps had failed?", [ferry]).passages
    assert passage.sentence.startswith("Two of the three pumps")
    tarn = Source(8, "العبارة", "توفي في غرق العبارة أربعة عشر شخصاً كانوا على متنها.", "ar")
    assert answer("كم شخصاً توفي في غرق العبارة؟", [tarn]).found


def test_a_question_is_read_in_the_readers_language_if_its_letters_are_of_it() -> None:
    """Whatever language the newest of the articles is in."""
    asked, mixed = "How many boats stayed in harbour?", (MINE, STRIKE)
    for language in ("", "ar", "en"):
        assert answer(asked, mixed, language=language).passages[0].article_id == 1
    cod = Source(4, "Cabillaud", "Les quotas de cabillaud sont abaissés d'un tiers.", "fr")
    assert answer("Quotas abaissés ?", [MINE, cod], language="fr").found


TEXTS = (
    MemberText(
        1, ("Boats stayed in harbour over quotas.", "The union leader was firm."), is_own=False
    ),
    MemberText(
        2, ("The boats stayed in harbour over the quotas.", "Stocks fell by a third."), is_own=True
    ),
    MemberText(3, ("بقيت القوارب في الميناء.",), "ar"),
)


def test_a_story_summary_says_nothing_twice_and_cites() -> None:
    found = story_summary(TEXTS)
    assert sorted(c.article_id for c in found) == [1, 2, 2]
    assert found[0].article_id == 2, "own reporting first"
    held = {t.article_id: t.sentences for t in TEXTS}
    assert all(c.sentence in held[c.article_id] for c in found)
    assert story_summary(()) == ()


def test_a_story_summary_begins_with_what_most_members_tell() -> None:
    members = (
        MemberText(
            1, ("A grey cat slept on the crane.", "Dockers in Vareno ended the port strike.")
        ),
        MemberText(
            2, ("The port strike in Vareno is over, dockers say.", "It rained in the morning.")
        ),
        MemberText(3, ("Dockers return to the port of Vareno after the strike.",)),
    )
    found = story_summary(members, 2)
    assert "cat" not in found[0].sentence
    assert "strike" in found[0].sentence
    assert all("It rained" not in c.sentence for c in found), "it leans on another"


def story(number: int, category: str, country: str, rank: float) -> Candidate:
    text = Cited(number, f"Sentence number{number} about subject{number} and thing{number}.")
    return Candidate(
        number, f"Head {number}", rank, category, (text,), (number,),
        datetime(2026, 3, 2, tzinfo=UTC), (country,), ((f"subject{number}", 1.0),),
    )  # fmt: skip


def test_an_edition_has_eight_different_stories_of_several_sections() -> None:
    many = [
        story(
            i,
            "World" if i < 12 else "Sport" if i < 15 else "Health",
            "NO" if i < 5 else f"C{i}",
            100 - i,
        )
        for i in range(20)
    ]
    same = replace(many[0], story_id=99, rank=99.5)
    made = edition([*many, same])
    assert len(made.items) == 8
    assert len({item.story_id for item in made.items}) == 8
    assert not {0, 99} <= {item.story_id for item in made.items}
    assert {item.category for item in made.items} == {"World", "Sport", "Health"}
    assert all(item.sentences[0].article_id == item.story_id for item in made.items)
    assert edition([*reversed(many), same]) == made


def test_an_edition_fills_up_from_one_section_and_may_be_short() -> None:
    assert len(edition([story(i, "World", "NO", i) for i in range(6)]).items) == 6
    assert edition([]).items == ()
