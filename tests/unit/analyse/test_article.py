"""The analysis of an article, whole."""

import pickle
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from octavo.analyse.article import analysis, reading_seconds
from octavo.analyse.fingerprint import fingerprint, hashes, text_hash
from octavo.analyse.summary import key_point
from octavo.types import Analysis, Article, Block
from rows import every_row

BODY = """PORT ALBA: Fishermen in Norway are on strike over cod quotas, their union said on Monday.
About 4,200 boats stayed in harbour, the Norwegian Fishing Union said after talks in Oslo.
"We will not sail until the quotas are raised," union leader Kari Nordby told reporters in Tromso.
Nordby said the quotas would cost the fleet $300 million a year.
The government in Oslo said the cod stocks had fallen by a third since 2019.
PHOTO: JANE ROE
Read more: sign up to our newsletter."""


def article(headline: str, body: str, **more: str) -> Article:
    blocks = tuple(Block("paragraph", line, "") for line in body.split("\n"))
    return Article("u", headline, blocks, datetime(2026, 3, 2, tzinfo=UTC), **more)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def strike() -> Analysis:
    return analysis(article("Norway's fishermen strike over cod quotas", BODY, section="Business"))


def test_names_are_found_with_their_kind(strike: Analysis) -> None:
    kinds = {entity.name: entity.kind for entity in strike.entities}
    assert kinds["Norway"] == "place"
    assert kinds["Kari Nordby"] == "person"
    assert kinds["Fishing Union"] == "organisation"
    assert strike.countries == ("NO",)


def test_hashtags_are_topical_readable_and_few(strike: Analysis) -> None:
    assert strike.hashtags[0] == "Norway"
    assert "KariNordby" in strike.hashtags
    assert len(strike.hashtags) <= 8
    assert not {"Monday", "Said", "Union", "Oslo"} & set(strike.hashtags)


@pytest.mark.parametrize(
    ("one", "other", "tag"),
    [
        ("DPRK launches ship", "North Korea launches ship", "NorthKorea"),
        ("U.S. imposes tariffs", "United States imposes tariffs", "UnitedStates"),
    ],
)
def test_aliases_share_one_hashtag(one: str, other: str, tag: str) -> None:
    name, alias = one.split()[0], " ".join(other.split()[:2])
    for headline, subject in ((one, name), (other, alias)):
        body = f"The {subject} plan was made public. Officials of the {subject} gave no details."
        assert tag in analysis(article(headline, body)).hashtags


def test_arabic_hashtags_are_joined_by_underscores() -> None:
    body = "أعلنت كوريا الشمالية إطلاق سفينة. وقالت كوريا الشمالية إن السفينة جاهزة."
    found = analysis(article("كوريا الشمالية تطلق سفينة", body))
    assert found.language == "ar"
    assert "كوريا_الشمالية" in found.hashtags
    assert found.countries == ("KP",)


def test_summary_is_verbatim_and_without_furniture(strike: Analysis) -> None:
    assert strike.summary
    assert all(sentence in BODY for sentence in (*strike.summary, *strike.key_points))
    assert not any("PHOTO" in s or "newsletter" in s for s in strike.summary + strike.key_points)
    assert strike.summary[0].startswith("Fishermen in Norway")
    assert not {*strike.summary} & {*strike.key_points}, "key points are not the summary again"


def test_an_item_of_a_list_is_not_quoted() -> None:
    items = "The valley railway, from ten in the evening until it has been walked."
    whole = article(
        "Flood in Norway", "The river rose by a metre in the valley on Monday.\n" + items
    )
    listed = replace(whole, blocks=(whole.blocks[0], replace(whole.blocks[1], kind="list")))
    found = analysis(listed)
    assert found.summary == ("The river rose by a metre in the valley on Monday.",)
    assert found.key_points == ()


@every_row(
    ("headline", "body", "category"),
    [
        (
            "Late goal sends Rovers top",
            "The striker scored; the coach praised the goalkeeper.",
            "Sport",
        ),
        (
            "New vaccine cuts infections",
            "Patients given the vaccine in hospital had fewer symptoms.",
            "Health",
        ),
        (
            "Central bank holds rates as inflation eases",
            "Investors sold shares and bonds, fearing inflation.",
            "Business",
        ),
        (
            "هدف متأخر يمنح الفريق صدارة الدوري",
            "سجل اللاعب هدفا في المباراة وأشاد به المدرب.",
            "Sport",
        ),
        (
            "A quiet afternoon",
            "Nothing much was to be seen from the window.",
            "General",
        ),
    ],
)
def test_category(headline: str, body: str, category: str) -> None:
    assert analysis(article(headline, body)).category == category


def test_the_publishers_section_counts() -> None:
    one = article("A quiet afternoon", "Nothing much was to be seen from the window.")
    assert analysis(replace(one, section="Culture")).category == "Culture"


def test_reading_time_knows_languages() -> None:
    assert reading_seconds("word " * 238, 238, "en") == 60
    assert reading_seconds("字" * 260, 1, "zh") == 60


def test_equal_texts_have_equal_hashes_and_copies_share_shingles() -> None:
    text = " ".join(f"word{i}" for i in range(400))
    assert text_hash("A b, c!") == text_hash("a B c")
    whole, cut = (
        set(hashes(fingerprint(text)).tolist()),
        set(hashes(fingerprint(text[:1800])).tolist()),
    )
    assert len(whole & cut) > 0.95 * len(cut)
    assert fingerprint("") == b""
    assert text_hash("") == ""


def test_fingerprints_are_the_same_on_every_machine() -> None:
    assert text_hash("one two three") == "6899ee404683a14e8c2a03149860df25"
    assert fingerprint("one two three four").hex() == "a9a325bc341d2346"
    assert fingerprint("one two three four") == fingerprint("One two, three four.")


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=120), st.text(max_size=600))
def test_any_text_is_analysed(headline: str, body: str) -> None:
    found = analysis(article(headline, body))
    assert pickle.loads(pickle.dumps(found)) == found
    assert all(sentence in body for sentence in found.summary + found.key_points)
    assert len(found.hashtags) <= 8


@pytest.mark.parametrize(
    ("sentence", "point"),
    [
        (
            "The bridge over the Vale carried 900 cars a day, which pleased the toll keeper.",
            "The bridge over the Vale carried 900 cars a day",
        ),
        (
            "The bridge over the Vale is closed to lorries, which the council denies.",
            "The bridge over the Vale is closed to lorries, which the council denies.",
        ),
        (
            "Edda Falk, the harbour master of Vareno, who counts boats, saw 12 of them.",
            "Edda Falk, the harbour master of Vareno, who counts boats, saw 12 of them.",
        ),
        ("It has two arches, which is rare.", "It has two arches, which is rare."),
    ],
)
def test_a_key_point_is_the_shortest_wording_that_keeps_the_fact(sentence: str, point: str) -> None:
    assert key_point(sentence, "en") == point


def test_key_points_are_facts_and_no_speeches() -> None:
    lines = (
        "The bridge over the Vale was closed on Monday, the town council of Norvik said.",
        "“Let them come and look at it,” said Ada Moor of the council.",
        "“Who will pay?” asked the ferryman Tor Lind on the quay.",
        "We think that the council of Norvik should have closed the bridge long ago.",
        "Inspectors of the town found 14 cracks in the bridge over the Vale in March.",
        "The bridge was built in 1911 by Harl & Sons and carries 900 cars a day.",
        "Lorries drive to Vareno by way of the old pass, 40 km longer than the bridge.",
        "Norvik has 3,000 people, and the school bus crosses the bridge twice a day.",
    )
    found = analysis(article("Norvik closes its bridge over the Vale", "\n".join(lines)))
    assert any("14 cracks" in point for point in found.key_points)
    assert not any(mark in point for point in found.key_points for mark in "“?")
