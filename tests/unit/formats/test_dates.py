"""Every date dialect, and what is no date."""

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from octavo.formats.dates import moment
from rows import every_row

NOW = datetime(2026, 7, 1, tzinfo=UTC)
TEN = datetime(2026, 6, 1, 10, 0, tzinfo=UTC)
DAY = datetime(2026, 6, 1, tzinfo=UTC)


@every_row(
    "written",
    [
        "Mon, 01 Jun 2026 10:00:00 GMT", "Mon, 01 Jun 2026 10:00:00 +0000", "1 Jun 2026 10:00 UT",
        "Mon, 1 Jun 2026 06:00:00 EDT", "Mon, 01 Jun 26 10:00:00 Z", "Mon,01 Jun 2026 10:00:00 GMT",
        "Monday, 01-Jun-26 10:00:00 GMT", "Mon Jun 1 10:00:00 2026", "Mon Jun  1 10:00:00 UTC 2026",
        "Mon, 01 Jun 2026 18:00:00 SGT", "Mon, 01 June 2026 12:00:00 +02:00",
        "Mon, 01 Jun 2026 12:00:00 +0200 (CEST)", "Mon, 01 Jun 2026 13:30:00 GMT+3:30",
        "2026-06-01T10:00:00Z", "2026-06-01T12:00:00+02:00", "2026-06-01T12:00:00+0200",
        "2026-06-01 10:00:00", "2026-06-01T10:00:00.123456789Z", "2026-06-01 10:00:00 UTC",
        "2026-06-01T10:00Z", "20260601T100000Z", "2026/06/01 10:00", "2026.06.01 10:00",
        "June 1, 2026 10:00 AM", "Jun 1, 2026, 10:00 a.m.", "06/01/2026 10:00:00 AM",
        "01.06.2026 10:00", "01/06/2026 - 10:00", "13 June 2026 10:00"[1:].replace("3 ", "1 "),
        "lun., 01 juin 2026 12:00:00 +0200", "lundi 1er juin 2026 à 10h00",
        "Mo, 01 Jun 2026 12:00:00 +0200", "Montag, 1. Juni 2026, 10:00 Uhr",
        "lun, 01 jun 2026 10:00:00 GMT", "1 de junio de 2026 10:00", "lunedì 1 giugno 2026 10:00",
        "Seg, 01 Jun 2026 10:00:00 +0000", "1 de junho de 2026, 10h00", "ma 1 juni 2026 10:00",
        "Пн, 01 июн 2026 13:00:00 +0300", "1 июня 2026, 10:00", "الاثنين، 1 يونيو 2026 10:00",
        "١ يونيو ٢٠٢٦ ١٠:٠٠", "1 حزيران 2026 10:00", "Senin, 01 Juni 2026 17:00:00 WIB",
        "Pazartesi, 1 Haziran 2026 10:00", "1 czerwca 2026 10:00", "1. června 2026 10:00",
        "2026年6月1日 10:00", "2026년 6월 1일 10:00", "1 มิถุนายน 2026 10:00", "1 जून 2026 10:00",
        "1 Ιουνίου 2026 10:00", "1 червня 2026 10:00", "1 יוני 2026 10:00", "1 iunie 2026 10:00",
        "1780308000", "1780308000000",
    ],
)  # fmt: skip
def test_ten_o_clock_on_the_first_of_june_in_every_dialect(written: str) -> None:
    found = moment(written, NOW)
    assert found is not None
    assert found.replace(microsecond=0) == TEN


@every_row("written", ["2026-06-01", "1 June 2026", "20260601", "June 1, 2026", "01.06.2026"])
def test_a_day_alone_begins_at_midnight_utc(written: str) -> None:
    assert moment(written, NOW) == DAY


@every_row(
    "written",
    [
        "", "yesterday", "0000-00-00", "Mon, 31 Feb 2026 25:61:61 +9999", "1e400", "99999999999999",
        "Sun, 01 Jan 9999 00:00:00 GMT", "Thu, 01 Jan 1970 00:00:00 GMT", "0", "-1", "2026-13-40",
        "2026-07-02T00:00:01Z", "1 Foo 2026", "x" * 5000, "2026-06-01T10:00:00+99:99", "٩٩٩٩",
    ],
)  # fmt: skip
def test_what_names_no_credible_moment_is_none(written: str) -> None:
    assert moment(written, NOW) is None


def test_up_to_a_day_ahead_is_a_clock_that_goes_wrong() -> None:
    assert moment("2026-07-01T23:00:00Z", NOW) is not None


def test_slashes_explain_themselves_where_they_can() -> None:
    assert (
        moment("25/12/2025", NOW) == moment("12/25/2025", NOW) == datetime(2025, 12, 25, tzinfo=UTC)
    )
    assert moment("31-12-99", NOW) == datetime(1999, 12, 31, tzinfo=UTC)


@settings(max_examples=40)
@given(st.text(max_size=120))
def test_any_text_is_a_moment_or_none(text: str) -> None:
    found = moment(text, NOW)
    assert found is None or found.tzinfo is UTC


@settings(max_examples=40)
@given(st.datetimes(datetime(1990, 1, 2), datetime(2026, 6, 30)))
def test_the_two_standards_are_read_exactly(when: datetime) -> None:
    when = when.replace(microsecond=0, tzinfo=UTC)
    assert moment(when.isoformat(), NOW) == when
    assert moment(when.strftime("%a, %d %b %Y %H:%M:%S GMT"), NOW) == when
