"""Whatever the bytes, the tree holds only texts that can be moved about in it."""

from octavo.extract.page.tree import TEXT, tree
from rows import every_row


@every_row(
    "sign",
    ["\x01", "\x0b", "\x1f", "\ud800", "￾", "&#1;", "&#x1F;", "&#012", "&#xFFFE;", "&#65535;"],
)
def test_a_control_character_is_no_part_of_a_text(sign: str) -> None:
    root = tree(f"<p title='a{sign}b'>a<b>{sign}</b>c{sign}</p>")
    assert root is not None
    (bold,) = root.iter("b")
    bold.tail = "".join(root.itertext())
    bold.drop_tree()
    assert root.text_content().split() in (["aac"], ["a", "ac"], ["aa", "c"], ["a", "a", "c"])


@every_row("sign", ["\t", "\n", "&#10;", "&#160;", "&#300;", "&#x1f600;", "&#8217;"])
def test_other_characters_stay(sign: str) -> None:
    root = tree(f"<p>a{sign}b</p>")
    assert root is not None
    assert len(root.text_content()) == 3


def test_a_giant_text_with_a_control_character_is_shortened() -> None:
    root = tree("<p>" + "a\x01&#2;" * TEXT + "</p>")
    assert root is not None
    assert len(root.text_content()) == TEXT


def test_what_nests_without_end_is_read_as_far_as_it_goes() -> None:
    root = tree("<div>" * 50_000 + "text")
    assert root is not None
    assert sum(1 for _ in root.iter()) < 300


def test_a_picture_is_no_part_of_its_source() -> None:
    html = (
        "<div><figure><picture><source srcset='a.webp'><source srcset='b.webp'><img src='c.jpg'>"
        "</picture><figcaption>Cranes</figcaption></figure><p>after</p></div>"
    )
    root = tree(html)
    assert root is not None
    (picture,) = root.iter("picture")
    assert [one.tag for one in picture] == ["source", "source", "img"]
    (figure,) = root.iter("figure")
    assert [one.tag for one in figure] == ["picture", "figcaption"]
    assert root.text_content() == "Cranesafter"


def test_what_stands_behind_a_void_element_stays_in_its_order() -> None:
    root = tree(
        "<p>one <video><source src='a'>two <b>three</b> four<source src='b'></video> five</p>"
    )
    assert root is not None
    assert " ".join(root.text_content().split()) == "one two three four five"
    (video,) = root.iter("video")
    assert [one.tag for one in video] == ["source", "b", "source"]
