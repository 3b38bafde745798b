"""Category: the section of the paper an article belongs to.

    section that the page declares ──► or directory of its address ─┐
    tags of the page and of the feed's item ────────────────────────┼─► votes ──► the most
    words of the text, each once or twice ──────────────────────────┘

All of it is plain data in `categories.txt`. A section that names places (World) says less of the
subject than one that names a subject, and counts half.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from octavo.analyse.words.data_files import lines
from octavo.analyse.words.words import folded, stems
from octavo.formats.urls import host, path_words, registrable

CATEGORIES = (
    "World", "Politics", "Business", "Technology", "Science",
    "Health", "Sport", "Culture", "Climate",
)  # fmt: skip
DEFAULT = "General"
OF_PLACES = "World"
"""The category that says where and not what."""

SECTION_WEIGHT = 14.0
"""What the publisher's own section counts: about four strong words. Chosen by hand; not
measured."""

TAG_WEIGHT = 4.0
"""What each tag that is the name of a section counts: about one strong word. Chosen by hand; not
measured."""

PLACES_SHARE = 0.5
"""What a label counts that names places, against one that names a subject: a flood abroad is both.
Chosen by hand; not measured."""

TAGS = 12
"""Tags that vote, from the start: the later ones are of everything. Chosen by hand; not
measured."""

LEAST_VOTES = 6.0
"""Votes under which a text without any such label is General. Chosen by hand; not measured."""

HEADLINE_WEIGHT = 2
"""Times that a word of the headline counts. Chosen by hand; not measured."""

VOTING_WORDS = 400
"""Content words that vote, from the start: news says first what it is about. Chosen by hand; not
measured."""

CATEGORY_VERSION = "category-2"

_PARTS = re.compile(r"[/>|:;,»&+]|\b(?:and|et|und|e|y|og|och|ve)\b")
_FILLER = re.compile(r"\b(?:the|latest|all|top|news|nachrichten|noticias|actualités?|section)\b")


@dataclass(frozen=True, slots=True)
class Labels:
    """What a publisher calls the place of an article: the section that its page declares, its
    address, the tags of page and feed."""

    section: str = ""
    url: str = ""
    tags: tuple[str, ...] = ()


@cache
def _weights(where: str) -> dict[str, list[tuple[str, float]]]:
    table: dict[str, list[tuple[str, float]]] = {}
    for line in lines("categories.txt"):
        category, place, words = line.split("|")
        if place != where:
            continue
        for pair in words.split():
            word, _, weight = pair.partition(":")
            for stem in _forms(word, where):
                table.setdefault(stem, []).append((category, float(weight or 1)))
    return table


def _forms(word: str, where: str) -> Sequence[str]:
    if where == "section" or "-" in word:
        return (folded(word.replace("-", " ")) if where == "section" else _joined(word, where),)
    return stems(word, where)


def _joined(word: str, language: str) -> str:
    return " ".join(stem for part in word.split("-") for stem in stems(part, language))


def category(headline: Sequence[str], body: Sequence[str], labels: Labels, language: str) -> str:
    """The category of a text given the content stems of headline and body, and the publisher's
    labels."""
    labelled = _labelled(labels)
    votes: dict[str, float] = defaultdict(float, labelled)
    for name, weight in _word_votes(headline, body, language):
        votes[name] += weight
    if not votes:
        return DEFAULT
    best = min(
        votes, key=lambda name: (-votes[name], -labelled.get(name, 0), CATEGORIES.index(name))
    )
    return best if best in labelled or votes[best] >= LEAST_VOTES else DEFAULT


def _word_votes(
    headline: Sequence[str], body: Sequence[str], language: str
) -> Iterator[tuple[str, float]]:
    table = _weights(language if language in ("en", "ar") else "en")
    counts = Counter(body[:VOTING_WORDS])
    counts.update(dict.fromkeys(headline, HEADLINE_WEIGHT))
    pairs = Counter(f"{a} {b}" for a, b in pairwise(body[:VOTING_WORDS]))
    for stem, count in (*counts.items(), *pairs.items()):
        for name, weight in table.get(stem, ()):
            yield name, weight * min(count, 3) ** 0.5


def _labelled(labels: Labels) -> dict[str, float]:
    """The votes of the labels. The directory of an address speaks where the page declares no
    section that is known."""
    votes: dict[str, float] = defaultdict(float)
    if declared := _declared(labels.section) or _of_address(labels.url):
        votes[declared] += SECTION_WEIGHT
    for tag in labels.tags[:TAGS]:
        if known := _known(folded(tag)):
            votes[known] += TAG_WEIGHT
    if OF_PLACES in votes:
        votes[OF_PLACES] *= PLACES_SHARE
    return votes


def _known(label: str) -> str:
    """The category of a folded label that is the name of a section, `tech news` as `tech`."""
    table, plain = _weights("section"), " ".join(re.split(r"[\s_-]+", label)).strip()
    rest = " ".join(_FILLER.sub(" ", plain).split())
    hits = table.get(plain) or table.get(rest) or ()
    return next((name for name, _ in hits), "")


def _declared(section: str) -> str:
    """The category of a declared section: its first part that is known whole (`News/Sport`,
    `Science & Environment`), else by its last word or its first (`Women's football`)."""
    plain = folded(section).replace("-", " ")
    parts = [plain, *_PARTS.split(plain)]
    words = plain.split()
    ends = [*words[-1:], *words[:1]]
    return next((name for label in (*parts, *ends) if (name := _known(label))), "")


def _of_address(url: str) -> str:
    """The category of the first directory of an address that is the name of a section, or of the
    label before the registered name (`sport.x.example`)."""
    server = host(url)
    label = server.partition(".")[0] if registrable(server) not in ("", server) else ""
    return next((name for one in (label, *path_words(url)[:-1]) if (name := _known(one))), "")
