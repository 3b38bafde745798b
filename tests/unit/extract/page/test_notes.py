"""Footnotes: their marks are no part of a word, powers are, and what they lead to is kept."""

from drafts import LINES, page
from octavo.extract.article import drafted
from octavo.extract.page.text_blocks import text_blocks
from octavo.extract.page.tree import tree
from rows import every_row


@every_row(
    ("html", "text"),
    [
        ("the accident<sup><a href='#fn1'>1</a></sup> and", "the accident and"),
        ("the accident<a href='#fn1'><sup>[2]</sup></a> and", "the accident and"),
        ("by law.<sup>3</sup> And", "by law. And"),
        ("the toll<sup class='footnote-ref'>*</sup> was", "the toll was"),
        ("12 km<sup>2</sup> of 10<sup>6</sup>", "12 km2 of 106"),
        ("the 4<sup>th</sup> of May", "the 4th of May"),
        ("Minutes, page 12. <a href='#r1'>↩</a>", "Minutes, page 12."),
        ("see <a href='#part'>2</a>", "see 2"),
    ],
)
def test_the_mark_of_a_note_sticks_to_no_word(html: str, text: str) -> None:
    root = tree(f"<p>{html}</p>")
    assert root is not None
    (block,) = text_blocks(root)
    assert block.text == text


def test_a_note_that_the_text_leads_to_is_kept() -> None:
    body = "".join(f"<p>{line}</p>" for line in LINES[:-1])
    body += f"<p>{LINES[-1]}<sup><a href='#n1'>1</a></sup></p>"
    notes = (
        "<footer><h4>Sources</h4><small id=n1>Log of the port, page 12. <a href='#r1'>↩</a></small>"
        "<p>© Northern Post. All rights reserved.</p></footer>"
    )
    texts = [block.text for block in drafted(page(body + notes)).body.blocks]
    assert texts == [*LINES, "Log of the port, page 12."]
    unasked = drafted(page(body.replace("#n1", "#n9") + notes)).body.blocks
    assert [block.text for block in unasked] == list(LINES)
