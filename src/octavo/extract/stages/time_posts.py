"""Stage: the times of a live blog's posts, above them."""

from dataclasses import replace

from octavo.extract.clean.live_blog import post_times, with_times
from octavo.extract.stages.draft import Draft


def time_posts(draft: Draft) -> Draft:
    """With the times; unchanged for a page that is no live blog."""
    blocks = with_times(draft.cleaned.blocks, post_times(draft.root, draft.page.html))
    return replace(draft, cleaned=replace(draft.cleaned, blocks=blocks))
