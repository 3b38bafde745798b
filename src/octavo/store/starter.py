"""The starter pack: real public feeds to begin with, from many countries, in English and Arabic."""

from octavo.fetch.opml import Subscription


def starter_pack() -> list[Subscription]:
    """The feeds a new site follows."""
    return []
