"""body: which text blocks of a page are the article.

text blocks ─► position, character_counts, features ─► forest ─► neighbour_features ─► forest
            ─► decision ─► host_evidence (host_memory) ─► (unsure) trafilatura_body, alignment
            ─► article_body: Body, with embedded_media
"""
