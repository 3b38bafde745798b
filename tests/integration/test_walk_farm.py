"""The whole walk over the publisher farm: everything good arrives exactly once, each fault ends
with its named cause, the second round fetches nothing new."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from site_process import Site, free_port

FARM = Path(__file__).resolve().parents[3] / "shared" / "farm" / "publisher_farm.py"
FEEDS = 36
CAUSES = {
    "404": "http_404", "410": "http_410", "403": "http_403", "500": "http_500",
    "503": "http_503", "429s": "http_429", "429d": "http_429", "reset": "reset",
}  # fmt: skip
"""Faults that no reader can mend, and what they are called."""
SOMETIMES = {"503", "429s", "429d"}
"""Faults that the farm shows at some ticks only."""

pytestmark = [
    pytest.mark.farm,
    pytest.mark.skipif(not FARM.exists(), reason="the farm is not beside this checkout"),
]


class Farm:
    """A running farm, one port a feed."""

    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}"

    def ask(self, path: str) -> bytes:
        with urlopen(self.address + path, timeout=60) as response:
            data: bytes = response.read()
            return data

    def json(self, path: str) -> Any:
        return json.loads(self.ask(path))

    def truth(self) -> dict[str, dict[str, Any]]:
        rows = map(json.loads, self.ask("/_truth.jsonl").splitlines())
        return {row["url"]: row for row in rows}


@pytest.fixture(scope="module")
def farm() -> Iterator[Farm]:
    port = next(p for p in iter(free_port, None) if p < 60_000)
    process = subprocess.Popen(
        [sys.executable, str(FARM), "--port", str(port), "--ports", str(FEEDS), "--feeds",
         str(FEEDS), "--items", "6", "--faults", "0.4", "--slow-s", "1", "--hang-s", "3",
         "--now", "real", "--prewarm"],
        stdout=subprocess.PIPE,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        while b"http://" not in process.stdout.readline():
            assert process.poll() is None
        yield Farm(port)
    finally:
        process.terminate()
        process.wait()


def test_everything_good_arrives_once_and_every_fault_is_named(farm: Farm, tmp_path: Path):
    site = Site(tmp_path)
    (tmp_path / "feeds.opml").write_bytes(_opml(farm))
    site.run("import", "opml", "feeds.opml")
    first = site.json("fetch")[0]
    rows = [json.loads(line) for line in site.run("export", "jsonl").splitlines()]
    urls = [row["url"] for row in rows]
    assert len(urls) == len(set(urls)) == first["new"]
    _holds_the_truth(farm, rows)
    _names_the_faults(farm, site)
    stats = farm.json("/_stats.json")
    assert stats["canary"] == []
    assert max(stats["perport_max"].values()) == 1

    farm.ask("/_reset")
    second = site.json("fetch", "--all")[0]
    assert second["new"] == 0
    good = sum(not feed["fault"] for feed in farm.json("/_manifest.json")["feeds"])
    assert second["unchanged"] >= good
    assert farm.json("/_stats.json")["304"] >= good * 0.6


def _opml(farm: Farm) -> bytes:
    outlines = "".join(
        f'<outline type="rss" text="Feed {feed["i"]}" xmlUrl="{feed["url"]}"/>'
        for feed in farm.json("/_manifest.json")["feeds"]
    )
    return f'<opml version="2.0"><body>{outlines}</body></opml>'.encode()


def _holds_the_truth(farm: Farm, rows: list[dict[str, Any]]) -> None:
    """Every article of a good feed is there, with its title, its time and its words."""
    truth, by_url = farm.truth(), {row["url"]: row for row in rows}
    shown = 0
    for feed in farm.json("/_manifest.json")["feeds"]:
        if feed["fault"]:
            continue
        latest = sorted(
            (row for row in truth.values() if row["feed"] == feed["i"]),
            key=lambda row: row["date"],
        )[-6:]
        for gold in latest:
            row = by_url[gold["url"]]
            shown += 1
            assert row["title"] == gold["title"]
            assert row["time"][:16] == gold["date"][:16]
            missing = [line for line in gold["text"].split("\n") if line not in row["text"]]
            notes = [line for line in missing if line.startswith("Correction:")]
            assert missing == notes, gold["url"]
    assert shown > 60


def _names_the_faults(farm: Farm, site: Site) -> None:
    outcomes = {row["url"]: row["outcome"] for row in site.json("sources")}
    seen = 0
    for feed in farm.json("/_manifest.json")["feeds"]:
        if feed["fault"] in CAUSES:
            allowed = {CAUSES[feed["fault"]]} | ({"ok"} if feed["fault"] in SOMETIMES else set())
            assert outcomes[feed["url"]] in allowed, feed["fault"]
            seen += 1
    assert seen >= 3
