"""The clean-up stage: boilerplate goes, what the metadata hold already is not repeated."""

from drafts import BODY, LINES, page, until
from octavo.extract.metadata.page_metadata import Metadata
from octavo.extract.stages.clean_blocks import clean_blocks, cleaning_context
from octavo.types import Picture


def test_promotion_goes() -> None:
    promotion = "<p>Sign up for our newsletter</p>"
    cleaned = clean_blocks(until("clean_blocks", page(BODY + promotion))).cleaned
    assert [block.text for block in cleaned.blocks] == list(LINES)


def test_the_caption_of_the_picture_is_known() -> None:
    picture = Picture("https://x.example/a.jpg", caption="The ferry")
    assert cleaning_context(Metadata("", picture=picture)).captions == ("The ferry",)
    assert cleaning_context(Metadata("")).captions == ()
