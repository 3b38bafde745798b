"""placing: into which story an article goes, and what is related to it.

match ─► nodes ─► node_similarity ─► recluster (linkage, constraints) ─► story_ids
  └► related
"""
