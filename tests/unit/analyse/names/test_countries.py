"""Which countries a text is about: named by themselves, their people, their cities, in compounds."""

from octavo.analyse.names.entities import named
from rows import every_row


def about(*lines: str, headline: str = "") -> tuple[str, ...]:
    language = "ar" if "ا" in lines[0] else "en"
    return named(headline, "\n".join(lines), language).countries


def test_all_countries_that_a_text_is_about_are_kept_the_most_named_first() -> None:
    found = about(
        "The spread was called back in Ireland, Norway and Estonia after glass was found.",
        "A man in Galway bit on a splinter. Ireland counts 22,000 jars, the Irish office said.",
        "Norwegian shops were told on Friday.",
        headline="Hazelnut spread recalled in three countries",
    )
    assert found == ("IE", "NO", "EE")


def test_a_people_counts_for_its_country() -> None:
    found = about(
        "Some 600 North Korean soldiers were killed fighting for Russia, South Korean lawmakers "
        "were told. The North Koreans were moved to Kursk in autumn, Russian officials said.",
        headline="600 North Korean soldiers dead",
    )
    assert found[0] == "KP"
    assert set(found) == {"KP", "RU", "KR"}


@every_row(
    ("name", "country"),
    [
        ("New Zealand", "NZ"),
        ("Papua New Guinea", "PG"),
        ("Papua New Guinean", "PG"),
        ("Côte d'Ivoire", "CI"),
        ("The Hague", "NL"),
        ("Democratic People's Republic of Korea", "KP"),
        ("Santo Domingo", "DO"),
        ("Bosnia and Herzegovina", "BA"),
        ("New York", "US"),
        ("Irishwoman", "IE"),
        ("Scots", "GB"),
    ],
)
def test_names_of_several_words_are_read_whole(name: str, country: str) -> None:
    text = f"They met on Monday, said a {name} spokesman. {name} was named twice."
    assert about(text) == (country,)
    (place,) = named("", text, "en").entities
    assert place.kind == "place"


def test_the_parts_of_a_compound_count() -> None:
    assert about("On Friday US-China talks began.") == ("US", "CN")
    assert about("It is a Franco-German plan.") == ("FR", "DE")
    assert about("They met Russian-backed and Saudi-led forces.") == ("RU", "SA")
    assert about("The Anglo-Irish treaty and the Coca-Cola works.") == ("GB", "IE")


def test_a_country_named_once_far_down_is_not_what_a_text_is_about() -> None:
    lines = ["The port of Oslo in Norway was shut; Norwegian dockers met in Bergen."] * 3
    assert about(*lines, "A dish from Portugal was served.") == ("NO",)


def test_arabic_peoples_count_too() -> None:
    found = about("قال مسؤول كوري جنوبي إن جنودا كوريين شماليين قتلوا في روسيا أمس.")
    assert set(found) == {"KR", "KP", "RU"}
