"""Times counted back from now, at the end of a line."""

from datetime import UTC, datetime, timedelta

from octavo.formats.relative_dates import trailing_time
from rows import every_row

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)


@every_row(
    "text",
    [
        "5 hours ago", "5h", "about 5 hours ago", "منذ 5 ساعات", "قبل ٥ ساعات", "vor 5 Stunden", "hace 5 horas",
        "il y a 5 heures", "5 ore fa", "há 5 horas", "5 часов назад", "5 saat önce", "5 uur geleden",
        "5 godzin temu", "5 jam yang lalu", "5小时前", "5時間前", "5시간 전", "לפני 5 שעות", "for 5 timer siden",
        "5 घंटे पहले", "۵ ساعت پیش",
    ],
)  # fmt: skip
def test_five_hours_ago_in_many_languages(text: str) -> None:
    found = trailing_time(text, NOW)
    assert found is not None
    assert (found[0], found[1].at, found[1].precision) == ("", NOW - timedelta(hours=5), "time")


@every_row(
    ("text", "before", "day"),
    [
        ("Reuters · 3 days ago", "Reuters", 24), ("vor 3 Tagen", "", 24), ("yesterday", "", 26), ("gestern", "", 26),
        ("منذ يومين", "", 25), ("اليوم", "", 27), ("CNA30-11-2026", "CNA", 30), ("Post 26 Nov 2026", "Post", 26),
        ("il y a une semaine", "", 20), ("今天", "", 27),
    ],
)  # fmt: skip
def test_days_have_no_hour_and_what_stands_before_is_left(text: str, before: str, day: int) -> None:
    found = trailing_time(text, NOW)
    assert found is not None
    assert (found[0], found[1].precision) == (before, "day")
    assert found[1].at == datetime(2026, 11, day, tzinfo=UTC)


@every_row(
    "text",
    [
        "",
        "The longest fight for years",
        "BBC 5h",
        "USA Today",
        "a vote in 5 days",
        "9999 years ago",
        "x" * 500,
    ],
)
def test_what_ends_with_no_time_is_none(text: str) -> None:
    assert trailing_time(text, NOW) is None
