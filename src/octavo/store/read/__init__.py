"""The questions that pages ask, by noun: one function a question, few queries each.

Hidden articles never appear in lists. Copies do not either, so that each text stands there once,
but in those of all that one source printed, that one story holds, that one reader kept; and what is
counted beside a list is what the list holds. Lists are keyset-paginated: a page ends with a cursor
(the last row's sort values as text), which the next page starts after.
"""

from octavo.store.read.articles import (
    ArticlePage,
    any_article,
    article_page,
    bodies,
    of_country,
    of_source,
    others_of_story,
    related,
    visible_article,
    visible_articles,
    visible_with_copies,
)
from octavo.store.read.comments import (
    comment_queue,
    thread,
)
from octavo.store.read.corrections import (
    DoneCorrection,
    StoryForCorrection,
    correction,
    corrections,
    story_for_correction,
)
from octavo.store.read.coverage import (
    publishing,
    ranked_faces,
    reports_of_story,
    reports_told,
)
from octavo.store.read.hashtags import (
    articles_a_day,
    hashtags,
    hashtags_of_today,
    tagged,
)
from octavo.store.read.health import (
    Doubts,
    counts,
    doubts,
    health,
    missed_rules,
    quarantined,
    refusals,
    texts_reported,
    without_network,
)
from octavo.store.read.marks import (
    history,
    marks_on,
    saved,
    unseen,
)
from octavo.store.read.own_data import own_data
from octavo.store.read.pages import (
    Listing,
    listing,
)
from octavo.store.read.quotes import (
    Quotes,
    quoted_of_late,
    quotes_in_story,
    quotes_of,
    speaker,
    speakers,
)
from octavo.store.read.revisions import (
    Difference,
    Differences,
    changed_lines,
    differences,
)
from octavo.store.read.sources import (
    countries,
    source,
    sources,
)
from octavo.store.read.stories import (
    SECTIONS,
    Faces,
    StoryPage,
    coverage,
    edition,
    episodes,
    face,
    faces,
    faces_of,
    ranked,
    story,
    story_page,
    storyline,
    told_in_story,
)
from octavo.store.read.timelines import reports_of

__all__ = [
    "SECTIONS",
    "ArticlePage",
    "Difference",
    "Differences",
    "DoneCorrection",
    "Doubts",
    "Faces",
    "Listing",
    "Quotes",
    "StoryForCorrection",
    "StoryPage",
    "any_article",
    "article_page",
    "articles_a_day",
    "bodies",
    "changed_lines",
    "comment_queue",
    "correction",
    "corrections",
    "countries",
    "counts",
    "coverage",
    "differences",
    "doubts",
    "edition",
    "episodes",
    "face",
    "faces",
    "faces_of",
    "hashtags",
    "hashtags_of_today",
    "health",
    "history",
    "listing",
    "marks_on",
    "missed_rules",
    "of_country",
    "of_source",
    "others_of_story",
    "own_data",
    "publishing",
    "quarantined",
    "quoted_of_late",
    "quotes_in_story",
    "quotes_of",
    "ranked",
    "ranked_faces",
    "refusals",
    "related",
    "reports_of",
    "reports_of_story",
    "reports_told",
    "saved",
    "source",
    "sources",
    "speaker",
    "speakers",
    "story",
    "story_for_correction",
    "story_page",
    "storyline",
    "tagged",
    "texts_reported",
    "thread",
    "told_in_story",
    "unseen",
    "visible_article",
    "visible_articles",
    "visible_with_copies",
    "without_network",
]
