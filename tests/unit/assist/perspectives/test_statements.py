"""What all reports of a story say, what only some do, and what one alone does."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compared import Score, score, told_stories
from octavo.assist.perspectives.independent import StoryReport, independent_sources, texts_of
from octavo.assist.perspectives.lines import common_pieces
from octavo.assist.perspectives.perspectives import Perspective, perspectives
from octavo.types import Entity
from rows import every_row

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def report(number: int, text: str, headline: str = "A bridge is shut", **fields) -> StoryReport:
    values = {"language": "en", "outlet": f"Paper {number}", "source": number} | fields
    when = NOON + timedelta(hours=number)
    return StoryReport(id=number, headline=headline, published=when, text=text, **values)


def told(*texts: str, **fields) -> Perspective:
    return perspectives([report(n, text, **fields) for n, text in enumerate(texts)])[0]


# ---------------------------------------------------------------- golden stories


@pytest.mark.parametrize("name, recall", [("tuned.txt", 0.8), ("held.txt", 0.6)])
def test_invented_stories_agree_where_they_do(name, recall):
    total = Score()
    for story in told_stories(name):
        score(story, total)
    assert total.wrong == []
    assert total.false_absence == []
    assert total.recall >= recall, total.lost


# ---------------------------------------------------------------- kinds

SAID = "The roads office said that the Halma bridge will be shut for 14 days from Monday."


@every_row("other", [
    "The Halma bridge will be shut for 21 days from Monday, the roads office said.",
    "The roads office said that the Halma bridge will not be shut for 14 days from Monday.",
    "The roads office said that the Halma bridge will be shut for 0 days from Monday.",
    "The roads office said that the Halma bridge will be opened for 14 days from Monday.",
    "The roads office said that the Halma bridge will be shut for 14 days from Friday.",
])  # fmt: skip
def test_what_differs_in_a_number_a_day_or_a_not_is_not_the_same(other):
    found = told(SAID, other).statements
    assert found.shared == () and found.some == ()


def test_what_stands_only_beyond_the_sentences_compared_breaks_nothing():
    places = "quay ferry tower market garden school museum station chapel canal".split()
    some = [
        " ".join(
            f"Reader {n} asked at the {one} about the {two}."
            for one in places[:5]
            for two in places[5:]
        )
        for n in range(60)
    ]
    found = told(*(f"{SAID} {text} The toll is 877 crowns." for text in some))
    assert SAID in [one.line.text for one in found.statements.shared]


def test_a_quotation_is_reported_where_it_stands():
    said = "“The wind does not ask for a permit,” said Amelia Rocha, who leads 480 firefighters."
    other = "Amelia Rocha, who leads 480 firefighters, said little on Friday."
    again = "Amelia Rocha, who leads 480 firefighters, said: “The wind does not ask for a permit.”"
    assert all(one.line.text != said for one in told(said, other).statements.shared)
    assert len(told(said, again).statements.shared) == 1


def test_who_reports_it_and_who_surely_does_not():
    goats = "A herd of 260 goats was driven over the ridge at dawn by two children."
    both = "Two children drove a herd of 260 goats over the ridge at dawn."
    quiet = "The council of Tarn voted 23 to 18 for a new waterworks on Lake Orsk."
    found = told(goats, both, quiet).statements
    (one,) = found.some
    assert (sorted(one.told), one.missing) == ([0, 1], (2,))
    assert [(list(line.told), line.line.text) for line in found.alone] == [([2], quiet)]


def test_two_large_numbers_in_common_are_one_fact_whatever_the_words():
    plain = (
        "The Harbour List has won the election for the council of Lakeland by 212 ballots of "
        "88,417, the returning officer said after the last postal votes were counted."
    )
    loud = (
        "The Harbour List took the council by 212 votes out of 88,417, and it took a lifeboat, a "
        "rope and a night without sleep to find out."
    )
    (one,) = told(plain, loud).statements.shared
    assert sorted(one.told) == [0, 1]


def test_a_number_is_the_same_in_words_digits_and_millions():
    (one,) = told(
        "The waterworks on Lake Orsk will cost 1.9 million, the mayor of Tarn said.",
        "The waterworks on Lake Orsk will cost 1,900,000, the mayor of Tarn said.",
        "The mayor of Tarn said the waterworks on Lake Orsk will cost one million nine hundred"
        " thousand.",
    ).statements.shared
    assert len(one.told) == 3


def test_what_may_be_reported_in_other_words_is_nobodys_alone():
    one = "Goats crossed the ridge at dawn in great numbers, and two children drove them on."
    other = "At dawn the ridge belonged to goats. Two children were behind the herd."
    assert told(one, other).statements.alone == ()


def test_words_in_common_are_marked_and_the_sentence_stays_whole():
    (one,) = told(SAID, SAID.replace("roads office", "harbour master")).statements.shared
    pieces = common_pieces(one.line, one.common)
    assert "".join(piece.text for piece in pieces) == SAID
    common = {piece.text for piece in pieces if piece.kind}
    assert {"Halma", "bridge", "shut", "14"} <= common
    assert "roads" not in common


# ---------------------------------------------------------------- sources


def test_copies_of_one_text_are_one_voice():
    texts = [
        report(0, SAID, outlet="Norvik Wire", agency="Norvik Wire"),
        report(1, SAID, outlet="Herald", copy_of=0, is_own=False, headline="Bridge shut"),
        report(2, SAID, outlet="Post", agency="norvik wire", is_own=False),
        report(3, SAID, outlet="Lamp"),
    ]
    found = independent_sources(texts)
    assert [(one.name, one.printed_by) for one in found] == [
        ("Norvik Wire", ("Herald", "Post")), ("Lamp", ()),
    ]  # fmt: skip
    assert len({*texts_of(found).values()}) == 2
    (one,) = perspectives(texts)[0].statements.shared
    assert len(one.told) == 2


def test_a_copy_speaks_where_its_original_is_not_there_and_circles_end():
    alone = independent_sources(
        [report(1, SAID, copy_of=9, is_own=False), report(2, SAID, copy_of=9)]
    )
    assert [len(one.reports) for one in alone] == [1, 1]
    assert len(independent_sources([report(1, SAID, copy_of=2), report(2, SAID, copy_of=1)])) >= 1


def test_a_report_that_may_not_be_quoted_has_its_headline_only():
    (found,) = perspectives([report(0, SAID), report(1, ""), report(2, SAID)])
    assert [source.name for source in found.sources] == ["Paper 0", "Paper 2"]
    assert len(found.headlines) == 3
    assert len(found.statements.shared) == 1


def test_languages_are_compared_each_by_itself():
    arabic = "أعلن مكتب الطرق أن جسر هالما سيُغلق يوم الاثنين لمدة 14 يوماً."
    found = perspectives([
        report(0, SAID), report(1, SAID), report(2, arabic, language="ar"),
    ])  # fmt: skip
    assert [(one.language, len(one.sources)) for one in found] == [("en", 2), ("ar", 1)]


def test_names_stand_with_those_who_name_them():
    names = (Entity("Mira Kosta", "person", 1, "mira kosta"),
             Entity("Halma", "place", 1, "halma"))  # fmt: skip
    found = perspectives([
        report(0, "Mira Kosta crossed the bridge at Halma.", entities=names),
        report(1, "“It is shut,” said Kosta, the last to cross."),
        report(2, "In Halma the bakers cross by boat."),
    ])[0].names  # fmt: skip
    assert {one.name: one.told for one in found} == {"Mira Kosta": (0, 1), "Halma": (0, 2)}


# ---------------------------------------------------------------- any text

TEXTS = st.text(
    st.sampled_from(list("ab Z.?!“”\"'’\n,;:-14٢%€()«»كتاب的。not "))
    | st.characters(codec="utf-8", exclude_categories=("Cs",)),
    max_size=120,
)


@settings(deadline=None, max_examples=20)
@given(st.lists(st.tuples(TEXTS, TEXTS, st.sampled_from(["en", "ar", "de", "zh", ""])), max_size=4))
def test_any_text_is_compared_and_each_sentence_stands_in_its_source(rows):
    reports = [
        report(n, text, headline=headline, language=language)
        for n, (text, headline, language) in enumerate(rows)
    ]
    for one in perspectives([*reports, *(r for r in reports[:1])]):
        told = one.statements
        for statement in (*told.shared, *told.some, *told.alone):
            for line in statement.told.values():
                assert line.text in line.report.text
        for headline in one.headlines:
            assert "".join(piece.text for piece in headline.pieces) == headline.report.headline
        for used in (used for found in one.wording.loaded for used in found.examples):
            assert used.sentence in (used.report.text, used.report.headline) or (
                used.sentence in used.report.text
            )
