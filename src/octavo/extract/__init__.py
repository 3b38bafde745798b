"""extract: Page -> Article. Pure: no clock, no network, no database.

    html ─► page ────► the tree without what no reader sees and what stands apart; its text blocks
         ─► metadata ► headline, authors, times, picture, as the page claims them and shows them
         ─► rules ───► what a publisher rule finds, where there is one
         ─► body ────► text blocks ─► features ─► classifier (two forests) ─► host memory
                       where unsure: the second extractor; then the end of the one article
         ─► clean ───► without boilerplate, repeated headline, captions; acceptance checks
         ─► Article, or NoArticle with the reason

`article` has the stages on one page; each wing uses only those before it: page, metadata, body,
clean, rules, stages, article. `lab` explains an article to a person, `archives` reads saved pages
and text captures.
"""
