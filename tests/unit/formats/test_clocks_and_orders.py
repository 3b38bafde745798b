"""Zones, orders of day and month, clocks, calendars: one reading for pages and feeds."""

import time
from datetime import UTC, datetime, timedelta

from octavo.extract.metadata.published import written_moment as page_moment
from octavo.formats.dates import Habits, habits, moment, written
from octavo.formats.dates.zones import NAMES, home
from rows import every_row

NOW = datetime(2026, 12, 31, tzinfo=UTC)


@every_row(
    ("zone", "tag", "hour"),
    [
        ("IST", "en", "13:00"), ("IST", "he", "16:30"), ("IST", "en-IE", "17:30"),
        ("IST", "en-IN", "13:00"), ("NZDT", "", "05:30"), ("AKST", "", "03:30+1"), ("ET", "", "23:30"),
        ("PT", "", "02:30+1"), ("EST", "en-AU", "08:30"), ("EST", "", "23:30"), ("CST", "zh-CN", "10:30"),
        ("CST", "", "00:30+1"), ("AST", "ar", "15:30"), ("BST", "", "17:30"), ("PKT", "", "13:30"),
        ("MSK", "ru", "15:30"), ("WIB", "id", "11:30"), ("JST", "", "09:30"), ("SGT", "", "10:30"),
        ("UTC+5:45", "", "12:45"), ("GMT-3", "", "21:30"), ("+0530", "", "13:00"), ("−05:00", "", "23:30"),
        ("gmt", "", "18:30"), ("(CET)", "", "17:30"), ("Uhr MEZ", "de", "17:30"), ("est", "fr", "18:30"),
    ],
)  # fmt: skip
def test_a_zone_is_the_same_in_a_feed_and_on_a_page(zone: str, tag: str, hour: str) -> None:
    clock, _, days = hour.partition("+")
    right = datetime.fromisoformat(f"2026-11-24T{clock}:00+00:00") + timedelta(days=int(days or 0))
    text, known = f"Tue, 24 Nov 2026 18:30 {zone}", Habits(tag)
    on_page = page_moment(f"Published 24 November 2026, 18:30 {zone}", known)
    assert moment(text, NOW, known) == right
    assert on_page is not None
    assert on_page.at == right


def test_american_names_without_a_season_follow_the_season() -> None:
    summer, winter = written("July 3rd, 2026 at 5:04 PM ET"), written("Jan 3, 2026, 5:04 p.m. ET")
    assert summer is not None and winter is not None
    assert (summer.zone, winter.zone) == (-240, -300)
    assert summer.at == datetime(2026, 7, 3, 21, 4, tzinfo=UTC)


def test_no_zone_lies_outside_of_the_earth() -> None:
    assert all(-12 * 60 <= minutes <= 14 * 60 for minutes in NAMES.values())
    assert home("zh-cn") == home("zh-TW") == 480
    assert home("en") == home("") == 0


@every_row(
    ("texts", "tag", "november"),
    [
        (["11/25/2026"], "", True), (["25/11/2026"], "en-US", False), ([], "en-US", True),
        ([], "en-GB", False), ([], "en-PH", True), ([], "de", False), ([], "fil", True),
        ([], "", False), ([], "en", False), (["11/25/2026 14:30:00", "03/04/2026"], "en", True),
        (["2026-11-25"], "en", False), (["11/25/2026", "25/11/2026"], "en-US", True),
    ],
)  # fmt: skip
def test_11_05_is_read_as_its_document_writes(texts: list[str], tag: str, november: bool) -> None:
    known = habits(texts, tag, NOW)
    right = datetime(2026, 11, 5, tzinfo=UTC) if november else datetime(2026, 5, 11, tzinfo=UTC)
    on_page = page_moment("11/05/2026", known)
    assert moment("11/05/2026", NOW, known) == right
    assert on_page is not None and on_page.at == right


def test_an_american_clock_goes_with_an_american_day() -> None:
    found = written("11/05/2026 3:40 PM EST")
    assert found is not None and found.at == datetime(2026, 11, 5, 20, 40, tzinfo=UTC)
    assert moment("05.11.2026 3:40 PM", NOW) == datetime(2026, 11, 5, 15, 40, tzinfo=UTC)
    british = written("11/05/2026 3:40 PM", Habits("en-GB", is_month_first=False))
    assert british is not None and british.at.month == 5


def test_times_without_a_zone_that_are_still_to_come_are_the_publishers_own() -> None:
    now = datetime(2026, 11, 27, 8, tzinfo=UTC)
    texts = ["2026-11-27 13:00:00", "2026-11-27 07:00:00"]
    chinese, unknown = habits(texts, "zh-cn", now), habits(texts, "", now)
    assert [moment(text, now, chinese) for text in texts] == [
        datetime(2026, 11, 27, 5, tzinfo=UTC), datetime(2026, 11, 26, 23, tzinfo=UTC),
    ]  # fmt: skip
    assert [moment(text, now, unknown) for text in texts] == [now, now - timedelta(hours=1)]
    assert habits(texts[1:], "zh-cn", now).zone == 0
    on_page = page_moment(texts[0], unknown)
    assert on_page is not None and on_page.at == now
    assert moment("2026-11-27T13:00:00Z", now, chinese) == datetime(2026, 11, 27, 13, tzinfo=UTC)


@every_row(
    ("text", "right"),
    [
        ("3 stycznia 2026", "2026-01-03"), ("3 Ocak 2026", "2026-01-03"), ("5 января 2026", "2026-01-05"),
        ("2 maart 2026", "2026-03-02"), ("January 3rd, 2026 at 5:04 PM ET", "2026-01-03T22:04"),
        ("Sept. 5, 2026, 5 p.m. EDT", "2026-09-05T21:00"), ("mardi 3 mars 2026 à 10h05", "2026-03-03T10:05"),
        ("2026. június 1., hétfő 10:00", "2026-06-01T10:00"), ("2026 m. birželio 1 d.", "2026-06-01"),
        ("2026. gada 1. jūnijs", "2026-06-01"),
        ("el 3 de mar. de 2026", "2026-03-03"), ("sab 3 ott 2026", "2026-10-03"),
        ("2026年6月1日 下午3:05", "2026-06-01T15:05"), ("2026年6月1日15時05分", "2026-06-01T15:05"),
        ("午前9時30分 2026年6月1日", "2026-06-01T09:30"), ("令和8年6月1日", "2026-06-01"),
        ("2026년 6월 1일 오후 3:05", "2026-06-01T15:05"), ("ngày 5 tháng 6 năm 2026", "2026-06-05"),
        ("١٥ تشرين الأول ٢٠٢٦ ٣:٠٥ م", "2026-10-15T15:05"), ("۱۵ ژوئن ۲۰۲۶", "2026-06-15"),
        ("1 มิ.ย. 2569", "2026-06-01"), ("01/06/2569", "2026-06-01"), ("2026-W23-1", "2026-06-01"),
        ("15:30, 12 May 2026", "2026-05-12T15:30"), ("12.05.2026 12.30", "2026-05-12T12:30"),
        ("Updated: 2026-06-01", "2026-06-01"), ("Monday 1st of June 2026 09:05am", "2026-06-01T09:05"),
        ("22 نوفمبر/ تشرين الثاني 2026", "2026-11-22"), ("22 نوفمبر (تشرين الثاني) 2026", "2026-11-22"),
        ("22/nov/2026", "2026-11-22"), ("22-Kas-2026 09:05", "2026-11-22T09:05"), ("\u200f١ يونيو ٢٠٢٦\u200e", "2026-06-01"), ("10:00 - 12:00, 1 June 2026", "2026-06-01T10:00"),
    ],
)  # fmt: skip
def test_a_date_as_it_is_written_somewhere(text: str, right: str) -> None:
    found = written(text)
    assert found is not None
    assert found.at == datetime.fromisoformat(right).replace(tzinfo=UTC)
    assert found.precision == ("time" if "T" in right else "day")


def test_no_text_takes_long() -> None:
    started = time.process_time()
    for part in (
        "1 may . ",
        "1 de may ",
        "2026 de ",
        "11:11 ",
        "1.1.",
        "1/1/",
        "1st ",
        "((",
        "may 1, ",
        "٥ ",
    ):
        written(part * 200)
    assert time.process_time() - started < 0.3


@every_row(
    "text",
    [
        "1405/03/15", "26/08/1404", "۱۵ خرداد ۱۴۰۵", "15 رمضان 1447", "٢٦ محرم ١٤٤٧", "12 people march 2024",
        "In March 2024 12 people", "June 2026", "20 November", "2016/17", "Score 3-1 2026", "31 June 2026",
        "1.2.3", "192.168.10.26", "10/12/24 pages 3", "24 November 2026, 25:61", "1 June 2026 10:00 +9900",
    ],
)  # fmt: skip
def test_another_calendar_or_no_date_at_all_is_none(text: str) -> None:
    assert written(text) is None
