"""Stage: the blocks without boilerplate, and the fields that were hidden in them."""

from dataclasses import replace

from octavo.extract.clean.cleaning import CleaningContext, cleaned
from octavo.extract.metadata.page_metadata import Metadata
from octavo.extract.stages.draft import Draft


def clean_blocks(draft: Draft) -> Draft:
    """With the cleaned blocks."""
    return replace(draft, cleaned=cleaned(draft.body.blocks, cleaning_context(draft.metadata)))


def cleaning_context(metadata: Metadata) -> CleaningContext:
    """What the clean-up must know of an article."""
    picture = metadata.picture
    captions = (picture.caption,) if picture and picture.caption else ()
    return CleaningContext(metadata.headline, metadata.dek, metadata.authors, captions)
