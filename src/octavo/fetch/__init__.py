"""fetch: the only room that talks to publishers, politely.

    Target ── feed ──► Fetched(entries)      feed or sitemap, conditional, any dialect
             └─ document: encoding ─► tree ─► rss | atom | jsonfeed ─► entry
                            └ beyond repair: fallback, in a process that can be killed
           ── pace ──► when to poll next
    Entry  ── page ──► Page                  the article's HTML, decoded, where robots allow
    address ─ discover ─► feeds found there
    bytes ── opml ──► subscriptions ── opml ──► bytes

Every request goes through `octavo.gateway`; robots.txt, rates and retries live here.
"""
