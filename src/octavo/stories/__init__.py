"""stories: what belongs together. One article at a time, in order, deterministic.

    (Article, Analysis) ── near_duplicates ──► the earliest with the same text
                        ── place ────────────► Placement(story, reason)
                        ── related ──────────► same story · earlier · same subject

The live window is an in-memory index, refilled from the store at start.
"""
