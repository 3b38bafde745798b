"""Tables and lists of definitions as they are kept: each cell and each term in its place."""

from octavo.extract.body.article_body import whole
from octavo.extract.page.base import base_url
from octavo.extract.page.tree import tree
from octavo.types import Block
from rows import every_row

URL = "https://a.example/city/b.html"


def made(html: str) -> tuple[Block, ...]:
    root = tree(f"<html><body>{html}</body></html>")
    assert root is not None
    return whole(root, URL)


def test_a_list_in_a_cell_belongs_to_the_cell() -> None:
    (table,) = made(
        "<table><tr><th>Day</th><th>Hours</th></tr>"
        "<tr><td>Monday</td><td><ul><li>10 to 12</li><li>14 to 18</li></ul></td></tr>"
        "<tr><td><p>Tuesday</p><p>(market)</p></td><td><p>closed</p></td></tr></table>"
    )
    assert table.kind == "table"
    assert table.html.count("<tr>") == 3
    assert "<tr><td>Monday</td><td>10 to 12<br>14 to 18</td></tr>" in table.html
    assert "<tr><td>Tuesday<br>(market)</td><td>closed</td></tr>" in table.html


def test_an_empty_cell_keeps_its_column_and_a_wide_one_its_width() -> None:
    (table,) = made(
        "<table><tr><td></td><td>North</td><td>South</td></tr>"
        "<tr><td colspan=2>Ferries</td><td>12</td></tr></table>"
    )
    assert "<tr><td></td><td>North</td><td>South</td></tr>" in table.html
    assert '<td colspan="2">Ferries</td>' in table.html


def test_a_term_stays_a_term() -> None:
    (block,) = made(
        "<dl><dt>Hanger</dt><dd>A cable.</dd><dt>Saddle</dt><dd><p>A block.</p></dd></dl>"
    )
    expected = "<dl><dt>Hanger</dt><dd>A cable.</dd><dt>Saddle</dt><dd>A block.</dd></dl>"
    assert (block.kind, block.html) == ("list", expected)


@every_row(
    ("head", "base"),
    [
        ("<base href='https://cdn.example/root/'>", "https://cdn.example/root/"),
        ("<base target=_blank><base href='/root/'>", "https://a.example/root/"),
        ("<base href='javascript:alert(1)'>", URL),
        ("<base href='http://[x'>", URL),
        ("", URL),
    ],
)
def test_the_base_of_relative_addresses(head: str, base: str) -> None:
    root = tree(f"<html><head>{head}</head><body><p>text</p></body></html>")
    assert root is not None
    assert base_url(root, URL) == base
