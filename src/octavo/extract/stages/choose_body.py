"""Stage: the body, by the publisher rule, or chosen from the page's text blocks."""

from dataclasses import replace

from octavo.extract.body.article_body import body
from octavo.extract.body.host_memory import Memory, unpacked_memory
from octavo.extract.metadata.page_metadata import Metadata
from octavo.extract.page.text import flat
from octavo.extract.stages.draft import Draft
from octavo.formats.urls import site
from octavo.types import Page


def choose_body(draft: Draft) -> Draft:
    """With the body; without blocks where the page has none."""
    by_rule = draft.findings.body(draft.metadata.picture) if draft.findings else None
    if by_rule is not None:
        return replace(draft, body=by_rule)
    metadata = _with_feed_summary(draft.metadata, draft.page)
    memory = host_memory_of(draft.page)
    return replace(draft, body=body(draft.root, draft.url, metadata, draft.model, memory))


def host_memory_of(page: Page) -> Memory:
    """The memory of the page's host; empty where the page led to another."""
    is_there = not page.final_url or site(page.final_url) == site(page.url)
    return unpacked_memory(page.memory if is_there else b"")


def _with_feed_summary(metadata: Metadata, page: Page) -> Metadata:
    """The metadata, with the feed's summary for the standfirst where the page has none."""
    if metadata.dek or page.entry is None:
        return metadata
    return replace(metadata, dek=flat(page.entry.summary))
