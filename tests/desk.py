"""A walk's end for tests: takes articles in as the walk does, into stories."""

from datetime import UTC, datetime

from articles import article, reading
from octavo.actions import ingest, subscriptions
from octavo.actions.stories.live_window import LiveWindow
from octavo.fetch.opml import Subscription
from octavo.store.models import Article

NOW = datetime.now(UTC)
AGAIN = (
    "Dockers in Vareno went back to work on Monday, ending the nine-day port strike.",
    "The Dockers Union speaks of a rise of 6.5 per cent, the Port Authority of about 5.",
    "Some 1,200 stranded containers wait at the terminal for the Halden Star to be unloaded.",
)
BOATS = (
    "Children on the outer islands are being vaccinated against measles by nurses in postal boats.",
    "About 11,000 children are to be reached before the storms, the health service said.",
    "In Skerra, parents had queued outside the school since seven in the morning.",
)


class Desk:
    """Takes articles in as the walk does, each in a batch of its own."""

    def __init__(self) -> None:
        wanted = [
            Subscription(
                url=f"https://{key}.example/feed", title=name, home=f"https://{key}.example/"
            )
            for key, name in (("herald", "Harbour Herald"), ("post", "Vareno Post"))
        ]
        self.sources = [one.feed.source_id for one in subscriptions.subscribe(wanted)]
        self.window = LiveWindow(60)

    def take(self, headline: str, lines: tuple[str, ...], hours: float = 0) -> Article:
        count = Article.objects.count()
        clean = article(headline, lines, url=f"https://herald.example/{count}", hours=hours)
        source = self.sources[count % 2]
        ingest.save_readings([reading(source, clean)], self.window, NOW)
        return Article.objects.latest("pk")
