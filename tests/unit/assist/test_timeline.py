"""Dated events: what a text dates, resolved against its publication, word for word."""

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from bench.assist import timeline as golden
from octavo.assist.novelty import Known, Report, factual_sentences, new_sentences, novelty
from octavo.assist.timeline.events import text_events
from octavo.assist.timeline.merged import SourcedEvent, dated_lines
from octavo.types import TextEvent, TextFigure
from rows import every_row

THURSDAY = datetime(2026, 11, 26, 9, tzinfo=UTC)


@every_row("case", golden.cases("tuned.txt"))
def test_each_date_of_the_golden_set_is_read(case):
    assert golden.found(case) == case.events


@every_row("language, text", [
    ("en", "It closed every Tuesday and on the following Friday."),
    ("en", "“I leave tomorrow,” he told them."),
    ("en", "The Good Friday fair opened two days later."),
    ("en", "On 31 February 2026 nothing happened."),
    ("en", "Of the 40 ships 12 may march on."),
    ("ar", "عاد الصيادون في اليوم التالي."),
    ("de", "Am Dienstag wurde die Brücke geschlossen."),
])  # fmt: skip
def test_what_cannot_be_resolved_is_not_told(language, text):
    assert text_events(text, THURSDAY, language) == ()


def test_what_an_agreement_adds_in_a_month_is_to_come():
    text = "تبلغ الزيادة 5.1 في المئة، تضاف إليها 1.4 في المئة في يوليو إذا بلغت الحاويات 310 آلاف."
    (event,) = text_events(text, THURSDAY, "ar")
    assert str(event.date) == "2027-07-01"


@every_row("published, day", [
    ("2026-11-26T23:30:00-05:00", "2026-11-26"),
    ("2026-11-27T01:30:00+04:00", "2026-11-27"),
    ("2026-11-26", "2026-11-26"),
])  # fmt: skip
def test_today_is_that_of_the_publishers_own_clock(published, day):
    (event,) = text_events("The fire was put out today.", datetime.fromisoformat(published), "en")
    assert (str(event.date), event.precision) == (day, "day")


def test_without_a_time_of_publication_only_whole_dates_are_known():
    found = text_events("It closed on Friday, in May 2024 and on 3 June.", None, "en")
    assert [(str(one.date), one.precision) for one in found] == [("2024-05-01", "month")]


@settings(max_examples=20)
@given(
    text=st.text(max_size=80)
    | st.lists(
        st.sampled_from(
            "on Tuesday|last|next|3 June|12 May 2024|.|, |in|two weeks ago|every|99|0|٣١|"
            "يوم الثلاثاء|أمس|الأسبوع الماضي|12|أيار/مايو|قبل|9999|in 999 years|February 30|"
            "31/02/2026|\n|“|”".split("|")
        ),
        max_size=12,
    ).map(" ".join),
    published=st.none() | st.datetimes(timezones=st.just(UTC)),
    language=st.sampled_from(["en", "ar", "fr", ""]),
)
def test_no_text_raises_and_each_sentence_stands_in_its_text(text, published, language):
    for one in text_events(text, published, language):
        assert text[one.start : one.start + len(one.sentence)] == one.sentence
        assert one.precision in ("day", "week", "month", "year")
    found = text_events(text, published, language)
    sourced = [SourcedEvent(1, 1, THURSDAY, language, one) for one in found]
    assert all(line.shown.event.sentence in text for line in dated_lines(sourced))
    report = Report(text, language, published, names=("Edda Falk",))
    told = factual_sentences(report)
    assert 0 <= novelty(told, Known()) <= 1
    assert all(one in text for one in new_sentences(told, Known(), language, 8))


# ---------------------------------------------------------------- of a story


def _event(number: int, day: int, sentence: str, precision: str = "day", start: int = 0):
    event = TextEvent(date(2026, 11, day), precision, sentence, start)
    return SourcedEvent(number, number, THURSDAY.replace(hour=number), "en", event)


SANK = "The ferry Solveig sank off Kelm on Tuesday with 40 people aboard."
ALSO = "With 40 people aboard the ferry Solveig sank off Kelm on Tuesday evening."
SEARCH = "Divers from three harbours began the search for the wreck on Tuesday."


def test_an_event_of_several_sources_is_one_line_in_the_words_of_the_first():
    found = dated_lines([_event(2, 24, ALSO), _event(1, 24, SANK), _event(3, 24, SEARCH)])
    told = [(one.shown.event.sentence, one.sources) for one in found]
    assert told == [(SANK, 2), (SEARCH, 1)]


def test_sentences_with_other_numbers_are_other_events_and_copies_are_no_sources():
    one = "Shops in Kelm took 22,000 jars of spread off their shelves on Tuesday over glass."
    two = "Shops in Vareno took 9,000 jars of spread off their shelves on Tuesday over glass."
    assert len(dated_lines([_event(1, 24, one), _event(2, 24, two)])) == 2
    (line,) = dated_lines([_event(1, 24, one), replace(_event(2, 24, one), is_own=False)])
    assert line.sources == 1


def test_lines_are_in_the_order_of_time_and_a_sentence_is_there_once():
    inquiry = "The owner Strait Lines said on Wednesday that the pumps failed on 3 November."
    found = dated_lines([
        _event(1, 24, SANK),
        _event(2, 25, inquiry), _event(2, 3, inquiry),
        _event(3, 1, "The ferry Solveig was to be laid up for the winter in November.", "month"),
    ])  # fmt: skip
    assert [one.date.day for one in found] == [1, 3, 24]


def test_a_sentence_that_hangs_in_the_air_is_no_line():
    assert dated_lines([_event(1, 24, "But they had left the harbour on Tuesday evening.")]) == []


# ---------------------------------------------------------------- novelty


FIRST = Report(
    "The ferry Solveig sank off Kelm with 40 people aboard. Edda Falk of Strait Lines said: "
    "“We knew nothing of a failed pump.” The Solveig was built on 3 May 1998.",
    "en", THURSDAY, names=("Solveig", "Kelm", "Edda Falk", "Strait Lines"),
    figures=(TextFigure(40, None, "exact", "", "people", "", "", 0),),
)  # fmt: skip
LATER = replace(
    FIRST,
    text="The ferry Solveig sank off Kelm. The engineer Jon Aldis has told the inquiry of 9 mails.",
    names=("Solveig", "Kelm", "Jon Aldis"),
    figures=(TextFigure(9, None, "exact", "", "mails", "", "", 62),),
)


def _known(*reports: Report) -> Known:
    known = Known()
    for report in reports:
        known.read(factual_sentences(report))
    return known


def test_novelty_is_one_for_the_first_report_and_nothing_for_its_copy():
    told = factual_sentences(FIRST)
    assert novelty(told, Known()) == 1
    assert novelty(told, _known(FIRST)) == 0
    assert 0.4 <= novelty(factual_sentences(LATER), _known(FIRST)) <= 0.6


def test_a_report_without_facts_is_as_new_as_its_sentences_are():
    plain = replace(FIRST, text="Nobody slept. They waited for the boats.", names=(), figures=())
    told = factual_sentences(plain)
    assert novelty(told, _known(FIRST)) == 1
    assert novelty(told, _known(replace(plain, text="Nobody slept."))) == 0.5
    assert novelty(told, _known(plain)) == 0


def test_a_part_of_a_known_quotation_or_name_is_not_new():
    cut = replace(FIRST, text="Falk spoke of “a failed pump” and said “We knew nothing of a pump”.",
                  names=("Falk",), figures=())  # fmt: skip
    told = factual_sentences(cut)
    assert _known(FIRST).new(fact for one in told for fact in one.facts) == set()


def test_only_sentences_with_facts_that_are_not_known_are_new():
    found = new_sentences(factual_sentences(LATER), _known(FIRST), "en", 8)
    assert found == ["The engineer Jon Aldis has told the inquiry of 9 mails."]
