"""The ledger of a story: equal claims are one, and disagreements are seen."""

from datetime import UTC, datetime, timedelta

from octavo.assist.figures.figures import text_figures
from octavo.assist.figures.ledger import Line, SourcedFigure, ledger

START = datetime(2026, 3, 2, tzinfo=UTC)


def lines(*texts: str) -> list[Line]:
    """The ledger of articles an hour apart."""
    told = [
        SourcedFigure(at, START + timedelta(hours=at), figure)
        for at, text in enumerate(texts)
        for figure in text_figures(text, "en")
    ]
    return ledger(told, "en")


def test_one_claim_in_two_sources_is_one_claim() -> None:
    (line,) = lines("The army said 12 sailors were killed.", "12 sailors died, the army said.")
    (claim,) = line.claims
    assert [one.article_id for one in claim.told] == [0, 1]
    assert not line.is_disputed


def test_two_claimants_who_differ_disagree() -> None:
    (line,) = lines("The union said 18,000 dockers left.", "The port said 11,500 dockers left.")
    assert [claim.claimant for claim in line.claims] == ["union", "port"]
    assert line.is_disputed


def test_a_claimant_who_counts_on_does_not_disagree_with_itself() -> None:
    (line,) = lines(
        "The army said 12 sailors were killed.", "The army said 15 sailors were killed."
    )
    assert [claim.figure.value for claim in line.claims] == [12, 15]
    assert not line.is_disputed


def test_at_least_agrees_with_more() -> None:
    (line,) = lines("The army said at least 12 men died.", "The navy said 15 men died.")
    assert not line.is_disputed


def test_what_is_not_the_same_thing_stands_apart() -> None:
    assert len(lines("The army said 12 sailors were killed.", "The army said 12 boats sank.")) == 2
