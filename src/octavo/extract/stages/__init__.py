"""stages: from a page to its article, one small step a file, each `Draft -> Draft`.

    read_tree ─► read_metadata ─► apply_rule ─► choose_body ─► read_scripts ─► choose_picture
             ─► clean_blocks ─► time_posts ─► assembled: Article

A stage only joins what the wings below it compute; `extract.article.STAGES` lists them in order.
"""
