"""octavo cluster, related, similarity: anyone's corpus, from file to file; nothing is stored."""

import argparse
from pathlib import Path

from octavo.commands import say


def cluster(given: argparse.Namespace) -> int:
    """Write the story, the storyline and the original of each article."""
    from octavo.analyse.vector import shipped_encoder
    from octavo.stories import corpus

    source, target = Path(given.source), Path(given.target)
    return _said(given, corpus.cluster(source, target, shipped_encoder(), explain=given.explain))


def related(given: argparse.Namespace) -> int:
    """Write what is nearest to each article, best first."""
    from octavo.analyse.vector import shipped_encoder
    from octavo.stories import corpus

    source, target = Path(given.source), Path(given.target)
    return _said(given, corpus.nearest(source, target, shipped_encoder(), explain=given.explain))


def similarity(given: argparse.Namespace) -> int:
    """Write how alike the texts of each pair are."""
    from octavo.analyse.vector import shipped_encoder
    from octavo.stories import corpus

    source, target = Path(given.source), Path(given.target)
    return _said(given, corpus.similarity(source, target, shipped_encoder(), explain=given.explain))


def _said(given: argparse.Namespace, rows: int) -> int:
    say({"rows": rows}, f"{rows} rows written to {given.target}", as_json=given.json)
    return 0
