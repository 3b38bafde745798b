"""Names of months in the languages of CLDR, on pages as in feeds."""

from datetime import UTC, datetime

from babel import Locale

from octavo.extract.metadata.published import written_moment as page_moment
from octavo.formats.dates import Habits
from octavo.formats.dates import moment as feed_moment
from octavo.formats.dates.months import month
from rows import every_row

NOW = datetime(2027, 1, 31, tzinfo=UTC)
LANGUAGES = (
    "en es fr de pt it ru ar pl tr nl id uk fa hi bn ur ta te th el he sv da no fi cs sk hu ro bg sr "
    "hr sl lt ca eu ga az sw"
).split()


def written_names(code: str) -> list[tuple[int, str]]:
    """The names of the months as running text has them, long and short, those without digits."""
    names = Locale.parse(code).months["format"]
    both = [*names["wide"].items(), *names["abbreviated"].items()]
    return [(number, name) for number, name in both if not any(map(str.isdigit, name))]


@every_row("code", LANGUAGES)
def test_every_month_long_and_short_is_read_the_same_on_pages_and_in_feeds(code: str) -> None:
    habits = Habits(code)
    names = written_names(code)
    assert len(names) == 24
    for number, name in names:
        for text in (f"17. {name.upper()} 2026, 09:05", f"{name} 17, 2026"):
            day = datetime(2026, number, 17, tzinfo=UTC)
            on_page, in_feed = page_moment(text, habits), feed_moment(text, NOW, habits)
            assert on_page is not None, (text, name)
            assert on_page.at == in_feed
            assert on_page.at.replace(hour=0, minute=0) == day, text


@every_row(
    ("word", "language", "number"),
    [
        ("listopada", "hr", 10), ("listopada", "pl", 11), ("listopadu", "cs", 11),
        ("listopada", "", 11),
        ("červenec", "cs", 7), ("červen", "cs", 6), ("srpna", "cs", 8), ("srpnja", "hr", 7),
        ("сiчня", "", 0), ("січня", "", 1), ("липня", "uk", 7), ("мая", "", 5),
        ("SEPT.", "", 9),
        ("Sept", "en", 9), ("août", "", 8), ("aout", "", 8), ("styczen", "", 1), ("März", "", 3),
        ("Maerz", "", 3), ("Jänner", "de", 1), ("İyun", "", 6), ("EKİM", "tr", 10), ("Oca", "tr", 1),
        ("شباط", "", 2), ("تشرين الأول", "", 10), ("تشرين الثاني", "", 11), ("غشت", "", 8),
        ("اكتوبر", "", 10), ("ביוני", "", 6), ("júniusban", "hu", 6), ("ekainaren", "eu", 6),
        ("marathon", "", 0), ("people", "", 0), ("ju", "", 0), ("", "", 0),
    ],
)  # fmt: skip
def test_a_name_of_two_languages_is_read_by_the_documents(
    word: str, language: str, number: int
) -> None:
    assert month(word, language) == number
