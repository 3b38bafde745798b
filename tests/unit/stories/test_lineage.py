"""Who copied whom: origins, parents, what was added and left out."""

import random
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from octavo.stories.lineage import Family, Step, Text, difference, families, family
from rows import every_row

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
AGREED = "The wage deal was signed at dawn in the mediator's office."
QUEUE = "Twenty-three ships wait in the roads, those with fruit first."
CRANES = "Crane four on the east quay moved before any other."
NIGHTS = "Night shifts are limited to three in a row from January."
OWN = "Our reporter counted eleven lorries at the gate by breakfast."
BEES = "Beekeepers in the hills say that the heather bloomed two weeks late this year."
HIVES = "Half of the hives on the north slope stood empty when they were opened in May."
WIRE = (AGREED, QUEUE, CRANES, NIGHTS)


def text(number: int, *lines: str, minutes: float = 0, **fields: object) -> Text:
    """An article of these sentences, `minutes` after noon."""
    made: dict[str, object] = {"headline": "Port strike ends", "text": "\n".join(lines)}
    return Text(number, NOON + timedelta(minutes=minutes), **(made | fields))  # type: ignore[arg-type]


def tree(family: Family) -> dict[int, int | None]:
    """What each text was made from."""
    return {step.article_id: step.parent for step in family.steps}


def step(family: Family, number: int) -> Step:
    return next(step for step in family.steps if step.article_id == number)


def test_reports_of_their_own_have_no_lineage():
    assert families([text(1, *WIRE), text(2, BEES, HIVES)]) == ()
    assert families([]) == ()
    assert families([text(1, *WIRE, agency="Reuters", is_agency=True)]) == ()


def test_the_earliest_is_the_origin_where_no_agency_is_named():
    one, late = text(1, *WIRE), text(2, *WIRE, minutes=5, duplicate_of=1)
    (family,) = families([late, one])
    assert (family.agency, family.origin) == ("", 1)
    assert tree(family) == {1: None, 2: 1}


def test_an_agency_that_is_only_credited_is_the_origin_by_name():
    copies = [text(n, *WIRE, minutes=n, agency="Reuters") for n in (1, 2)]
    (family,) = families(copies)
    assert (family.agency, family.origin) == ("Reuters", None)
    assert tree(family) == {1: None, 2: 1}


def test_a_single_copy_of_an_agency_is_a_family_of_one():
    (family,) = families([text(1, *WIRE, agency="AFP")])
    assert (family.agency, family.origin, tree(family)) == ("AFP", None, {1: None})


def test_the_agencys_own_article_is_the_origin_though_its_clock_is_late():
    """A copy may carry an earlier time than the agency's own page."""
    own = text(9, *WIRE, minutes=3, agency="Reuters", is_agency=True)
    (family,) = families([text(1, *WIRE, agency="Reuters", duplicate_of=9), own])
    assert family.origin == 9
    assert tree(family) == {9: None, 1: 9}


def test_an_original_that_arrives_late_takes_the_root():
    first = text(1, *WIRE, minutes=10)
    copy = text(2, *WIRE[:3], minutes=20, duplicate_of=1)
    assert families([first, copy])[0].origin == 1
    older = text(3, *WIRE, minutes=0)
    again = [text(1, *WIRE, minutes=10, duplicate_of=3), copy, older]
    (family,) = families(again)
    assert family.origin == 3
    assert tree(family) == {3: None, 1: 3, 2: 3}


def test_the_parent_is_the_text_that_needs_fewest_changes():
    """The third took the shortened copy and added to it; it never saw the whole."""
    whole = text(1, *WIRE)
    short = text(2, AGREED, QUEUE, minutes=5, duplicate_of=1)
    longer = text(3, AGREED, QUEUE, OWN, minutes=9, duplicate_of=1)
    (family,) = families([whole, short, longer])
    assert tree(family) == {1: None, 2: 1, 3: 2}
    assert step(family, 2).difference.cut == (CRANES, NIGHTS)
    assert step(family, 3).difference.added == (OWN,)
    assert step(family, 3).difference.cut == ()


def test_the_earlier_of_equal_texts_is_the_parent():
    copies = [text(n, *WIRE, minutes=n, duplicate_of=1 if n > 1 else None) for n in (1, 2, 3)]
    assert tree(families(copies)[0]) == {1: None, 2: 1, 3: 1}


def test_two_texts_of_one_agency_are_one_family_but_neither_is_made_from_the_other():
    one = text(1, *WIRE, agency="Reuters")
    other = text(2, BEES, HIVES, minutes=5, agency="Reuters")
    (family,) = families([one, other])
    assert tree(family) == {1: None, 2: None}


def test_a_copy_that_hides_its_agency_belongs_to_the_family_all_the_same():
    shown = text(1, *WIRE, agency="dpa")
    hidden = text(2, *WIRE, minutes=4, duplicate_of=1)
    (family,) = families([shown, hidden])
    assert (family.agency, family.origin) == ("dpa", None)
    assert tree(family) == {1: None, 2: 1}


def test_agencies_are_told_apart_and_a_text_credited_to_two_joins_them():
    apart = [text(1, *WIRE, agency="AFP"), text(2, BEES, HIVES, minutes=1, agency="Reuters")]
    assert [f.agency for f in families(apart)] == ["AFP", "Reuters"]
    joined = [*apart, text(3, *WIRE, minutes=2, agency="Reuters", duplicate_of=1)]
    (family,) = families(joined)
    assert family.agency == "Reuters", "the one credited most"


def test_a_headline_is_the_agencys_whatever_its_marks():
    one = text(1, *WIRE, headline="Port strike ends")
    same = text(2, *WIRE, minutes=1, duplicate_of=1, headline="PORT STRIKE ENDS.")
    own = text(3, *WIRE, minutes=2, duplicate_of=1, headline="Harbour wakes up")
    (family,) = families([one, same, own])
    assert not step(family, 2).has_own_headline
    assert step(family, 3).has_own_headline


def test_what_is_added_and_cut_is_word_for_word():
    found = difference(f"{AGREED} {QUEUE}", f"{QUEUE}\n{OWN}")
    assert (found.added, found.cut, found.reworded) == ((OWN,), (AGREED,), 0)


def test_a_sentence_worded_anew_is_neither_added_nor_cut():
    found = difference(
        f"VARENO (Reuters) - {AGREED} {CRANES}",
        f"{AGREED} Crane four, on the east quay, moved before any of the other cranes.",
    )
    assert (found.added, found.cut, found.reworded) == ((), (), 2)


def test_marks_case_and_order_change_nothing():
    assert difference(f"{AGREED} {QUEUE}", f"{QUEUE.upper()} {AGREED}").added == ()


def test_arabic_copies_are_followed_too():
    first = "عاد عمال الميناء إلى العمل ظهر الاثنين. "
    second = "وقالت السلطة إن السفن ستفرغ خلال ثمانية أيام. "
    own = "ورأى مراسلنا عشر شاحنات عند البوابة."
    whole, copy = first + second, first + own
    assert difference(whole, copy).added == (own,)
    assert difference(whole, copy).cut == (second.strip(),)


@given(st.text(max_size=400), st.text(max_size=400))
def test_any_two_texts_have_a_difference(one: str, other: str):
    found = difference(one, other)
    assert difference(one, one).added == difference(one, one).cut == ()
    assert all(line in other for line in found.added)
    assert all(line in one for line in found.cut)


@every_row("seed", range(4))
def test_the_order_of_arrival_changes_no_tree(seed: int):
    texts = [
        text(1, *WIRE, agency="Reuters", is_agency=True),
        text(2, AGREED, QUEUE, minutes=5, duplicate_of=1),
        text(3, AGREED, QUEUE, OWN, minutes=9, agency="Reuters", duplicate_of=1),
        text(4, BEES, HIVES, minutes=2),
        text(5, BEES, HIVES, minutes=8, duplicate_of=4),
    ]
    expected = families(texts)
    random.Random(seed).shuffle(texts)
    assert families(texts) == expected
    assert [f.origin for f in expected] == [1, 4]


def test_a_step_alone_is_what_it_is_among_all():
    lines = [f"Sentence number {n} of the report says {n * 7} things." for n in range(12)]
    texts = [
        text(n, *lines[n % 5 :], f"Edition {n}.", minutes=n, duplicate_of=1 if n > 1 else None)
        for n in range(1, 90)
    ]
    (whole,) = families(texts)
    for number in (1, 2, 40, 61, 89):
        (alone,) = family(texts, {number}).steps
        assert alone == step(whole, number)
    assert family(texts, {7}).origin == whole.origin == 1


def test_empty_undated_and_enormous_texts_end_in_a_tree():
    odd = [
        Text(1, None, "", "", "Reuters"),
        Text(2, NOON, "", "word " * 300_000, "Reuters"),
        Text(3, NOON, "", "word " * 300_000, "Reuters", duplicate_of=2),
    ]
    (family,) = families(odd)
    assert tree(family) == {1: None, 2: None, 3: 2}
    assert step(family, 3).share == 1.0
