"""fetch: the only room that talks to publishers, politely.

    Target ── feed ──► Fetched(entries)      feed or sitemap, conditional, any dialect
    Entry  ── page ──► Page                  the article's HTML, decoded
    address ─ discover ─► feeds found there
    bytes ── opml ──► subscriptions ── opml ──► bytes

Every request goes through `octavo.gateway`; robots.txt, rates and retries live here.
"""
