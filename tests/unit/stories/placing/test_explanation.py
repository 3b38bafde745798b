"""Why an article is with others: all that both have, and all that is at odds."""

from datetime import UTC, datetime, timedelta

from octavo.analyse.article import analysis
from octavo.stories.placing.explanation import Explanation, explanation
from octavo.stories.similarity.features import ArticleFeatures
from octavo.stories.similarity.parameters import Parameters
from octavo.stories.similarity.spelling import spellings
from octavo.types import Article, Block

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
WON = "Elver Rovers beat Skerra Town 3-1 on Saturday before 4,210 people at the harbour ground."
LOST = "Norvik Athletic beat Halden City 2-0 on Saturday before 8,870 people at the harbour ground."
ENGLISH = "Layan Dabbagh, the harbour pilot, was rescued on Monday with 14 others, the mayor said."
ARABIC = "قال رئيس البلدية إن ليان الدباغ، مرشدة الميناء، أنقذت يوم الاثنين مع 14 آخرين."


def _article(text: str, language: str = "en", headline: str = "") -> Article:
    return Article("", headline, (Block("paragraph", text, ""),), NOON, language=language)


def _features(number: int, one: Article) -> ArticleFeatures:
    return ArticleFeatures.of(number, number, one, analysis(one))


def _explained(one: Article, *others: Article) -> Explanation:
    rest = [_features(n, other) for n, other in enumerate(others, 2)]
    return explanation(_features(1, one), rest, Parameters())


def test_all_that_both_have_is_named() -> None:
    """Not the first few: each of these, and no word that only one has."""
    words = "ferry captain harbour engine pilot anchor cargo island lighthouse".split()
    long = " ".join(f"The {word} waits." for word in words)
    found = _explained(_article(long), _article(f"{long} Nobody sails."), _article(WON))
    written = spellings(long, (), "en")
    assert {*words} <= {written[key] for key in found.words}
    assert "sail" not in found.words


def test_what_is_at_odds_is_named_on_both_sides() -> None:
    found = _explained(_article(WON), _article(LOST))
    assert "elver rovers" in found.own_names and "norvik athletic" in found.other_names
    assert {"4210", "3-1"} <= {*found.own_numbers}
    assert {"8870", "2-0"} <= {*found.other_numbers}
    assert not {*found.numbers} & {*found.own_numbers}


def test_what_another_agrees_with_is_not_called_at_odds() -> None:
    found = _explained(_article(WON), _article(WON), _article(LOST))
    assert {"4210", "3-1"} & {*found.own_numbers} == set()
    assert {"8870", "2-0"} <= {*found.other_numbers}
    assert not {*found.own_names} & {*found.names}


def test_what_agrees_is_not_at_odds() -> None:
    found = _explained(_article(WON), _article(WON))
    odd = (found.own_names, found.other_names, found.own_numbers, found.other_numbers)
    assert odd == ((), (), (), ())
    assert "4210" in found.numbers


def test_sounds_are_named_across_languages_as_the_text_writes_them() -> None:
    one = _article(ENGLISH)
    found = _explained(one, _article(ARABIC, "ar"))
    written = spellings(ENGLISH, analysis(one).entities, "en")
    assert "Layan Dabbagh" in {written.get(key, key) for key in found.sounds}
    back = _explained(_article(ARABIC, "ar"), one)
    mine = spellings(ARABIC, (), "ar")
    assert back.sounds and all(any(c >= "\u0600" for c in mine[key]) for key in back.sounds
                               if "+" not in key)  # fmt: skip
    assert found.own_names == ()


def test_the_time_between_is_that_of_the_others_middle() -> None:
    later = _article(WON)
    rest = [
        ArticleFeatures(n, n, NOON + timedelta(hours=hours), "en") for n, hours in ((2, 2), (3, 4))
    ]
    found = explanation(_features(1, later), rest, Parameters())
    assert found.gap_hours == 3.0
