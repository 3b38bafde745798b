"""A site in trouble: what its publishers have brought out, what of it is there, and whether it
answers."""

import sqlite3
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

from press import Press
from site_process import Site

ANSWER_SECONDS = 60.0
"""How long a site may take to come back: a start takes seconds, more on a busy machine."""

READ_SECONDS = 120.0
"""How long it may take to read what has come out: an entry that failed is tried again after two
minutes at the most where nothing was killed, at once where a worker was."""

LINES = (
    "The harbour office counted its boats again on Monday and found one more than there should be.",
    "Nobody has come for the boat, a green one with two benches, since the storm of last week.",
    "The harbour master says that it may lie at the north pier until the end of the month.",
    "Whoever misses it is asked to name the word that is painted inside of its stern.",
)


@dataclass
class World:
    """A site, its publishers, and the addresses of what they have brought out."""

    site: Site
    presses: list[Press]
    out: set[str]

    def publish(self) -> None:
        """Every publisher brings out one more article, which is due to be looked for at once."""
        for press in self.presses:
            number = len(press.items) + 1
            lines = [f"{line} It is report {number} of {press.name}." for line in LINES]
            press.items = (*press.items, (f"a{number}", f"Report {number} from port", tuple(lines)))
            self.out.add(f"{press.home}a{number}")
        self.due()

    def due(self) -> None:
        """Every feed and entry is due now, whatever the clock said when it was put off."""
        with self.database() as rows:
            rows.execute("UPDATE store_feedstate SET next_at = '2000-01-01 00:00:00'")
            rows.execute(
                "UPDATE store_entry SET due_at = '2000-01-01 00:00:00'"
                " WHERE state = 'waiting' AND holder IS NULL"
            )

    @contextmanager
    def database(self) -> Iterator[sqlite3.Connection]:
        """The site's own file, beside it."""
        rows = sqlite3.connect(self.site.folder / "octavo.sqlite3", timeout=60)
        try:
            with rows:
                yield rows
        finally:
            rows.close()

    def there(self) -> Counter[str]:
        """The addresses of the articles that are there, and how often."""
        with self.database() as rows:
            return Counter(row[0] for row in rows.execute("SELECT url FROM store_article"))

    def doubled(self) -> list[str]:
        """What is there more than once, and what nobody brought out."""
        found = self.there()
        return [url for url, times in found.items() if times > 1 or url not in self.out]

    def answers(self) -> bool:
        """Whether the front page answers, in the end."""
        end = time.monotonic() + ANSWER_SECONDS
        while time.monotonic() < end:
            if self.answers_now():
                return True
            time.sleep(0.1)
        return False

    def answers_now(self, path: str = "/", seconds: float = 5.0) -> bool:
        """Whether a page answers within so many seconds."""
        try:
            with urlopen(self.site.address + path, timeout=seconds) as response:
                return int(response.status) == 200
        except OSError:
            return False

    def is_whole(self) -> bool:
        """Whether, in the end, every article that came out is there exactly once."""
        end = time.monotonic() + READ_SECONDS
        while time.monotonic() < end:
            if self.there() == Counter(self.out):
                return True
            self.due()
            time.sleep(0.5)
        return False

    def fetched(self) -> bool:
        """Whether one walk by hand brings every article that came out, exactly once."""
        self.due()
        self.site.run("fetch", "--all")
        return self.there() == Counter(self.out)

    def is_sound(self) -> bool:
        """Whether the database finds no fault in itself."""
        with self.database() as rows:
            whole = rows.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            return whole and not rows.execute("PRAGMA foreign_key_check").fetchall()


@contextmanager
def world(folder: Path, articles: int = 3) -> Iterator[World]:
    """A site that follows three publishers and has read what they have brought out."""
    site = Site(folder, OCTAVO_RAISE_BUGS="0")
    presses = [Press(f"Herald of {place}", ()) for place in ("Ayle", "Brun", "Cove")]
    with presses[0].open(), presses[1].open(), presses[2].open():
        outlines = "".join(f'<outline type="rss" xmlUrl="{one.home}feed"/>' for one in presses)
        opml = folder / "feeds.opml"
        opml.write_text(f'<opml version="2.0"><body>{outlines}</body></opml>', "utf-8")
        site.run("import", "opml", str(opml))
        made = World(site, presses, set())
        for _ in range(articles):
            made.publish()
        assert made.fetched(), "nothing was done to it yet"
        yield made
