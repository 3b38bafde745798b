"""The first stage: a tree without what no reader sees, or a refusal."""

import pytest

from drafts import page, until
from octavo.errors import NoArticle
from octavo.extract.stages.draft import Draft
from octavo.extract.stages.read_tree import read_tree
from octavo.types import Page


def test_the_tree_is_without_labels_for_screen_readers() -> None:
    hidden = "<p>Closed<span class='sr-only'> (opens in a new window)</span> today.</p>"
    root = read_tree(until("read_tree", page(hidden))).root
    assert [element.text_content() for element in root.iter("p")] == ["Closed today."]


@pytest.mark.parametrize(
    ("html", "code"), [("", "empty_body"), ("  ", "empty_body"), ("x", "not_html")]
)
def test_without_markup_there_is_no_article(html: str, code: str) -> None:
    bare = page()
    with pytest.raises(NoArticle) as refusal:
        read_tree(Draft(Page(bare.url, html, bare.fetched)))
    assert refusal.value.code == code
