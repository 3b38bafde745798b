"""Loaded by the process that reading processes are forked from: everything that reading one page
loads (models, lists of places, word forms) is then there once, and shared."""

from datetime import UTC, datetime

from octavo.run import leave_the_loaded_alone
from octavo.steps import Read, read_page
from octavo.types import Failed, Page

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
PAGE = """<!doctype html><html><head><title>A ferry at nine</title>
<meta property="article:published_time" content="2026-06-01T09:00:00Z"></head><body><article>
<h1>A ferry at nine</h1><p>By Marta Okafor</p>{}</article></body></html>"""
LINES = (
    "The ferry left Vareno for London at nine o'clock on Monday with 120 people on board.",
    "It was the first crossing since the strike, and the harbour was full of those who waved.",
    "Captain Ada Lind said that the sea was calm and the engines sounded as they should.",
    "A second ship follows on Thursday, when the terminal on the northern quay opens again.",
    "Tickets cost 14 dollars, two more than in spring, the company said in a short statement.",
)


def warmed() -> Read | Failed[Page]:
    """What reading one small page came to."""
    html = PAGE.format("".join(f"<p>{line}</p>" for line in LINES))
    return read_page(Page("https://herald.example/ferry", html, NOW))


warmed()
leave_the_loaded_alone()
