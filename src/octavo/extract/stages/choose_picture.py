"""Stage: the article's picture, of those that the page shows, shares, or a rule names."""

from dataclasses import replace

from octavo.extract.stages.draft import Draft
from octavo.types import Picture


def choose_picture(draft: Draft) -> Draft:
    """With the picture among the metadata."""
    picture = lead_or_shared(draft.body.lead, draft.metadata.picture)
    if draft.findings is not None:
        picture = draft.findings.picture(picture)
    return replace(draft, metadata=replace(draft.metadata, picture=picture))


def lead_or_shared(lead: Picture | None, shared: Picture | None) -> Picture | None:
    """The picture above the text; what a page gives to be shared is often cut or branded. A caption
    and a credit are taken from either."""
    if lead is None or shared is None:
        return lead or shared
    caption, credit = lead.caption or shared.caption, lead.credit or shared.credit
    return replace(lead, caption=caption, credit=credit)
