"""The section of the paper that an article belongs to."""

from octavo.analyse.category import Labels, category
from octavo.analyse.words.words import content
from rows import every_row

QUIET = "Nothing much was to be seen from the window."


def of(text: str = QUIET, headline: str = "A quiet afternoon", **labels: object) -> str:
    words = content(headline, "en"), content(text, "en")
    return category(*words, Labels(**labels), "en")  # type: ignore[arg-type]


@every_row(
    ("section", "expected"),
    [
        ("Technology", "Technology"),
        ("Tech news", "Technology"),
        ("News/Science/Space", "Science"),
        ("Science & Environment", "Science"),
        ("Arts and culture", "Culture"),
        ("Women's football", "Sport"),
        ("Food safety", "Health"),
        ("Wirtschaft", "Business"),
        ("Économie", "Business"),
        ("سياسة", "Politics"),
        ("World", "World"),
        ("News", "General"),
        ("Local", "General"),
    ],
)
def test_a_declared_section_is_read_however_it_is_written(section: str, expected: str) -> None:
    assert of(section=section) == expected


@every_row(
    ("url", "expected"),
    [
        ("https://paper.example/technology/2026/11/a-quiet-afternoon", "Technology"),
        ("https://paper.example/en/sport/football/a-quiet-afternoon.html", "Sport"),
        ("https://sport.paper.example/2026/a-quiet-afternoon", "Sport"),
        ("https://paper.example/world-news/a-quiet-afternoon", "World"),
        ("https://paper.example/sport", "General"),
        ("https://health.example/a-quiet-afternoon", "General"),
        ("https://paper.example/2026/11/the-science-of-windows", "General"),
    ],
)
def test_the_address_tells_the_section_where_the_page_does_not(url: str, expected: str) -> None:
    assert of(url=url) == expected


def test_the_page_is_believed_before_its_address() -> None:
    assert of(section="Culture", url="https://paper.example/business/a-window") == "Culture"
    assert of(section="News", url="https://paper.example/business/a-window") == "Business"


def test_a_tag_counts_only_as_the_whole_name_of_a_section() -> None:
    assert of(tags=("Windows", "Health")) == "Health"
    assert of(tags=("Health minister", "Art theft")) == "General"


def test_a_subject_in_the_text_outweighs_a_section_of_places() -> None:
    flood = (
        "Flood warning: the river rises after heavy rain and snow. Meteorologists expect rainfall "
        "and flooding; the drought of summer is over, say climate researchers and forecasters."
    )
    assert of(flood, "Flooding feared as rain falls", section="World") == "Climate"
    assert of(section="World", tags=("Health",)) == "World"


@every_row(
    ("text", "expected"),
    [
        (
            "Wages were on the table when union and employer met; dockers stay out and shippers "
            "count containers in every freight yard.",
            "Business",
        ),
        (
            "Intruders took a password and read the database on the server for weeks, a data "
            "breach that the hackers announced themselves.",
            "Technology",
        ),
        (
            "The jars are recalled for contamination; salmonella was found and a patient with "
            "an allergy is being treated in hospital.",
            "Health",
        ),
        (
            "The orchestra tuned, the soprano waited behind the stage and the conductor of the "
            "opera lifted a hand.",
            "Culture",
        ),
        (
            "Voters queued at each polling station; the recount of the ballots in the "
            "constituency ended at dawn.",
            "Politics",
        ),
    ],
)
def test_news_without_any_label_is_told_by_its_words(text: str, expected: str) -> None:
    assert of(text, "What is known so far") == expected
