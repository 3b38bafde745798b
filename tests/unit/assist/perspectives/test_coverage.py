"""Who tells a story and who does not, on the owner's axes; what one kind tells and another not."""

from octavo.assist.perspectives.coverage import Outlet, axes, axis_values, coverage, gaps

PRESS = [
    *(Outlet(n, f"Public {n}", {"owner": "public", "country": "NO"}) for n in range(8)),
    *(Outlet(n, f"Private {n}", {"owner": "private", "country": "NO"}) for n in range(8, 16)),
    Outlet(99, "Unknown", {"country": "EE"}),
]


def test_each_value_has_its_share_and_a_verdict_that_dares_no_more_than_the_counts():
    public, private = coverage(PRESS, {n: f"own {n}" for n in range(7)}, "owner")
    assert (public.value, public.share.hits, public.share.trials) == ("public", 7, 8)
    assert (public.verdict, private.verdict) == ("more", "less")
    assert len(private.silent) == 8
    few = coverage(PRESS[6:10], {6: "own"}, "owner")
    assert {one.verdict for one in few} == {"few"}


def test_outlets_that_print_one_text_count_once():
    public, _ = coverage(PRESS, {0: "wire", 1: "wire", 2: "wire", 3: "own"}, "owner")
    assert (public.share.hits, public.share.trials) == (2, 6)
    assert len(public.telling) == 4


def test_only_what_outlets_differ_in_is_an_axis():
    assert axes(PRESS) == ["owner", "country"]
    assert axes(PRESS[:4]) == []
    assert axis_values(PRESS, "owner") == [("private", 8), ("public", 8)]


def test_a_gap_is_told_by_one_value_and_by_nobody_of_the_other():
    stories = {
        1: {0: "a", 9: "b"},
        2: {0: "a"},
        3: {n: f"own {n}" for n in range(8)},
        4: {9: "b"},
    }
    found = gaps(stories, PRESS, "owner", ("public", "private"))
    assert [(one.story, one.verdict) for one in found] == [(3, "less"), (2, "few")]
    assert [(s.hits, s.trials) for s in found[0].shares] == [(8, 8), (0, 8)]
    assert gaps(stories, PRESS, "owner", ("public", "nobody")) == gaps({}, [], "x", ("", ""))
