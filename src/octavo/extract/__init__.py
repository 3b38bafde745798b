"""extract: Page -> Article. Pure: no clock, no network, no database.

    html ── seen ──────► the tree as a reader sees it
         ── metadata ──► what the page says of itself
         ── body ──────► blocks in reading order
                         runs ─► choose (features, two forests) ─► where unsure, a second voice
                         remember: what the host's pages taught, for and against a run
         ── clean ─────► without furniture, headline, captions, tokens
         ── posts ─────► the times of a live blog's posts, above them
         ── gates ─────► Article, or NoArticle with the reason
         ── sanitise (always last)

`capture` reads saved text captures of aggregator pages into their articles.
"""
