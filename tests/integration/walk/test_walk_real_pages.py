"""Saved pages of real publishers through the whole walk: none ends in an exception, and nearly all
become articles or are refused with a true reason."""

import json
import sys
from collections import Counter
from pathlib import Path

import pytest

from replay import Replay
from site_process import Site

CORPUS = Path(__file__).resolve().parents[4] / "shared" / "data" / "extract"
SETTLED = 0.97
TRUE_REASONS = {
    "wall", "author_page", "index_page", "empty_body", "too_short", "no_headline", "undated",
    "future",
}  # fmt: skip
"""What the gates may say of a page. Anything else is ours to answer for."""

pytestmark = [
    pytest.mark.farm,
    pytest.mark.skipif(not CORPUS.exists(), reason="the saved pages are not beside this checkout"),
]


def test_real_pages_become_articles_or_are_refused_with_a_true_reason(tmp_path: Path):
    site = Site(tmp_path, OCTAVO_WORKERS="2", OCTAVO_KEEP_DAYS="0")
    with Replay(CORPUS).open() as replay:
        (tmp_path / "feeds.opml").write_bytes(replay.opml())
        site.run("import", "opml", "feeds.opml")
        report = site.json("fetch", patience=600)[0]
    pages = len(replay.pages)
    sys.stdout.write(json.dumps(report, indent=1))
    assert report["failed"] == 0
    assert report["entries"] == pages
    settled = report["new"] + report["revised"] + report["known"]
    causes = Counter(report["causes"])
    true = sum(count for cause, count in causes.items() if cause in TRUE_REASONS)
    assert settled + report["refused"] == pages, "nothing is lost, nothing waits"
    assert not {"unreadable", "crash"} & set(causes), "no exception"
    assert settled + true >= SETTLED * pages
    again = [where for where, times in replay.asked.items() if times > 1]
    assert not again, "every address is asked for once"
