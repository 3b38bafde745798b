"""The Kettle Bay Ledger: an invented publisher whose pages the general way gets wrong, and the rule
that mends them."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

HERE = Path(__file__).parent / "data" / "publishers"
HTML = (HERE / "kettle.html").read_text("utf-8")
EXPECTED = json.loads((HERE / "kettle.json").read_text("utf-8"))
RULE = EXPECTED["rule"]
HOST = "kettlebay.example"
FETCHED = datetime.now(UTC).replace(microsecond=0)
LETTER = "I have kept a boat on this river"
"""What the general way takes for the report: a reader's letter."""

_DAY = FETCHED - timedelta(days=1)


def page(number: int) -> str:
    """The Ledger's page on one of its reports, dated the day before."""
    day = f"{_DAY.day} {_DAY:%B} {_DAY.year}"
    html = HTML.replace("14 March 2024", day).replace("missing gate", f"missing gate {number}")
    return html.replace("Otto Brandt", f"Otto Brandt, who has looked {number} times,")


def text(number: int) -> list[str]:
    """The paragraphs of the report as they should be."""
    lines = list(EXPECTED["text"])
    lines[1] = lines[1].replace("Otto Brandt", f"Otto Brandt, who has looked {number} times,")
    return lines
