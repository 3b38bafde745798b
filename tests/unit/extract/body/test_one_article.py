"""Where an article ends: another article, teasers, and replies below it are no part of it; what only
looks like them is."""

import pytest

from octavo.extract.body.one_article import of_one_article
from octavo.extract.page.text_blocks import TextBlock, text_blocks
from octavo.extract.page.tree import tree
from rows import every_row

TITLE = "Last ferry leaves Orrin with a piano"
HEAD = f"<h1>{TITLE}</h1>"
TEXT = "".join(
    f"<p>On the {word} crossing of the season forty people, nine bicycles and a piano were on board.</p>"
    for word in ("first", "second", "third", "fourth", "fifth", "sixth", "last")
)
OTHER = "<p>Bakers of three villages have lit their wood ovens again since the price of gas went up.</p>"


def kept(body: str) -> str:
    """The text that is left where every line of the page was chosen."""
    root = tree(f"<html><body>{body}</body></html>")
    assert root is not None
    page = text_blocks(root)
    parts = of_one_article([one for one in page if not one.is_media], page, TITLE)
    return " ".join(part.text if isinstance(part, TextBlock) else part for part in parts)


@every_row(
    "after",
    [
        f"<div><h2>Bakers go back to wood</h2><p>By Mae Reed</p>{OTHER}</div>",
        f"<div><h1>Bakers go back to wood</h1><time>20 November 2026</time>{OTHER * 9}</div>",
        f"<article><h2><a href=/bakers>Bakers go back</a></h2><p>By Mae Reed</p>{OTHER * 9}</article>",
        f"<section><h3>More from the island</h3>{OTHER}</section>",
        "<section><h3>Read next</h3>" + f"<div><h4><a href=/b>Bakers go back</a></h4>{OTHER}</div>" * 12 + "</section>",
        f"<ul>{f'<li>{OTHER}<a href=#>Reply</a></li>' * 3}</ul>",
        f"<div>{f'<div><b>heron</b>{OTHER}<button>Antworten</button></div>' * 3}</div>",
    ],
)  # fmt: skip
def test_what_the_page_goes_on_with_is_left_out(after: str) -> None:
    text = kept(f"{HEAD}<div>{TEXT}</div>{after}")
    assert "last crossing" in text
    assert "wood ovens" not in text


@pytest.mark.parametrize("tag", ["article", "main"])
def test_nothing_of_the_article_stands_behind_its_element(tag: str) -> None:
    text = kept(f"{HEAD}<p>A standfirst</p><{tag}>{TEXT}</{tag}><div>{OTHER}</div>")
    assert "A standfirst" in text
    assert "wood ovens" not in text


@every_row(
    "after",
    [
        f"<section><h2>The ovens</h2>{OTHER}</section>",
        f"<h2>The ovens</h2><p>By noon the ovens were cold.</p>{OTHER}",
        f"<div><h2><a href=/shop>Oven 3000</a></h2>{OTHER}</div>",
        f"<div><h2>10:42 Ovens</h2><p>By Mae Reed</p>{OTHER}</div>" * 3,
        f"<section><h3>More from the island</h3>{OTHER * 20}</section>",
        f"<div>{OTHER}<a href=#>Reply</a></div>",
    ],
)
def test_a_section_a_product_and_a_post_are_its_own(after: str) -> None:
    assert "wood ovens" in kept(f"{HEAD}<div>{TEXT}</div>{after}")


def test_a_live_blog_is_longer_than_its_opening() -> None:
    posts = "".join(f"<div><h2>Post {n}</h2><p>By Mae Reed</p>{OTHER * 3}</div>" for n in range(20))
    assert kept(f"{HEAD}<div>{TEXT}</div><div>{posts}</div>").count("wood ovens") == 60


def test_a_question_is_the_article_and_its_replies_are_not() -> None:
    replies = f"<ul>{f'<li>{OTHER}<a href=#>Reply</a></li>' * 3}</ul>"
    question = "<p>What are you cooking this weekend, and what went wrong last time?</p>"
    assert "wood ovens" not in kept(HEAD + question + replies)
    assert "wood ovens" in kept(HEAD + replies)
