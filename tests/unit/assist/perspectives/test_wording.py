"""How headlines and words differ: loaded words marked, others' words left to them."""

from datetime import UTC, datetime

from octavo.assist.perspectives.independent import StoryReport
from octavo.assist.perspectives.perspectives import Perspective, perspectives
from rows import every_row

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def told(*rows: tuple[str, str], language: str = "en") -> Perspective:
    return perspectives(
        StoryReport(n, n, f"Paper {n}", headline, NOON, text, language)
        for n, (headline, text) in enumerate(rows)
    )[0]


def _kinds(one: Perspective, number: int = 0) -> list[tuple[str, str]]:
    return [(p.text, p.kind) for p in one.headlines[number].pieces if p.kind]


@every_row("headline, language, expected", [
    ("Council slams reckless plan for the quay", "en", ["slams", "reckless"]),
    ("Council votes on the plan for the quay", "en", []),
    ("Minister boasts of a so-called reform", "en", ["boasts", "so-called"]),
    ("It was no witch hunt, says the judge", "en", ["witch hunt"]),
    ("Gas blast in Lindholm: the boss was admitted to hospital", "en", []),
    ("A wilder ride: the reckoning of the islands", "en", []),
    ("فضيحة في المجلس والوزير يزعم أنه لا يعلم", "ar", ["فضيحة", "يزعم"]),
    ("المجلس يصوّت على خطة الرصيف", "ar", []),
    ("Rat beschliesst den Plan", "de", []),
])  # fmt: skip
def test_words_that_judge_are_marked(headline, language, expected):
    found = _kinds(told((headline, "Text."), language=language))
    assert [text for text, kind in found if kind == "loaded"] == expected


@every_row("headline", ["“Reckless” plan for the quay", "'Reckless': mayor on the plan"])
def test_a_loaded_word_that_is_quoted_is_somebody_elses(headline):
    assert [kind for _, kind in _kinds(told((headline, "Text.")))] == ["quoted"]


def test_words_that_another_headline_has_too_are_common():
    one = told(("Harbour strike ends", "A."), ("Strike at the harbour is over", "B."))
    assert [text for text, _ in _kinds(one)] == ["Harbour", "strike"]


def test_a_headline_that_is_printed_twice_stands_there_once():
    one = told(("Harbour strike ends", "A."))
    same = StoryReport(
        8, 8, "Paper 8", "Harbour strike ends", NOON, "A.", "en", copy_of=0, is_own=False
    )
    other = StoryReport(
        9, 9, "Paper 9", "Cranes turn again", NOON, "A.", "en", copy_of=0, is_own=False
    )
    both = perspectives([one.headlines[0].report, same, other])[0]
    assert [line.report.id for line in both.headlines] == [0, 9]


def test_different_words_for_the_same_stand_side_by_side_with_their_sentences():
    one = told(
        ("Rally at the quay", "Protesters closed the quay at noon. Police said 300 came."),
        ("Riot at the quay", "Rioters closed the quay at noon, and police watched them."),
        ("At the quay", "“Rioters!” a man shouted at the protesters who closed the quay."),
    )
    row = next(row for row in one.wording.choices if "Rioters" in str(row))
    used = {words[0].word: sorted(word.used) for word in row if (words := [*word.used.values()])}
    assert used == {"Protesters": [0, 2], "Rioters": [1]}
    assert [word.is_loaded for word in row] == [False, True]
    sentence = row[1].used[1].sentence
    assert sentence == "Rioters closed the quay at noon, and police watched them."


def test_words_that_all_use_tell_nothing():
    text = "The minister said and claimed that the agreement was no surrender to anybody."
    assert told(("One", text), ("Two", text)).wording.choices == ()


def test_loaded_words_are_counted_outside_quotations_and_compared():
    plain = "The council met on Monday and voted on the plan for the quay. " * 12
    loud = "The reckless council met in chaos and savagely slammed the shameful plan. " * 6
    quoting = plain + "“A reckless, shameful, savage plan,” said one."
    one = told(("A", plain), ("B", loud), ("C", quoting))
    found = {use.source: (use.share.hits, use.verdict) for use in one.wording.loaded}
    assert found[1] == (24, "more")
    assert found[0] == (0, "less") and found[2] == (0, "less")
    assert one.wording.loaded[0].source == 1
    short = told(("A", "The council met."), ("B", "Chaos at the council."))
    assert {use.verdict for use in short.wording.loaded} == {"few"}
