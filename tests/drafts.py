"""Drafts of one small article, as far as a stage needs them."""

from datetime import UTC, datetime
from functools import reduce

from octavo.extract.article import STAGES
from octavo.extract.stages.draft import Draft
from octavo.types import Entry, Page

URL = "https://www.northernpost.example/news/ferry-runs-aground"
FETCHED = datetime(2026, 3, 1, 12, tzinfo=UTC)
LINES = (
    "The harbour was closed for a second day after a ferry ran aground in fog on Tuesday.",
    "Nobody was hurt, the harbour master said, and the ship will be towed before the weekend.",
    "Crews had worked through the night to free her, without success, in wind and rain.",
    "Two other ferries were sent to the next port while divers looked at the hull on Wednesday.",
)
BODY = "".join(f"<p>{line}</p>" for line in LINES)


def page(body: str = BODY, head: str = "", entry: Entry | None = None, **more: object) -> Page:
    """A page with this in its article element and in its head."""
    html = (
        f"<html lang='en'><head><title>Ferry runs aground in fog</title>{head}</head>"
        f"<body><article><h1>Ferry runs aground in fog</h1>{body}</article></body></html>"
    )
    return Page(URL, html, FETCHED, entry=entry, **more)  # type: ignore[arg-type]


def until(name: str, fetched: Page) -> Draft:
    """The draft that the stage of this name is given."""
    names = [stage.__name__ for stage in STAGES]
    before = STAGES[: names.index(name)]
    return reduce(lambda draft, stage: stage(draft), before, Draft(fetched))
