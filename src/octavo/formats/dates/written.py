"""One date as it is written, whoever wrote it.

text ─► ISO 8601 │ seconds since 1970 │ RFC 822 │ a month by its name │ numbers alone
          └─ the first that reads it decides; a clock and a zone may stand anywhere beside it
"""

from octavo.formats.dates.named import named
from octavo.formats.dates.numeric import numeric
from octavo.formats.dates.standards import epoch, iso, mail
from octavo.formats.dates.times import UNKNOWN, YEARS, Habits, Written, one_line


def written(text: str, habits: Habits = UNKNOWN) -> Written | None:
    """Returns the time that a text names, None when it names none. Never raises.

    Weekday names are not looked at. Years of other calendars are not converted (1447, 1404) and
    give None, but for the Buddhist one (2569)."""
    text = one_line(text)
    for read in (iso, epoch, mail, named, numeric):
        try:
            found = read(text, habits)
        except (ValueError, OverflowError):
            continue
        if found is not None and YEARS[0] <= found.at.year <= YEARS[1]:
            return found
    return None
