"""What a hashtag stands for: one page for one thing, whatever it is called."""

import pytest

from octavo.analyse.hashtag_meaning import Subject, defining_sentence, equivalent_keys, subject
from rows import every_row


@pytest.mark.parametrize("tag", ["dprk", "northkorea", "كوريا_الشمالية"])
def test_the_names_of_one_country_lead_to_one_page(tag: str) -> None:
    assert equivalent_keys(tag)[:2] == ("northkorea", "كوريا_الشمالية")
    found = subject(tag, [])
    assert (found.name, found.kind, found.country) == ("North Korea", "place", "KP")
    assert {"DPRK", "كوريا الشمالية"} <= set(found.also)


def test_a_tag_that_nothing_is_known_of_stands_for_itself() -> None:
    assert equivalent_keys("measlesboat") == ("measlesboat",)
    assert subject("measlesboat", [[{"name": "Vareno", "kind": "place"}]]) == Subject("")


def test_an_adjective_is_no_other_name_of_its_country() -> None:
    assert equivalent_keys("french") == ("french",)


def test_name_and_kind_are_what_most_articles_give() -> None:
    entities = [
        [{"name": "Kari Nordby", "kind": "person"}],
        [{"name": "Kari Nordby", "kind": "other"}],
        [{"name": "Vareno", "kind": "place"}],
    ]
    assert subject("karinordby", entities) == Subject("Kari Nordby", "person")


@every_row(
    ("text", "told"),
    [
        ("Talks went on. Union leader Kari Nordby said that the ships would wait.", "Union leader Kari Nordby said that the ships would wait."),
        ("Kari Nordby, the head of the dockers' union, left the hall at noon.", "Kari Nordby, the head of the dockers' union, left the hall at noon."),
        ("Kari Nordby is a crane driver from the northern quay of Vareno.", "Kari Nordby is a crane driver from the northern quay of Vareno."),
        ("Kari Nordby, who had waited, left the hall at noon on Tuesday.", ""),
        ("The strike that Kari Nordby called went into its second week.", ""),
        ("She is Kari Nordbyson, the head of the other union in the port.", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_the_sentence_that_says_what_a_name_stands_for(text: str, told: str) -> None:
    assert defining_sentence(text, "Kari Nordby") == told
    assert told in text
