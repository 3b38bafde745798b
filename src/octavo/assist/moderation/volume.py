"""How a comment is written: floods, capitals throughout, many links, the same text again."""

import re
from collections import Counter
from collections.abc import Sequence

from octavo.analyse.words.words import stop_words
from octavo.assist.moderation.plain import plain_text

MAX_LINKS = 2
"""Links of a comment that is not held. Chosen by hand; not measured."""

DRAWN_SIGNS = 12
"""The same sign so often in a row is a flood; people who shout for joy use fewer. Chosen by hand;
not measured."""

DRAWN_LETTERS = 60
"""The same letter so often in a row is a flood: a long `goooal` has fewer. Chosen by hand; not
measured."""

FLOOD_WORDS = 7
"""Words from which a text that is mostly one word or two again is a flood. Chosen by hand; not
measured."""

REPEATED_SHARE = 0.34
"""Different words among all, from which on a short text is no flood. Chosen by hand; not
measured."""

CAPITALS_SHARE = 0.7
"""The share of capitals from which a text is shouting, if it has `CAPITALS_LETTERS` letters. Chosen
by hand; not measured."""

CAPITALS_LETTERS = 20
"""Letters below which capitals prove nothing. Chosen by hand; not measured."""

SHOUTED_WORDS = 3
"""Words in capitals that are no acronyms, from which on capitals are shouting. Chosen by hand; not
measured."""

LONGEST_ACRONYM = 6
"""Letters: UNESCO and UNICEF have six."""

SAME_WORDS = 5
"""Words from which two comments in the same words are no chance. Chosen by hand; not measured."""

OTHERS_SAYING_IT = 2
"""Others who wrote the same before it is a campaign: one may have been quoted. Chosen by hand; not
measured."""

_LINK = re.compile(
    r"(?i)\bhttps?://|\bwww\.|\b[a-z0-9-]{2,63}\.(?:com|net|org|info|xyz|top|ru|shop|online|site|biz|club)\b"
)
_SHORT_LINK = re.compile(r"(?i)\b(?:bit\.ly|tinyurl\.com|t\.co|is\.gd|cutt\.ly|goo\.gl)/\w")
_RUN = re.compile(
    rf"([^\w\s])\1{{{DRAWN_SIGNS},}}|([^\W\d_])\2{{{DRAWN_LETTERS},}}|(\d)\3{{{DRAWN_LETTERS},}}"
)
_LAUGHTER = re.compile(
    r"(?:(?:[hj][aeiou]+){2,}h?|l+o+l+|(?:lo)+l|ه+|خ{3,}|(?:k{3,})|x+d+|(?:ha|he|hi)|_)"
)
_PICTURES = re.compile("[\u2600-\u27bf\U0001f000-\U0001faff]")
_CAPITAL_ACRONYMS = frozenset("IT US WHO UN EU UK AM PM TV AI IS".split())


def has_links(text: str) -> bool:
    """Whether a text has many links, or one that hides where it leads."""
    return len(_LINK.findall(text)) > MAX_LINKS or bool(_SHORT_LINK.search(text))


def is_flood(text: str) -> bool:
    """Whether a text is mostly the same again: signs, letters, words, lines. Laughter, cheering
    and a few pictures are not."""
    if any(not _PICTURES.match(found[0]) for found in _RUN.finditer(text)):
        return True
    words = [word for word in plain_text(text).split() if word not in {".", ",", '"'}]
    words = [word for word in words if not _LAUGHTER.fullmatch(word)]
    if len(words) < FLOOD_WORDS:
        return False
    counts = Counter(words)
    if len(counts) <= 3 and len(words) >= FLOOD_WORDS:
        return len(counts) / len(words) < REPEATED_SHARE
    lines = Counter(line.strip() for line in text.splitlines() if len(line.split()) > 1)
    return max(lines.values(), default=0) > 3 or len(counts) / len(words) < REPEATED_SHARE / 4


def is_shouting(text: str) -> bool:
    """Whether a text is in capitals that are not those of acronyms."""
    cased = [c for c in text if c.isupper() or c.islower()]
    upper = sum(c.isupper() for c in cased)
    if len(cased) < CAPITALS_LETTERS or upper <= CAPITALS_SHARE * len(cased):
        return False
    words = [word for word in re.findall(r"[^\W\d_]+", text) if word.isupper()]
    spoken = [word for word in words if _is_no_acronym(word)]
    return len(spoken) >= SHOUTED_WORDS


def _is_no_acronym(word: str) -> bool:
    if word in _CAPITAL_ACRONYMS:
        return False
    return len(word) > LONGEST_ACRONYM or word.casefold() in stop_words("en")


def repetition_reasons(text: str, own: Sequence[str], others: Sequence[str]) -> frozenset[str]:
    """`repetition` where the writer has said the same before, `brigading` where several others
    have: `own` and `others` are recent comments near it."""
    said = _essence(text)
    if len(said.split()) < SAME_WORDS:
        return frozenset()
    again = {"repetition"} if any(_essence(one) == said for one in own) else set()
    if sum(_essence(one) == said for one in others) >= OTHERS_SAYING_IT:
        again.add("brigading")
    return frozenset(again)


def _essence(text: str) -> str:
    """The words alone."""
    return re.sub(r"[^\w ]+ ?", "", plain_text(text)).strip()
