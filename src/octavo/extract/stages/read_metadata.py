"""Stage: the metadata that the page, and the feed entry that led to it, hold."""

from dataclasses import replace

from octavo.extract.metadata.page_metadata import page_metadata
from octavo.extract.stages.draft import Draft


def read_metadata(draft: Draft) -> Draft:
    """With the metadata."""
    return replace(draft, metadata=page_metadata(draft.root, draft.page))
