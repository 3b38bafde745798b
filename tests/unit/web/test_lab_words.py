"""The lab in plain words: each feature and each refusal has some; lines keep their order."""

import inspect
import re

from octavo.actions.lab.lab_pages import Trial
from octavo.actions.lab.stored_pages import Stored
from octavo.extract.body.forest import model
from octavo.extract.lab.inspection import Line
from octavo.extract.lab.trial import TrialOutcome
from octavo.extract.rules import rule as rules
from octavo.store.models import TextReport
from octavo.web.desk.lab_words import BAD_RULE, FEATURES, OUTCOMES, rows, shown_lines, summed_up
from octavo.web.talking.text_report import WRONG
from rows import every_row

LAST = str(FEATURES[-1][1])


def line(text: str, score: float, *reasons: str, by: str = "model", is_kept: bool = False) -> Line:
    return Line(text, "body > p", score, is_kept, by, reasons)  # type: ignore[arg-type]


def trial(came: TrialOutcome | None) -> Trial:
    return Trial(Stored(None, b"", 1, 7), "Gate", came)  # type: ignore[arg-type]


def why(*reasons: str) -> str:
    return " ".join(shown_lines([line("x", 0.9, *reasons)])[0].lines[0].why)


def test_the_features_of_the_model_are_told_apart() -> None:
    told = {name: why(f"+{name}") for name in model().names}
    assert all(text.startswith("For it: ") for text in told.values())
    assert len(set(told.values())) == len(FEATURES), "each phrase is used"
    assert sum(LAST in text for text in told.values()) < len(told) / 4
    assert told["words"] == told["chars"] == "For it: its length."
    assert told["words-1"] == "For it: the lines before and after it."


def test_what_spoke_for_and_against_is_said_once_each() -> None:
    text = why("+words", "-links", "+chars", "-linked", "+ended")
    assert text == "For it: its length, its punctuation. Against it: links in it and around it."


def test_what_a_host_has_taught_is_said_in_words() -> None:
    text = why("-stood on 6 of 7 pages of the host", "+its place keeps holding the body")
    assert "It stood on 6 of 7 pages of the host." in text
    assert "Its place keeps holding the text" in text
    assert "For it" not in text


def test_lines_that_are_clearly_out_stand_together_and_order_is_kept() -> None:
    out = [line(f"menu {n}", 0.02) for n in range(3)]
    kept = line("The gate is found.", 0.95, is_kept=True)
    found = shown_lines([*out, kept, line("Tides", 0.01)])
    assert [(one.quiet, len(one.lines)) for one in found] == [(True, 3), (False, 1), (False, 1)]
    texts = [row.text for one in found for row in one.lines]
    assert texts == ["menu 0", "menu 1", "menu 2", "The gate is found.", "Tides"]


@every_row(
    ("made", "mark"),
    [
        (line("x", 0.9, is_kept=True), "kept"),
        (line("x", 0.5, is_kept=True), "unsure"),
        (line("x", 0.3), "unsure"),
        (line("x", 0.2), "out"),
        (line("x", 0.5, by="rule"), "out"),
        (line("x", 0.1, by="memory"), "out"),
        (line("x", 0.3, by="second", is_kept=True), "kept"),
    ],
)
def test_a_line_is_marked_by_who_had_the_last_word(made, mark) -> None:
    assert shown_lines([made])[0].lines[0].mark == mark


def test_every_refusal_of_a_rule_has_a_sentence() -> None:
    codes = set(re.findall(r'BadRule\("(\w+)"', inspect.getsource(rules)))
    assert len(codes) > 5
    assert codes <= set(BAD_RULE)


def test_every_choice_of_a_report_has_a_name() -> None:
    assert set(WRONG) == set(TextReport.Wrong)
    assert set(OUTCOMES) == set(TextReport.Outcome) - {TextReport.Outcome.OPEN}


def test_trials_are_told_and_summed_up() -> None:
    many = [
        trial(
            TrialOutcome("changed", {"authors": ("", "Ida Moss")}, (("+", "x" * 400),) * 40, 12, 3)
        ),
        trial(TrialOutcome("same")),
        trial(TrialOutcome("refused", refused="undated")),
        trial(None),
    ]
    told = rows(many)
    assert told[0].told == "other: 12 words more, 3 less"
    assert told[0].fields == [("Authors", "", "Ida Moss")]
    assert len(told[0].lines) == 24
    assert all(len(text) == 300 for _, text in told[0].lines)
    assert told[2].told == "refused: no date"
    assert told[3].outcome == "late"
    assert [count for _, count in summed_up(many)] == [1, 1, 1, 1]
    assert (many[0].kind, many[0].number) == ("article", 7)
