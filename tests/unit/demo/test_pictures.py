"""The press's pictures: each is there, says what it shows, and is nothing but shapes."""

import pytest
from lxml import etree

from octavo.demo.pictures import scenes, svg
from octavo.demo.pictures.ink import INKS, mixed, tones
from octavo.demo.world import world
from rows import every_row

SHAPES = {"svg", "title", "style", "g", "path", "circle", "ellipse"}
SHOWN = {piece.record.text("picture") for piece in world().pieces.values()} - {""}


def test_every_picture_that_a_piece_shows_is_drawn_and_none_is_drawn_for_nothing():
    assert set(scenes()) == SHOWN


@every_row("name", sorted(SHOWN))
def test_a_picture_is_shapes_alone(name: str):
    root = etree.fromstring(svg(name))
    assert {etree.QName(part).localname for part in root.iter()} <= SHAPES
    assert not [
        key for part in root.iter() for key in part.attrib if "href" in key or key[:2] == "on"
    ]
    assert "url(" not in svg(name)
    assert len(svg(name)) < 20_000


@every_row("name", sorted(SHOWN))
def test_a_picture_says_what_it_shows(name: str):
    alt = scenes()[name].alt
    assert etree.fromstring(svg(name))[0].text == alt["en"]
    assert len(alt["en"]) > 25
    assert any("\u0600" < letter < "\u06ff" for letter in alt["ar"])


def test_tones_darken_from_far_to_near():
    def weight(colour: str) -> int:
        return sum(int(colour[i : i + 2], 16) for i in (1, 3, 5))

    for light in ("day", "dawn", "dusk", "night"):
        for ink in INKS:
            found = tones(ink, light)
            assert sorted("sabcd", key=lambda t: -weight(found[t])) == list("sabcd")


def test_colours_mix():
    assert mixed((0, 0, 0), (255, 255, 255), 0) == "#000000"
    assert mixed((0, 0, 0), (200, 100, 50), 0.5) == "#643219"


def test_an_unknown_picture_is_none_of_ours():
    with pytest.raises(KeyError):
        svg("nowhere")
