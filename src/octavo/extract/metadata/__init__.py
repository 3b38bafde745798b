"""metadata: what a page claims of itself.

JSON-LD, meta elements, links, feed entry ─► claims ─► headline, authors, publication_time,
language, shared_picture ─► page_metadata: Metadata
"""
