"""actions: everything that decides and writes, one file for each thing done.

    the walk ──► polls · ingest (article_rows, revisions, refusals) · quarantine · host_memories
                 stories/  story rows, storylines, lineages, the live window, editors' corrections
                 lab/      stored pages, publisher rules, pages read again
                 maintenance: editions, counts; retention/  the clock, letting go of what is old
    people ────► marks · comments · text_reports · subscriptions · starter_pack · answers
    admins ────► hiding · quarantine · host_memories

Pages and commands call these; nothing else writes. Rows and SQL are `octavo.store`'s.
"""
