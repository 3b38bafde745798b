"""Articles made for tests: small, of our own writing, with everything a reading needs."""

from datetime import UTC, datetime, timedelta

from octavo.actions.article_rows import Reading
from octavo.analyse.article import analysis
from octavo.assist.told import told
from octavo.store import codec
from octavo.store.models import Article as Row
from octavo.store.models import ArticleCountry, Quote, Speaker
from octavo.types import Article, Block, Picture

NOON = datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0) - timedelta(days=1)
"""The noon of the reports: that of yesterday, so that hours later is the same day, whatever the
clock says."""

STRIKE = (
    "Dockers in Vareno returned to work at noon on Monday after a nine-day strike.",
    "The Dockers Union says 6.5 per cent was agreed; the Port Authority puts the rise at about 5.",
    "About 1,200 containers were stranded at the terminal, the Port Authority said on Sunday.",
    "The first ship, the Halden Star, is due to be unloaded in the evening.",
)
REWRITTEN = (
    "The port strike in Vareno ended on Monday when dockers went back to work after nine days.",
    "A rise of 6.5 per cent was won, says the Dockers Union; the Port Authority speaks of 5.",
    "Unloading of the 1,200 stranded containers begins with the Halden Star in the evening.",
)
MEASLES = (
    "Nurses began vaccinating children against measles on the outer islands on Tuesday.",
    "The health service expects to reach 11,000 children before the storms begin.",
    "The vaccine travels by postal boat in boxes packed with ice from the fish market.",
    "Parents in Skerra queued from seven in the morning outside the school.",
)


def article(
    headline: str = "Dockers return at noon as Vareno port strike ends",
    lines: tuple[str, ...] = STRIKE,
    *,
    url: str = "https://herald.example/strike",
    hours: float = 0,
    **fields: object,
) -> Article:
    """A clean article, published `hours` after NOON."""
    blocks = tuple(Block("paragraph", line, f"<p>{line}</p>") for line in lines)
    values: dict[str, object] = {
        "authors": ("Marta Okafor",),
        "language": "en",
        "picture": Picture("https://herald.example/port.jpg", "Cranes idle", "Ada Lind"),
    }
    return Article(
        url=url,
        headline=headline,
        blocks=blocks,
        published=NOON + timedelta(hours=hours),
        **(values | fields),  # type: ignore[arg-type]
    )


def reading(source_id: int, clean: Article, entry_id: int | None = None) -> Reading:
    """An article as it comes out of the walk."""
    page = codec.packed(f"<html>{clean.html}</html>".encode())
    return Reading(source_id, clean, told(clean, analysis(clean)), entry_id, page)


def quoted(row: Row, text: str, name: str = "Edda Falk") -> None:
    """Let a stored article quote somebody."""
    speaker, _ = Speaker.objects.get_or_create(key=name.lower(), defaults={"name": name})
    Quote.objects.create(
        article=row, speaker=speaker, place=row.quotes.count(), said_by=name, text=text,
        sentence=f"“{text}” {name} said.", published=row.published,
    )  # fmt: skip


def place(code: str, *rows: Row) -> None:
    """Let stored articles be about one country."""
    Row.objects.filter(pk__in=[row.pk for row in rows]).update(country=code)
    ArticleCountry.objects.filter(article__in=rows).delete()
    ArticleCountry.objects.bulk_create(
        ArticleCountry(article=row, country=code, published=row.published) for row in rows
    )
