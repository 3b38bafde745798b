"""Figures of a text: the number, how exact, what it counts, who claims it, in which sentence."""

from hypothesis import given
from hypothesis import strategies as st

from octavo.assist.figures.figures import text_figures
from rows import every_row

ARABIC = "\u0600"


def read(text: str) -> list[tuple[object, ...]]:
    """The figures of a text without what they count."""
    language = "ar" if any(letter >= ARABIC for letter in text) else "en"
    return [(f.value, f.approx, f.unit, f.claimant) for f in text_figures(text, language)]


@every_row(
    ("text", "expected"),
    [
        ("At least 43 people drowned, the coastguard said.", (43, "at least", "", "coastguard")),
        ("About 1,200 homes lost power, said Ada Moor.", (1200, "about", "", "Ada Moor")),
        ("43 people at least drowned.", (43, "at least", "", "")),
        ("قتل 43 شخصا على الأقل.", (43, "at least", "", "")),
        ("Up to 5,000 seals died, Mayor Tom Reyl warned.", (5000, "at most", "", "Tom Reyl")),
        ("Sales fell 25%, according to Ravel Energy.", (25, "exact", "%", "Ravel Energy")),
        ("It cost $1.1bn, the port says.", (1.1e9, "exact", "USD", "port")),
        ("The toll was put at 90 by the army.", (90, "exact", "", "army")),
        ("They plan to hand over 1,000 prisoners.", (1000, "exact", "", "")),
        ("Over 1,000 prisoners left.", (1000, "at least", "", "")),
        ("Two-thirds of voters agree, Oskar Lind wrote.", (66.67, "exact", "%", "Oskar Lind")),
        ("قالت الشرطة إن ٤٥ عاملا أصيبوا.", (45, "exact", "", "الشرطة")),
        ("أصيب نحو أربعين عاملا، بحسب المستشفى.", (40, "about", "", "المستشفى")),
    ],
)
def test_a_figure_has_its_number_hedge_unit_and_claimant(
    text: str, expected: tuple[object, ...]
) -> None:
    assert read(text) == [expected]


@every_row(
    "text",
    [
        "Anna Veit, 54, lives at 17 Mill Lane.",
        "The talks began at 9:30 on 12 May 2024.",
        "Northbridge beat Eastvale 3-1.",
        "Flight 212 and Route 66 were closed in 2019.",
        "Version 3.2 came out after six months.",
        "The two countries signed Article 14.",
        "Call 0800 555 0199.",
        "تبدأ المحادثات في 3 كانون الأول وتنتهي في 12 تشرين الثاني 2026.",
        "فاز الفريق 3-1 عام 1954 بعد ستة أشهر.",
    ],
)
def test_what_counts_nothing_is_no_figure(text: str) -> None:
    assert read(text) == []


@every_row(
    ("text", "claimants"),
    [
        ('Dr Mira Kolt runs it. "We saw 90 patients," she said.', ["Mira Kolt"]),
        ("MP Ana Sol said 9 men fell. Sol said 5 cows fell.", ["Ana Sol", "Ana Sol"]),
        (
            "About 60 men fell, a Selwyn lawmaker said. MP Ana Sol saw it, MP Ana Sol said.",
            ["Ana Sol"],
        ),
        ("The union said 80 men left; the port put it at 30.", ["union", "port"]),
        ("The Lake Fund said 20 eels died. It said 9 pikes died.", ["Lake Fund", "Lake Fund"]),
        (
            "قال رئيس البلدية نادر قاسم إن 9 رجال وصلوا. وأضاف أن 12 أسرة نزحت.",
            ["نادر قاسم", "نادر قاسم"],
        ),
    ],
)
def test_a_claimant_is_the_one_the_text_has_named(text: str, claimants: list[str]) -> None:
    assert [one[3] for one in read(text)] == claimants


@every_row(
    ("text", "counts"),
    [
        ("About 600 Selvan soldiers have been killed.", "Selvan soldiers killed"),
        ("Police arrested 17 men.", "arrested men"),
        ("The boat lost 5kg of silver.", "lost silver"),
        ("Unemployment in Karsovia rose to 7.2 percent.", "Unemployment in Karsovia"),
    ],
)
def test_what_is_counted_is_in_words_of_the_sentence(text: str, counts: str) -> None:
    assert [one.counts for one in text_figures(text, "en")] == [counts]


@every_row(
    "text",
    [
        "He is to say 40 men fell.",
        "For the first time in years 40 men fell.",
        "Clause 3 adds 40 seats.",
        "Forty saves and a cup: Dietz wins it for the Falcons",
    ],
)
def test_what_names_nobody_is_no_claimant(text: str) -> None:
    assert {one[3] for one in read(text)} == {""}


def test_a_sentence_without_end_costs_no_time_and_is_not_read() -> None:
    assert read("said 40 men " * 4000) == []


def test_a_range_has_both_ends() -> None:
    (figure,) = text_figures("Between 200 and 300 protesters came.", "en")
    assert (figure.value, figure.high) == (200, 300)


WORDS = st.sampled_from(
    "about 12 5,000 three hundred half a million $ % - to said she Ada Moor army , . : ; \n “ ” "
    '" according people killed قال إن ٤٥ نحو ألف ثلث السكان بحسب و وقال A 3-1 1.5 bn'.split(" ")
)


@given(st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=40).map(" ".join)))
def test_any_text_is_read_and_each_sentence_stands_in_it(text: str) -> None:
    for language in ("en", "ar", ""):
        for one in text_figures(text, language):
            assert text[one.start : one.start + len(one.sentence)] == one.sentence
            assert one.claimant in text
