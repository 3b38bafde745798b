"""The truth of the press follows from how it is written."""

from octavo.demo.load import HOURS, steps
from octavo.demo.truth import truth
from octavo.demo.world import world


def test_every_piece_is_in_one_story_and_every_storyline_is_of_stories():
    told = truth()
    names = [name for pieces in told.stories.values() for name in pieces]
    assert sorted(names) == sorted(world().pieces)
    assert {name for line in told.storylines for name in line} <= set(told.stories)


def test_a_copy_is_of_a_wire_report_that_was_there_before():
    pieces = world().pieces
    assert len(truth().copies) >= 15
    for name, original in truth().copies.items():
        assert pieces[original].kind == "wire"
        assert pieces[original].ago > pieces[name].ago
        assert pieces[original].story == pieces[name].story


def test_only_stories_of_one_storyline_may_be_shown_together():
    told = truth()
    assert told.may_show("opera", "opera")
    assert told.may_show("port-backlog", "port-strike-ends")
    assert not told.may_show("opera", "port-backlog")


def test_translations_are_in_the_other_language():
    press, told = world().pieces, truth()
    assert {press[name].publisher.language for name in told.translations} == {"ar"}
    assert "mina/idrab-vareno" in told.translations
    assert "herald/gates-closed-at-six" in told.rewrites
    assert not told.rewrites & told.copies.keys()


def test_the_clock_stops_between_the_editions_of_every_corrected_piece():
    moments = [step.total_seconds() for step in steps()]
    assert moments == sorted(moments, reverse=True)
    assert {hour * 3600 for hour in HOURS} <= set(moments)
    for name in truth().corrected:
        piece = world().pieces[name]
        assert any(piece.ago - piece.later < moment <= piece.ago for moment in moments)
