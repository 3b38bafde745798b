"""The live blog stage: the time of each post above it, on a page that has several."""

from drafts import LINES, page, until
from octavo.extract.stages.time_posts import time_posts


def test_posts_get_their_times() -> None:
    posts = "".join(
        f"<div class='post'><time datetime='2026-03-01T0{hour}:30:00Z'></time><p>{line}</p></div>"
        for hour, line in enumerate(LINES, 5)
    )
    blocks = time_posts(until("time_posts", page(posts))).cleaned.blocks
    assert [block.text for block in blocks] == list(LINES)
    assert all("<time" in block.html for block in blocks)


def test_an_ordinary_page_stays() -> None:
    before = until("time_posts", page())
    assert time_posts(before).cleaned.blocks == before.cleaned.blocks
