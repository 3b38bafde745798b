"""The starter pack: real public feeds to begin with, from many countries, in English and Arabic."""

from dataclasses import dataclass
from importlib.resources import files

from octavo.actions import subscriptions
from octavo.fetch.opml import Subscription
from octavo.store.models import Source


@dataclass(frozen=True, slots=True)
class Starter:
    """A feed of the pack. `ownership` is stated where known; `is_confirmed` says that a public
    directory listed the address as working."""

    subscription: Subscription
    ownership: str
    is_confirmed: bool


def starter_pack() -> list[Starter]:
    """The feeds a new site follows."""
    text = (files("octavo.actions") / "data" / "starter.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return [
        Starter(
            Subscription(
                url=url, title=name, home=home, folder=folder, language=language, country=country
            ),
            ownership,
            state == "listed",
        )
        for url, name, home, country, language, folder, ownership, state in rows
    ]


def follow_starter_pack() -> int:
    """Follow the pack; how many feeds are new."""
    pack = starter_pack()
    followed = subscriptions.subscribe(one.subscription for one in pack)
    for one, starter in zip(followed, pack, strict=True):
        if starter.ownership:
            Source.objects.filter(pk=one.feed.source_id, ownership="").update(
                ownership=starter.ownership
            )
    return sum(one.is_new for one in followed)
