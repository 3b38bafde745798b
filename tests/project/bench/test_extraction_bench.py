"""What the extraction benchmark rests on: the truth of a page's runs, its folds, its gate."""

import pytest

from bench.extraction.extract import fallen, raised, reliability
from bench.extraction.folds import FOLDS, fold
from bench.extraction.gold import shares, unrepeated
from bench.extraction.host_memory import STRAY, made_up, stray_lines, wrong

LEAD = "The harbour was closed for a second day after a ferry ran aground in fog."
SECOND = "Nobody was hurt, the harbour master said on Tuesday evening."
LAST = "The ship will be towed away before the weekend."


def test_runs_of_the_gold_text_are_true_and_others_are_not() -> None:
    page = ["Menu", LEAD, "Read more: the old lighthouse", SECOND, LAST, "All rights reserved"]
    assert shares(page, "\n".join([LEAD, SECOND, LAST])) == [0, 1, 0, 1, 1, 0]


def test_a_line_that_stands_twice_is_true_once() -> None:
    assert sum(shares([LEAD, "Menu", LEAD, SECOND], f"{LEAD} {SECOND}")) == 2


def test_a_heading_after_the_text_is_not_that_of_the_text() -> None:
    assert shares([LEAD, "Fog", SECOND, "Fog"], f"{LEAD}\nFog\n{SECOND}") == [1, 1, 1, 0]


def test_a_changed_paragraph_is_true_as_far_as_it_reads_alike() -> None:
    changed = LEAD.replace("fog", "snow")
    (share,) = shares([changed], LEAD)
    assert 0.8 < share < 1


@pytest.mark.parametrize("gold", ["", "word", LEAD])
def test_no_runs_and_empty_runs(gold: str) -> None:
    assert shares([], gold) == []
    assert shares(["", "…"], gold) == [0, 0]


def test_a_host_is_in_one_fold_and_the_folds_are_about_even() -> None:
    hosts = [f"news{n}.example" for n in range(1000)]
    counts = [sum(fold(host) == k for host in hosts) for k in range(FOLDS)]
    assert sum(counts) == 1000 and min(counts) > 150
    assert fold("news1.example") == fold("news1.example")


@pytest.mark.parametrize(
    ("key", "now", "is_fallen"),
    [
        ("F1", 0.968, False),
        ("F1", 0.965, True),
        ("acc", 0.47, False),
        ("acc", 0.40, True),
        ("fail", 0.05, True),
        ("fail", 0.01, False),
    ],
)
def test_a_fallen_score_is_told(key: str, now: float, is_fallen: bool) -> None:
    held = {"n": 40, "F1": 0.97, "acc": 0.49, "fail": 0.02}
    lines = fallen({"press": held | {key: now}}, {"press": held})
    assert bool(lines) is is_fallen
    assert all(line.startswith(f"press {key}") for line in lines)


def test_the_made_up_host_has_furniture_to_learn_and_learns_it() -> None:
    told = made_up()
    assert all(line not in gold for _, gold in told for line in STRAY)
    found = stray_lines(told)
    assert found[0] > 0
    assert found[9] == 0


def test_words_wrong_are_those_too_many_and_those_missed() -> None:
    assert wrong("a b c", "a c d e") == (1, 2)


def test_where_only_snippets_are_known_only_their_lines_are_learned() -> None:
    train = pytest.importorskip("bench.training.blocks", reason="training needs the bench group")
    doc = {"with": ["ran aground  in fog"], "without": ["All rights", "aground in fog. Read"]}
    page = [LEAD, SECOND, "© All rights reserved", f"{LEAD} Read more"]
    truth, weights = train._by_snippets(doc, page)
    assert truth.tolist() == [True, False, False, True]
    assert [weight > 0 for weight in weights] == [True, False, True, False]


def test_the_surest_tenth_of_the_pages_comes_last() -> None:
    lines = reliability([(n / 100, n / 200) for n in range(100)])
    assert len(lines) == 12
    assert lines[1] == "0.00-0.09   0.045  0.022"
    assert lines[-2] == "0.90-0.99   0.945  0.472"
    assert lines[-1] == "expected calibration error 0.247"


def test_confidence_that_is_worth_its_name_has_no_error() -> None:
    assert reliability([(n / 100, n / 100) for n in range(100)])[-1].endswith(" 0.000")


def test_fewer_pages_than_tenths_are_told_one_by_one() -> None:
    assert reliability([])[1:] == ["expected calibration error 0.000"]
    assert len(reliability([(0.5, 0.9), (0.7, 1.0)])) == 4


def test_a_row_whose_id_another_has_is_left_out() -> None:
    rows = [{"id": "1", "n": 1}, {"id": "2", "n": 2}, {"id": "1", "n": 3}]
    assert unrepeated(rows) == rows[:2]


def test_scores_are_only_raised() -> None:
    held = {"naeb": {"n": 223.0, "F1": 0.949, "title": 0.94, "fail": 0.04}}
    now = {"naeb": {"n": 223.0, "F1": 0.948, "title": 0.95, "fail": 0.03, "n title": 223.0}}
    assert raised(now, held) == {"naeb": {"n": 223.0, "F1": 0.949, "title": 0.95, "fail": 0.03}}
    assert raised(now, {}) == {"naeb": {"n": 223.0, "F1": 0.948, "title": 0.95, "fail": 0.03}}


def test_a_field_may_fall_by_one_page_of_those_that_have_it() -> None:
    held = {"set": {"n": 150.0, "title": 0.8438}}
    assert fallen({"set": {"n": 150.0, "title": 0.8359, "n title": 128.0}}, held) == []
    assert fallen({"set": {"n": 150.0, "title": 0.8281, "n title": 128.0}}, held)
