"""Last: the article of what the stages have found out."""

from dataclasses import replace

from octavo.extract.body.embedded_media import without_repeats
from octavo.extract.body.host_memory import packed_observations
from octavo.extract.clean.cleaning import Cleaned
from octavo.extract.metadata.page_metadata import Metadata
from octavo.extract.page.text import words
from octavo.extract.stages.draft import Draft
from octavo.types import Article, Page

CUT_WORDS = 250
"""Words below which a text that is not free to read is taken to be cut. Chosen by hand; not
measured."""


def assembled(draft: Draft) -> Article:
    """The article of a draft; `date_precision` is empty where the time is unknown."""
    body, rule = draft.body, draft.rule
    observed = packed_observations(body.observations) if body.observations else b""
    made = article_of(draft.metadata, draft.cleaned, draft.page)
    made = replace(made, confidence=round(body.confidence, 2), observations=observed)
    if rule is None:
        return made
    return replace(made, rule=rule.name) if draft.findings else replace(made, missed=rule.name)


def article_of(metadata: Metadata, clean: Cleaned, page: Page) -> Article:
    """The article of its metadata and its cleaned blocks."""
    published = metadata.published
    size = sum(words(block.text) for block in clean.blocks)
    picture = metadata.picture
    if picture is not None and clean.credit and not picture.credit:
        picture = replace(picture, credit=clean.credit)
    return Article(
        url=metadata.url,
        headline=metadata.headline,
        blocks=tuple(without_repeats(clean.blocks, picture)),
        published=published.at if published else page.fetched,
        dek=clean.dek,
        authors=metadata.authors,
        modified=metadata.modified,
        date_precision=published.precision if published else "",
        zone=published.zone if published else 0,
        language=metadata.language,
        section=metadata.section,
        tags=metadata.tags,
        picture=picture,
        source_name=metadata.source_name,
        source_logo=metadata.source_logo,
        wire=clean.wire or metadata.wire,
        byline=metadata.byline,
        dateline=clean.dateline,
        corrections=clean.corrections,
        enclosures=page.entry.enclosures if page.entry else (),
        partial="paywall" if not metadata.is_free and size < CUT_WORDS else "",
        entry=page.entry,
    )
