"""stories: which articles report one event. One article at a time, in order, deterministic.

    Article, Analysis ─► ArticleFeatures ─► Window.place ─► Placement(story, original, reason …)
                                              ├─ near-duplicate? ─► the story of its original
                                              └─ candidates ─► reclustered ─► story ids

    similarity/   ArticleFeatures, and how similar an article is to a group of others
    index/        what is looked up: words, phonetic keys, centroids, shingles
    placing/      which stories match, reclustering, constraints, story ids, related articles
    window/       the live window: its state, copies, restore and expiry, placing on one page
    lineage       who copied whom among the members of a story
    faces, rank   the face of a story, its place on a page
    corpus        the same over a file of one's own

Each uses only those above it. The window is in memory and filled from the store at start.
"""
