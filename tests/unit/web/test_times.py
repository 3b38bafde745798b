"""Times as a research desk reads them: the hour, and how much later than the first."""

from datetime import UTC, datetime, timedelta

from django.utils import timezone, translation

from octavo.web.tags import absolute, clock, later
from rows import every_row

FIRST = datetime(2026, 11, 24, 8, 12, tzinfo=UTC)


@every_row(
    ("gap", "said"),
    [
        (timedelta(), ""),
        (timedelta(seconds=40), ""),
        (timedelta(minutes=9), "+0:09 h"),
        (timedelta(hours=23, minutes=59), "+23:59 h"),
        (timedelta(days=2, hours=3), "+2 d 3 h"),
    ],
)
def test_how_much_later(gap: timedelta, said: str) -> None:
    with translation.override("en"):
        assert later(FIRST + gap, FIRST) == said


def test_the_hour_is_there_unless_only_the_day_is_known() -> None:
    with translation.override("en"):
        assert ">24 Nov, 08:12<" in clock(FIRST)
        assert ">24 Nov<" in clock(FIRST, "day")
    with translation.override("ar"):
        assert "٠٨:١٢" in clock(FIRST)
        assert later(FIRST + timedelta(minutes=9), FIRST) == "+٠:٠٩ س"


def test_a_day_without_an_hour_is_the_same_day_everywhere() -> None:
    midnight = datetime(2026, 11, 24, tzinfo=UTC)
    with timezone.override("America/Chicago"), translation.override("en"):
        assert ">24 Nov<" in clock(midnight, "day")
        assert absolute(midnight, "day") == "24 November 2026"
        assert ">23 Nov, 18:00<" in clock(midnight)
