"""Hashtags: full names and topics that are worth a page, and none of the words around them."""

from datetime import UTC, datetime

import pytest

from octavo.analyse.article import analysis
from octavo.analyse.topics import noun
from octavo.types import Article, Block, BlockKind
from rows import every_row


def tags(headline: str, *paragraphs: str, subhead: str = "", **more: str) -> set[str]:
    kinds: list[tuple[BlockKind, str]] = [("paragraph", text) for text in paragraphs]
    kinds[1:1] = [("subhead", subhead)] if subhead else []
    blocks = tuple(Block(kind, text, "") for kind, text in kinds)
    at = datetime(2026, 3, 2, tzinfo=UTC)
    return set(analysis(Article("u", headline, blocks, at, **more)).hashtags)  # type: ignore[arg-type]


STRIKE = tags(
    "Port strike in Garvel enters second week",
    "Cranes stood still in Garvel on Tuesday as the port strike went into its second week, the "
    "Garvel Port Authority said. Union leader Mads Orlo wrote in an e-mail that nobody would move.",
    "Two pumps were left running. A pump must run, said the harbour master, or the pumps rust.",
    "Orlo called the offer thin. The mail was read out. Clause by clause, every clause was booed.",
)


def test_names_are_whole_and_topics_are_phrases() -> None:
    assert {"Garvel", "MadsOrlo", "PortStrike"} <= STRIKE


def test_bare_nouns_verbs_weekdays_and_halves_of_words_are_none() -> None:
    plain = {tag.casefold() for tag in STRIKE}
    assert plain.isdisjoint(
        {"port", "pump", "pumps", "mail", "clause", "week", "enters", "tuesday", "cranes", "orlo"}
    )


def test_two_reports_of_one_event_share_theirs_in_any_number() -> None:
    one = tags(
        "Central bank lifts interest rate in Tolmere",
        "The central bank raised its interest rate to 4 per cent in Tolmere on Friday.",
        "It was the third time the interest rate has risen.",
    )
    other = tags(
        "Borrowers groan as interest rates climb",
        "Interest rates in Tolmere rose again, and borrowers with floating loans pay more.",
        "Savers gain from higher interest rates, the central bank said.",
    )
    assert {"InterestRates", "Tolmere"} <= one & other


def test_a_word_that_opens_a_sentence_is_no_name() -> None:
    found = tags(
        "Beekeepers blame spray for empty hives",
        "Beekeepers in Norway said that a new spray had emptied a third of their hives.",
        "Beekeepers want it banned. The ministry will meet the beekeepers in May.",
    )
    assert "Norway" in found
    assert "Beekeepers" not in found


def test_source_and_agency_are_none() -> None:
    found = tags(
        "Kestrel Bay votes for a bridge",
        "Kestrel Bay voted for a bridge, the Tarrow Courier has learnt. The Tarrow Courier saw it.",
        "The Associated Press said so in Kestrel Bay. So did the Associated Press elsewhere.",
        source_name="Tarrow Courier",
    )
    assert "KestrelBay" in found
    assert found.isdisjoint({"TarrowCourier", "Courier", "Tarrow", "AssociatedPress"})


@pytest.mark.parametrize("subhead", ["Mehrere Festnahmen", "Zweiter Polizeieinsatz"])
def test_german_subheads_and_nouns_are_no_names(subhead: str) -> None:
    found = tags(
        "Hochwasser an der Elbe: Deich bei Magdeburg hält",
        "Das Hochwasser an der Elbe hat am Montag den Deich bei Magdeburg erreicht. Die Feuerwehr "
        "war mit 300 Leuten im Einsatz, und das Hochwasser steigt weiter.",
        "Der Einsatz dauert bis Dienstag. Die Feuerwehr bat die Anwohner um Geduld.",
        subhead=subhead,
        language="de",
    )
    assert "Hochwasser" in found
    assert found.isdisjoint(
        {"".join(subhead.split()), "Feuerwehr", "Einsatz", "Montag", "Anwohner"}
    )


def test_arabic_topics_are_definite_phrases_without_what_is_glued_on() -> None:
    found = tags(
        "إضراب الميناء يدخل أسبوعه الثاني في طرابلس",
        "دخل إضراب الميناء في طرابلس أسبوعه الثاني، وقالت النقابة إن العمال لن يعودوا قبل الاتفاق.",
        "وأعلنت الشركة أن الخسائر بإضراب الميناء كبيرة. وأعلنت الشركة أنها ستفاوض العمال.",
        language="ar",
    )
    assert "إضراب_الميناء" in found
    assert "طرابلس" in found
    assert not any(tag.startswith(("أعلنت", "وأعلنت", "بإضراب", "قالت")) for tag in found)


@every_row(
    ("word", "written"),
    [
        ("rate", "rates"),
        ("rates", "rates"),
        ("inquiries", "inquiry"),
        ("boxes", "box"),
        ("crisis", "crisis"),
        ("strikes", "strike"),
        ("virus", "virus"),
    ],
)
def test_a_noun_is_written_in_one_number(word: str, written: str) -> None:
    assert noun(word) == written


def test_of_tags_that_say_the_same_the_most_telling_stays() -> None:
    found = tags(
        "Measles vaccine sails with the mail",
        "A measles vaccine goes to the islands by mail, said nurses of Garvel. The measles vaccine "
        "keeps for a day on ice.",
        "Measles has come back. The vaccines are free, and vaccines save lives; measles does not.",
        "Measles, said Mads Orlo of the Garvel Health Office, is no mild thing.",
    )
    assert "MeaslesVaccines" in found
    assert found.isdisjoint({"Measles", "Vaccines", "Vaccine"})


def test_a_town_stays_beside_the_body_that_is_named_after_it() -> None:
    assert {"Garvel", "GarvelPortAuthority"} <= STRIKE
