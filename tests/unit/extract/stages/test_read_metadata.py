"""The metadata stage: what the page claims, with the feed's entry behind it."""

from drafts import FETCHED, URL, page, until
from octavo.extract.stages.read_metadata import read_metadata
from octavo.types import Entry


def test_the_page_goes_before_the_feed() -> None:
    entry = Entry(1, "k", URL, "Ferry", authors=("Ida Moss",), published=FETCHED)
    head = "<meta name='author' content='Otto Brandt'>"
    metadata = read_metadata(until("read_metadata", page(head=head, entry=entry))).metadata
    assert metadata.headline == "Ferry runs aground in fog"
    assert metadata.authors == ("Otto Brandt",)
    assert metadata.published is not None and metadata.published.at == FETCHED
    assert metadata.language == "en"
