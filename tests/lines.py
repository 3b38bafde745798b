"""An archive of three articles as JSON lines: a strike told by two papers, and measles."""

from articles import MEASLES, REWRITTEN, STRIKE

LINES = [
    {"url": "https://herald.example/1", "title": "Port strike in Vareno ends",
     "text": "\n".join(STRIKE), "time": "2026-11-20T10:00:00Z", "source": "Harbour Herald",
     "lang": "en"},
    {"url": "https://post.example/2", "title": "Vareno port strike over",
     "text": "\n".join(REWRITTEN), "time": "2026-11-20T11:00:00Z", "source": "Vareno Post"},
    {"title": "Measles drive by postal boat", "text": "\n".join(MEASLES),
     "time": "2026-11-21T08:00:00+02:00", "source": "Green Coast"},
]  # fmt: skip
