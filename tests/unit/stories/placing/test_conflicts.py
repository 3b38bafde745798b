"""What two reports lead with and is at odds parts them, however alike their words are."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from octavo.analyse.article import analysis
from octavo.stories.placing.conflicts import conflicts
from octavo.stories.placing.linkage import Links
from octavo.stories.placing.nodes import Node
from octavo.stories.placing.storyline import shared_names
from octavo.stories.similarity.features import ArticleFeatures
from octavo.stories.similarity.parameters import Parameters
from octavo.stories.similarity.similarity import FeatureSum, sum_of_one
from octavo.stories.window.live_window import Window
from octavo.types import Article, Block

START = datetime(2026, 3, 2, 8, tzinfo=UTC)


def read(number: int, headline: str, text: str, language: str = "en") -> ArticleFeatures:
    blocks = (Block("paragraph", text, ""),)
    article = Article(url="", headline=headline, blocks=blocks, published=START, language=language)
    return ArticleFeatures.of(number, number, article, analysis(article))


def results(number: int, firm: str, head: str, profit: int, rise: float) -> ArticleFeatures:
    return read(
        number,
        f"{firm} raises its dividend after a strong quarter",
        f"{firm} earned {profit} million crowns in the third quarter, {rise} percent more than "
        f"a year before. Chief executive {head} kept the forecast and raised the dividend. "
        "Analysts had expected less. The shares rose in early trading.",
    )


def at_odds(one: ArticleFeatures, other: ArticleFeatures) -> float:
    return float(conflicts([Node((one,)), Node((other,))], Parameters())[0, 1])


def test_reports_cut_from_one_pattern_are_as_many_stories_as_firms() -> None:
    window = Window()
    firms = ("Halden Mills", "Orva Tern", 41, 12.5), ("Skerra Lines", "Ilo Brask", 87, 7.5), (
        "Tarn Optics", "Una Meld", 230, 31.5)  # fmt: skip
    stories = [
        window.place(results(number, *firm)).story_id for number, firm in enumerate(firms, 1)
    ]
    assert len(set(stories)) == 3


def test_a_second_report_of_the_same_results_joins_the_first() -> None:
    window = Window()
    for number in (1, 2):
        window.place(results(number, "Halden Mills", "Orva Tern", 41, 12.5))
    assert window.story_of(1) == window.story_of(2)


def test_names_and_numbers_that_are_shared_are_not_at_odds() -> None:
    one = results(1, "Halden Mills", "Orva Tern", 41, 12.5)
    assert at_odds(one, results(2, "Halden Mills", "Orva Tern", 41, 12.5)) == 0
    assert at_odds(one, results(3, "Skerra Lines", "Ilo Brask", 87, 7.5)) > 0.1


def test_a_text_that_names_and_counts_nothing_is_at_odds_with_none() -> None:
    silent = read(1, "A quiet morning at the quay", "Nobody came, and nothing was unloaded.")
    assert at_odds(silent, results(2, "Halden Mills", "Orva Tern", 41, 12.5)) == 0


def test_a_name_that_is_only_mentioned_among_the_words_is_no_other_name() -> None:
    one = results(1, "Halden Mills", "Orva Tern", 41, 12.5)
    other = results(2, "Skerra Lines", "Ilo Brask", 87, 7.5)
    mentioned = {word: 0.1 for name in one.leading_names for word in name.split()}
    mentioning = replace(other, terms={**other.terms, **mentioned})
    assert 0 < at_odds(one, mentioning) < at_odds(one, other)


def test_two_scores_are_two_matches() -> None:
    first = read(1, "Tarn 2 Halden 1", "Tarn scored late in a match that neither side deserved.")
    same = read(2, "Late goal for Tarn", "Tarn won 2-1 with a goal in the last minute.")
    other = read(3, "Tarn held at home", "Tarn only drew 0-0 with Halden in the snow.")
    assert at_odds(first, same) == 0
    assert at_odds(first, other) > at_odds(first, read(4, "Tarn held", "Tarn drew at home.")) == 0


@pytest.mark.parametrize("language", ["de", "ar"])
def test_where_names_are_not_read_well_they_are_not_held_against(language: str) -> None:
    one = read(1, "Brand in Halden", "In Halden brannte eine Scheune von Orva Tern.", language)
    assert not one.leading_names


def group(*members: ArticleFeatures) -> FeatureSum:
    total = FeatureSum()
    for member in members:
        total.add(member)
    return total


def test_a_later_step_shares_more_than_a_town() -> None:
    strike = read(1, "Trams stop in Halden", "Drivers of Citytram in Halden walked out on Monday.")
    deal = read(2, "Citytram gives way", "In Halden, Citytram and its drivers agreed on Tuesday.")
    fair = read(3, "Book fair opens in Halden", "The book fair of Halden opened on Tuesday.")
    assert shared_names(deal, group(strike)) > shared_names(fair, sum_of_one(strike))


def test_reports_in_another_language_do_not_bring_two_matters_together() -> None:
    """A report in a third language that is like both is no reason to join what their own language
    parts."""
    log_odds = np.array([[0, -2, 6], [-2, 0, 2.5], [6, 2.5, 0]], float)
    is_same = np.array([[1, 1, 0], [1, 1, 0], [0, 0, 1]], bool)
    assert Links(log_odds, is_same, [1, 1, 1]).joined() == [[0, 2], [1]]
