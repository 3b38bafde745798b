"""placing: into which story an article goes, and what is related to it.

match ─► nodes ─► node_similarity, conflicts ─► recluster (linkage, constraints) ─► story_ids
  ├► storyline
  └► related
"""
