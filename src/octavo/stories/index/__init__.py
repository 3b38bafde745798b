"""index: where the candidates for an article are looked up.

words, names ─► inverted_index ──┐
vector ─► centroids ─────────────┼─► live_stories ─► candidate stories, best first
phonetic keys ─► inverted_index ─┘
shingles ─► shingle_index ─► near_duplicates ─► the original of a copy
"""
