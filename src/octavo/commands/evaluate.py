"""octavo bench: how well this site's own stories fare, by what its editors corrected."""

import argparse
from dataclasses import asdict
from datetime import UTC, datetime

from octavo.commands import say, site


def bench(given: argparse.Namespace) -> int:
    """Say how many of the editors' corrections today's clusterer would get right by itself."""
    site()
    from octavo.actions.stories import evaluation

    found = evaluation.measured()
    evaluation.keep(found, datetime.now(UTC))
    if not found.pairs:
        text = "No corrections yet: join, part or move articles from a story's page."
    else:
        text = (
            f"{found.right} of {found.pairs} pairs right without an editor: "
            f"{found.joined} of {found.together} together, {found.parted} of {found.apart} apart."
        )
    say(asdict(found), text, as_json=given.json)
    return 0
