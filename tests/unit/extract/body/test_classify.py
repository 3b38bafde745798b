"""The choice of blocks: the model's arithmetic, its reasons, and what the shipped file holds."""

import numpy as np
import pytest
from lxml.html import document_fromstring

from octavo.extract.body import neighbour_features, position
from octavo.extract.body.classify import choices, explained, near_prose, with_far
from octavo.extract.body.decision import EVEN
from octavo.extract.body.features import feature_rows
from octavo.extract.body.forest import Forest, model
from octavo.extract.metadata.page_metadata import Metadata
from octavo.extract.page.text_blocks import text_blocks
from rows import every_row

PROSE = "The harbour was closed for a second day after a ferry ran aground in fog on Tuesday."
PAGE = f"""<body><nav><a href=/>Home</a></nav><div class="header-menu"><ul><li><a href=/a>World</a></li></ul></div>
<article><h1>Ferry runs aground</h1><div class="article-body">{"".join(f"<p>{PROSE} It was day {n}.</p>" for n in range(8))}
<table><tr><th>Port</th><th>Ships</th></tr><tr><td>Lindqvist</td><td>12</td></tr></table>
<p>{PROSE} The last word was hers.</p></div></article>
<div class="newsletter-signup"><p>Sign up for our newsletter today.</p></div>
<footer class="footer"><p>© Northern Post. All rights reserved.</p></footer></body>"""
TOLD = Metadata("https://www.northernpost.example/a", "Ferry runs aground")


def forest() -> Forest:
    """Two trees: feature 0 split at 1.5 into -1 and 2 (2 again split on feature 1 at 0), and 0.5."""
    return Forest(
        feature=np.array([0, 0, 1, 0, 0, 0], np.int16),
        threshold=np.array([1.5, 0, 0, 0, 0, 0], np.float32),
        children=np.array([1, 2, 1, 1, 3, 4, 3, 3, 4, 4, 5, 5], np.int32),
        value=np.array([0.5, -1, 2, 1, 3, 0.5], np.float32),
        roots=np.array([0, 5], np.int32),
        depth=2,
    )


@every_row(("row", "margin"), [([1.5, 9], -0.5), ([2, 0], 1.5), ([2, 0.1], 3.5), ([-3, -3], -0.5)])
def test_a_forest_adds_the_leaves_that_a_row_falls_into(row: list[float], margin: float) -> None:
    found = forest().scores(np.array([row], np.float32))
    assert found == pytest.approx(1 / (1 + np.exp(-margin)))


def test_many_rows_are_scored_as_each_alone() -> None:
    rows_ = np.random.default_rng(7).normal(size=(4501, 2)).astype(np.float32)
    together = forest().scores(rows_)
    assert together[[0, 1999, 2000, 4500]] == pytest.approx(
        [forest().scores(rows_[[i]])[0] for i in (0, 1999, 2000, 4500)]
    )


def test_class_names_count_the_same_in_whatever_order_they_are_summed() -> None:
    weights = {"pride": 1e16, "calm": -1e16, **dict.fromkeys(["bold", "dusk", "eager"], 1.0)}
    heights = [f"h{'abcdefghij'[n]}" for n in range(10)]
    page = "".join(
        f"<div class='{' '.join(weights)} {one}'><p>{PROSE}</p></div>" for one in heights
    )
    found, _ = position.places(text_blocks(document_fromstring(page)))
    assert position.ratings(found, weights)[:, 1] == pytest.approx(position.PARENT * 3)


def test_reasons_add_up_to_what_a_row_is_from_the_mean() -> None:
    moved = forest().reasons(np.array([2, 0.1], np.float32))
    assert moved == {0: 1.5, 1: 1.0}


def test_the_shipped_model_is_made_for_the_features_of_this_code() -> None:
    page = text_blocks(document_fromstring(PAGE))
    seen = feature_rows(page, TOLD).names
    assert model().names == (*seen, *position.RATINGS, *neighbour_features.NAMES)


def test_the_shipped_model_holds_generic_words_only() -> None:
    assert 100 < len(model().tokens) < 4000
    for token in model().tokens:
        assert token.islower() or token.isdigit() or token in {"h1", "h2", "h3", "h4", "h5", "h6"}
        assert len(token) <= 40 and " " not in token


def test_body_is_told_from_furniture() -> None:
    chosen = [
        choice.text_block.text
        for choice in choices(text_blocks(document_fromstring(PAGE)), TOLD)
        if choice.is_body
    ]
    assert chosen[0] == f"{PROSE} It was day 0."
    assert chosen[-1] == f"{PROSE} The last word was hers."
    assert "Lindqvist" in chosen


def test_the_cells_of_a_table_have_one_score() -> None:
    made = choices(text_blocks(document_fromstring(PAGE)), TOLD)
    cells = {choice.score for choice in made if choice.text_block.tag in {"td", "th"}}
    assert len(cells) == 1


WEATHER = "<ul><li>Fog</li><li>Wind from the west</li></ul>"


def test_a_short_list_or_table_between_paragraphs_is_body_and_whole() -> None:
    page = PAGE.replace(f"<p>{PROSE} It was day 3.</p>", WEATHER)
    made = {
        choice.text_block.text: choice
        for choice in choices(text_blocks(document_fromstring(page)), TOLD)
    }
    assert made["Fog"].score == made["Wind from the west"].score
    assert made["Fog"].is_body
    assert made["12"].is_body


def test_every_choice_explains_itself() -> None:
    page = text_blocks(document_fromstring(PAGE))
    made = explained(page, TOLD)
    looked_at = {choice.text_block for choice in choices(page, TOLD)}
    names = set(model().names)
    for choice in made:
        assert choice.reasons
        if choice.text_block in looked_at:
            assert all(reason[0] in "+-" and reason[1:] in names for reason in choice.reasons)
    sign_up = next(choice for choice in made if choice.text_block.text.startswith("Sign up"))
    assert sign_up.score < EVEN
    assert "newsletter" in sign_up.place.path


def test_an_explanation_has_all_lines_of_the_page_with_the_scores_of_the_choice() -> None:
    page = text_blocks(document_fromstring(LINKED))
    made = explained(page, TOLD)
    assert [choice.text_block for choice in made] == [
        text_block for text_block in page if not text_block.is_media
    ]
    scores = {choice.text_block: choice.score for choice in choices(page, TOLD)}
    assert len(scores) < len(made)
    assert all(choice.score == scores.get(choice.text_block, 0.0) for choice in made)


LINKED = (
    PAGE.replace(
        "</nav>", "".join(f"<p><a href=/{n}>Town {n}</a></p>" for n in range(20)) + "</nav>"
    )
    .replace("<nav>", "<div>")
    .replace("</nav>", "</div>")
)


def test_links_far_from_prose_are_not_looked_at_and_say_so() -> None:
    page = text_blocks(document_fromstring(LINKED))
    kept = {text_block.text for text_block in near_prose(page)}
    assert "Town 3" not in kept
    assert {f"{PROSE} It was day 0.", "Ferry runs aground", "Lindqvist", "12"} <= kept
    far = next(c for c in explained(page, TOLD) if c.text_block.text == "Town 3")
    assert far.score == 0
    assert far.reasons == ("-a link or a label far from any prose",)


def test_links_among_prose_are_looked_at() -> None:
    linked = PAGE.replace(f"<p>{PROSE} It was day 3.</p>", "<p><a href=/x>The towed ship</a></p>")
    assert "The towed ship" in {
        text_block.text for text_block in near_prose(text_blocks(document_fromstring(linked)))
    }


def test_nothing_is_near_prose_on_a_page_of_nothing() -> None:
    assert near_prose([]) == []
    assert choices([], TOLD) == []


@every_row("count", [0, 1, 2, 5])
def test_context_of_short_pages(count: int) -> None:
    first = np.linspace(0.1, 0.9, count, dtype=np.float32)
    made = neighbour_features.context(first, [3] * count, ["p"] * count)
    assert made.shape == (count, len(neighbour_features.NAMES))
    assert made[:, 0] == pytest.approx(first)
    if count:
        assert made[0, neighbour_features.NAMES.index("first-1")] == -9
        assert made[:, neighbour_features.NAMES.index("first_alike")] == pytest.approx(
            float(first.mean())
        )


def test_the_lines_that_were_not_looked_at_stand_in_their_order_among_the_others() -> None:
    page = text_blocks(document_fromstring(LINKED))
    made = with_far(choices(page, TOLD), page)
    assert [choice.text_block for choice in made] == [
        text_block for text_block in page if not text_block.is_media
    ]
