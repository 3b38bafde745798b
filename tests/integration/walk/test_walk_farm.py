"""The whole walk over the publisher farm: everything good arrives exactly once, each fault ends
with its named cause, the second round fetches nothing new. FARM_FEEDS says how many feeds; with two
thousand it takes some minutes and is run by `make bench-farm`."""

import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from farm import FARM, Farm, farm
from site_process import Site

FEEDS = int(os.environ.get("FARM_FEEDS", "160"))
SHARE = 0.12 if FEEDS > 500 else 0.3
"""How many misbehave: with few feeds more, so that every kind is there."""
HOSTS = min(FEEDS, 400)
ITEMS = 5
PATIENCE = 120 + 3 * FEEDS
CAUSES = {
    "": {"ok"}, "301": {"ok"}, "302": {"ok"}, "308": {"ok"}, "charset": {"ok"},
    "badxml": {"ok"}, "404": {"http_404"}, "410": {"http_410"}, "403": {"http_403"},
    "500": {"http_500"}, "503": {"ok", "http_503"}, "429s": {"ok", "http_429"},
    "429d": {"ok", "http_429"}, "slow": {"ok"}, "drip": {"ok", "timeout"},
    "trunc": {"ok", "truncated"}, "reset": {"reset"}, "html": {"not_a_feed"},
}  # fmt: skip
"""How a poll of each kind of fault may end: where there are two, the farm shows it only at times,
or a part of the feed could be read."""
MENDED = ("", "301", "302", "308", "charset", "slow")
"""Feeds whose entries arrive whole."""

pytestmark = [
    pytest.mark.farm,
    pytest.mark.skipif(not FARM.exists(), reason="the farm is not beside this checkout"),
]


@pytest.fixture(scope="module")
def crowd() -> Iterator[Farm]:
    options = ("--items", str(ITEMS), "--faults", str(SHARE), "--slow-s", "1", "--hang-s", "3",
               "--now", "real")  # fmt: skip
    with farm(FEEDS, HOSTS, *options) as publishers:
        yield publishers


def test_everything_good_arrives_once_and_every_fault_is_named(crowd: Farm, tmp_path: Path):
    site = Site(tmp_path, OCTAVO_WORKERS="2")
    (tmp_path / "feeds.opml").write_bytes(crowd.opml())
    site.run("import", "opml", "feeds.opml", patience=PATIENCE)
    first = site.json("fetch", patience=PATIENCE)[0]
    rows = [json.loads(line) for line in site.run("export", "jsonl").splitlines()]
    urls = [row["url"] for row in rows]
    assert len(urls) == len(set(urls)) == first["new"]
    arrived = _holds_the_truth(crowd, rows)
    named = _names_the_faults(crowd, site)
    stats = crowd.json("/_stats.json")
    assert stats["canary"] == []
    _never_two_at_a_time(crowd, stats)

    crowd.ask("/_reset")
    second = site.json("fetch", "--all", patience=PATIENCE)[0]
    again = crowd.json("/_stats.json")
    good = sum(not feed["fault"] for feed in crowd.feeds())
    _say(first, second, arrived, named, again)
    assert second["new"] == 0
    assert second["unchanged"] >= good
    assert again["304"] >= good * 0.6, "the rest of the farm sends no validators"
    _never_two_at_a_time(crowd, again)


def _never_two_at_a_time(crowd: Farm, stats: Any) -> None:
    """No host saw a second request before it had answered the first. Where a feed drips, we hang up
    at the deadline, and the farm counts it until it notices."""
    ports = {str(urlsplit(f["url"]).port) for f in crowd.feeds() if f["fault"] == "drip"}
    calm = [most for port, most in stats["perport_max"].items() if port not in ports]
    assert len(calm) > HOSTS // 2
    assert max(calm) == 1
    assert max(stats["perport_max"].values()) <= 2


def _say(first: Any, second: Any, arrived: int, named: Counter[str], again: Any) -> None:
    """Print what came of it, for whoever runs this by hand."""
    lines = (
        f"{first['feeds']} feeds, {first['entries']} entries, {first['new']} articles",
        f"{arrived} articles of good feeds, each once, with title, time and text",
        "faults: " + ", ".join(f"{cause} {count}" for cause, count in sorted(named.items())),
        f"second round: {second['new']} new, {second['unchanged']} unchanged ({again['304']} 304)",
    )
    sys.stdout.write("\n" + "\n".join(lines) + "\n")


def _holds_the_truth(crowd: Farm, rows: list[dict[str, Any]]) -> int:
    """How many articles good feeds brought: all of them, with their titles, times and words."""
    by_feed: dict[int, list[dict[str, Any]]] = {}
    for gold in crowd.truth().values():
        by_feed.setdefault(gold["feed"], []).append(gold)
    by_url = {row["url"]: row for row in rows}
    shown = 0
    for feed in crowd.feeds():
        if feed["fault"] in MENDED:
            latest = sorted(by_feed.get(feed["i"], []), key=_number)[-ITEMS:]
            shown += len(latest)
            for gold in latest:
                _is_true(by_url[gold["url"]], gold)
    assert shown > FEEDS * 0.7
    return shown


def _number(gold: dict[str, Any]) -> int:
    """Which of its feed's articles this is: feeds show the last ones."""
    return int(gold["url"].rpartition("/")[2].removesuffix(".html"))


def _is_true(row: dict[str, Any], gold: dict[str, Any]) -> None:
    assert row["title"] == gold["title"]
    assert row["time"][:16] == gold["date"][:16]
    missing = [line for line in gold["text"].split("\n") if line not in row["text"]]
    notes = [line for line in missing if line.startswith("Correction:")]
    assert missing == notes, gold["url"]


def _names_the_faults(crowd: Farm, site: Site) -> Counter[str]:
    """How the feeds that misbehave ended, each as its fault demands."""
    outcomes = {row["url"]: row["outcome"] for row in site.json("sources")}
    named: Counter[str] = Counter()
    for feed in crowd.feeds():
        # A feed that moved for good may have taken its new address.
        outcome = outcomes.get(feed["url"]) or outcomes[feed["url"] + ".moved"]
        assert outcome in CAUSES[feed["fault"]], (feed["fault"], outcome)
        if feed["fault"]:
            named[f"{feed['fault']}={outcome}"] += 1
    assert len({one.partition("=")[0] for one in named}) > 10
    return named
