"""Moderation: what is held and why, what is left alone, and that any text is judged soon."""

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from octavo.assist.moderation.contact import has_private_number
from octavo.assist.moderation.judge import REASONS, judgement
from octavo.assist.moderation.plain import plain_text
from octavo.assist.moderation.volume import repetition_reasons
from rows import every_row


def _reasons(text: str, headline: str = "") -> tuple[str, ...]:
    return judgement(text, headline).reasons()


@every_row(
    ("text", "names"),
    [
        ("Thank you, this was worth reading. See https://example.org/a", ()),
        ("In 2001-2005 some 3,000 people paid $4,000 each; I doubt it!", ()),
        ("مقال رائع، شكرا لكم على هذا الجهد", ()),
        ("http://a.example http://b.example www.c.example", ("links",)),
        ("THIS IS ALL A LIE AND YOU KNOW IT", ("shouting",)),
        ("راسلني على واتساب 00966501234567", ("contact",)),
        ("Earn $500 per day from home", ("advertising",)),
        ("أنت حمار", ("insult",)),
        ("I will find you and kill you", ("threat",)),
        ("سأقتلك", ("threat",)),
        ("They should all be hanged", ("incitement",)),
        ("Immigrants are vermin", ("hate",)),
        ("Send me nudes", ("sexual",)),
        ("His home is at 14 Calder Lane", ("doxxing",)),
        ("رقم جوالها 0501234567", ("doxxing",)),
        ("Everyone go to her page and report it until she is banned", ("brigading",)),
        ("   ", ("empty",)),
        ("no no no no no no no no", ("repetition",)),
        ("word " * 1500, ("too_long", "repetition")),
    ],
)
def test_what_is_held_and_why(text: str, names: tuple[str, ...]) -> None:
    assert _reasons(text) == names


@every_row(
    ("text", "headline"),
    [
        ("Kike Garcia scored twice", ""),
        ("Twice scored by Kike Garcia", ""),
        ("نهر الكلب يفيض كل شتاء", ""),
        ("Calling voters 'idiots' is shameful", ""),
        ('The word "retard" hurts, please stop', ""),
        ("وصف الناس بأنهم «حمير» إهانة", ""),
        ("hahahahahahahahahaha", ""),
        ("ههههههههههههههههه", ""),
        ("goooooooooooal", ""),
        ("nooooooo way", ""),
        ("NATO, UNESCO, OPEC, ASEAN, UNHCR", ""),
        ("😂", ""),
        ("❤️", ""),
        ("A moron, says the minister of himself", "Minister calls himself a moron"),
        ("They should be shot before winter", "Wild boars ruin fields"),
        ("I'll beat you at chess", ""),
        ("Immigrants are not criminals", ""),
        ("I felt like an idiot", ""),
        ("Scunthorpe and Penistone need trains", ""),
        ("Call 116 123 if you feel low", ""),
        ("Nurses earn 400 dollars per week", ""),
    ],
)
def test_what_is_left_alone(text: str, headline: str) -> None:
    assert _reasons(text, headline) == ()


@every_row(
    ("text", "plain"),
    [
        ("f*ck", "fuck"),
        ("f.u.c.k", "fuck"),
        ("f u c k", "fuck"),
        ("fu ck", "fuck"),
        ("fuuuuck", "fuck"),
        ("Y0u 1d10t!", "y0u idiot ."),
        ("b@st@rd", "bastard"),
        ("id\u200biot", "idiot"),
        ("іdіоt", "idiot"),
        ("ياكلب", "يا كلب"),
        ("حـــمار", "حمار"),
        ("حِمَار", "حمار"),
        ("حماااااار", "حمار"),
        ("ح م ا ر", "حمار"),
        ("ya 7mar", "يا حمار"),
        ("ya kalb", "يا كلب"),
        ("kalb", "kalb"),
        ("goooal", "goooal"),
        ("U.S.A.", "u s a ."),
        ("as assessed, on 3-1", "as assessed , on 3 1"),
    ],
)
def test_a_disguise_is_taken_off_only_where_a_word_of_the_lists_is_behind_it(
    text: str, plain: str
) -> None:
    assert plain_text(text) == plain


def test_a_word_of_the_headline_excuses_no_attack_on_a_person() -> None:
    assert _reasons("You disgusting pig", "Pig escapes") == ("insult",)


def test_a_quotation_excuses_only_what_stands_in_it() -> None:
    assert _reasons('Calling her "an idiot" is shameful. You moron') == ("insult",)
    assert _reasons('"You are an idiot"') == ("insult",)


@every_row(
    "number",
    [
        "+44 7700 900461", "07700 900461", "06 12 34 56 78", "0171 2345678", "0412 345 678",
        "(415) 555-0134", "415-555-0134", "01001234567", "0501234567", "٠٥٠١٢٣٤٥٦٧", "0791234567",
        "00966501234567", "call 612 345 678", "tel 412 34 567", "اتصل 5512 3456",
    ],
)  # fmt: skip
def test_numbers_of_many_countries_are_seen(number: str) -> None:
    assert has_private_number(f"So {number} it is")


@every_row(
    "number",
    [
        "1998-2004", "12 500 000", "44,910,300", "2026-11-28", "28.11.2026", "3-1, 2-0, 0-0, 1-1",
        "ISBN 978-0-00-000000-2", "116 123", "0800 111 222 33", "1-800-555-0199", "12:30-14:45",
        "10.0.0.1", "1,000.50",
    ],
)  # fmt: skip
def test_years_sums_scores_and_helplines_are_no_private_numbers(number: str) -> None:
    assert not has_private_number(f"It was {number} then")


def test_an_admin_chooses_how_sure_a_rule_must_be() -> None:
    doubtful = judgement("You better watch yourself")
    likely = judgement("What the fuck was that")
    certain = judgement("You are an idiot")
    assert [one.reasons("strict") != () for one in (doubtful, likely, certain)] == [True] * 3
    assert [one.reasons() != () for one in (doubtful, likely, certain)] == [False, True, True]
    assert [one.reasons("lenient") != () for one in (doubtful, likely, certain)] == [
        False, False, True,
    ]  # fmt: skip
    assert certain.reasons("no such line") == certain.reasons("usual")


def test_the_same_words_again_are_a_flood_of_one_and_a_campaign_of_several() -> None:
    said = "The mayor must explain the bridge"
    assert repetition_reasons(said, [said.upper() + "!"], []) == {"repetition"}
    assert repetition_reasons(said, [], [said]) == set()
    assert repetition_reasons(said, [], [said, said + "."]) == {"brigading"}
    assert repetition_reasons("Well said!", ["Well said"], ["well said"] * 5) == set()


WILD = st.text(
    st.one_of(st.sampled_from("f*ck يا حمار\"'.,!?@0123456789-()\u200b\u0640\n$"), st.characters()),
    max_size=400,
)


@settings(max_examples=60, deadline=None)
@given(WILD, WILD)
def test_any_comment_is_judged(text: str, headline: str) -> None:
    for line in ("strict", "usual", "lenient"):
        assert set(judgement(text, headline).reasons(line)) <= set(REASONS)


@every_row(
    "piece",
    ["a", "!", "f*", "f u c k ", "0", "0 ", "يا", "you will all go ", '"', "you are ", "ha", ".",
     "@a", "everyone go to her ", "1 Aa ", "i will kill ", "immigrants are ", "\u0640", "*", "a1"],
)  # fmt: skip
def test_time_grows_no_faster_than_the_text(piece: str) -> None:
    """Ten times the text in at most thirty times the time, and a whole comment in a second."""
    judgement("warm up")
    spent = []
    for size in (2_000, 20_000):
        text = piece * (size // len(piece))
        started = time.thread_time()
        judgement(text)
        spent.append(time.thread_time() - started)
    assert spent[1] < max(30 * spent[0], 0.05)
    assert spent[1] < 1
