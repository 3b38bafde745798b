"""The headline: what JSON-LD, OpenGraph and the visible h1 agree on, without the site's name."""

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from octavo.extract.page.text import flat, key

_SEPARATOR = re.compile(r"\s+[|–—•·»:-]\s+|\s*[|｜ㅣ»]\s*|(?<=\S)\s+-\s*(?=\S)")
_SECTION_SUFFIX = re.compile(
    r",\s+(?:(?:asia|world|singapore|malaysia|china|business|sports?|entertainment|lifestyle|money|"
    r"national|local|tech|technology|politics|middle east|europe|africa|us|uk|gulf|top|breaking)\s+)+"
    r"(?:news|stories|headlines)$",
    re.IGNORECASE,
)
_SHARED_SHARE = 0.34
"""Share of the shorter line's words by which two lines are on one thing. Chosen by hand; not
measured."""
_FEW_WORDS = 3
"""Words below which lines must be equal. Chosen by hand; not measured."""
_TWO_CLAIMS = 2
"""Claims that must agree on a kicker."""
_KICKER = re.compile(r"(?:(?<=.{3}):|\s+[–—-])\s+")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
"""Scripts that write words without blanks between them."""

_LONGEST = 1000
"""Characters of a line that are read. Chosen by hand; not measured."""
_LONGEST_NAME, _SHORTEST_NAME = 60, 4
"""Characters of a name, its key's at least. Chosen by hand; not measured."""
_PARTICLE = 3
"""Letters of a small word in a name ("der", "of"). Chosen by hand; not measured."""

_GENERIC = re.compile(
    r"(?i)^(?:home|news|latest|breaking|article|world|opinion|politics|sports?|business|video|photos?|"
    r"national|international|local|الأخبار|أخبار|الرئيسية|ニュース)(?:\s+news)?$"
)


def headline(claimed: Sequence[str], visible: Sequence[str], site: Iterable[str]) -> str:
    """The headline as a reader is given it; empty when nothing serves.

    `claimed` are the page's own claims, best first (JSON-LD, OpenGraph, feed, title element),
    `visible` its h1 elements. A visible one wins where it is about a claim, since the claims are
    often written for search engines; else the first claim, the shorter where one holds the other
    and only a site's name more, the whole one where it was cut."""
    names = {key(name) for name in site if name}
    lines = [flat(value[:_LONGEST]) for value in visible]
    claims = _usable(claimed, names, lines)
    best = _best_visible(_usable(visible, names, lines), claims)
    if best:
        return _with_kicker(_without_label(best, claims), claims[:_TWO_CLAIMS])
    best = claims[0] if claims else ""
    for other in claims[1:]:
        best = _better(best, other)
    return best


def _usable(values: Sequence[str], names: set[str], visible: Sequence[str]) -> list[str]:
    bared = [bare(flat(value[:_LONGEST]), names, visible) for value in values]
    return [value for value in bared if _is_usable(value, names)]


def _best_visible(visible: Sequence[str], claims: Sequence[str]) -> str:
    """The visible line that shares most words with a claim, if that is a third of them; of several
    that are wholly in it, as a label above a headline may be, that which has most."""
    if not claims:
        return visible[0] if len(visible) == 1 else ""
    rated = [(*max(_shared(line, claim) for claim in claims), line) for line in visible[:6]]
    score, _, line = max(rated, key=lambda one: one[:2], default=(0.0, 0, ""))
    return line if score >= _SHARED_SHARE else ""


def _without_label(line: str, claims: Sequence[str]) -> str:
    """The visible line without the section before its bar, where a claim is just what follows."""
    claim_keys = {key(claim) for claim in claims}
    rests = (line[cut.end() :] for cut in _SEPARATOR.finditer(line) if ":" not in cut[0])
    return next((rest for rest in rests if key(rest) in claim_keys), line)


def _with_kicker(line: str, claimed: Sequence[str]) -> str:
    """The headline as it is claimed, where the first two claims are the same and only have a few
    words and a colon or a dash before the visible line: pages set that kicker above it."""
    visible, same = key(line), {key(claim) for claim in claimed}
    if len(claimed) < _TWO_CLAIMS or len(same) > 1 or key(claimed[0]) == visible:
        return line
    cuts = [cut for cut in _KICKER.finditer(claimed[0]) if key(claimed[0][cut.end() :]) == visible]
    return f"{claimed[0][: cuts[0].end()]}{line}" if cuts else line


def _shared(one: str, other: str) -> tuple[float, int]:
    """Share of the shorter line's words that the longer has, and how many; of characters where
    words do not stand apart."""
    first, second = _pieces(one), _pieces(other)
    small = min(len(first), len(second))
    same = len(first & second)
    return (same / small if small >= _FEW_WORDS else float(key(one) == key(other))), same


def _pieces(line: str) -> set[str]:
    found = {key(word) for word in line.split()} - {""}
    return found if len(found) > _FEW_WORDS or not _UNSPACED.search(line) else set(key(line))


def bare(title: str, names: set[str], visible: Sequence[str] = ()) -> str:
    """The title without site names before or after it and without a section suffix such as
    ", Asia News". What a visible line has beside other words is the headline's own, if it is not
    just a name."""
    title = _SECTION_SUFFIX.sub("", title)
    for _ in range(3):
        shorter = _without_name(title, names, visible)
        if shorter == title:
            return title
        title = shorter
    return title


def _without_name(title: str, names: set[str], visible: Sequence[str]) -> str:
    cuts = list(_SEPARATOR.finditer(title))
    if not cuts:
        return title
    last, first = cuts[-1], cuts[0]
    tail, head = title[last.end() :], title[: first.start()]
    if last.start() >= 10 and _is_name(tail, names, visible):
        return title[: last.start()].rstrip()
    if len(title) - first.end() >= 10 and _is_name(head, names, visible):
        return title[first.end() :].lstrip()
    return title


def _is_name(text: str, names: set[str], visible: Sequence[str]) -> bool:
    folded = key(text)
    if not folded or folded in names or _GENERIC.match(text):
        return True
    if len(text) > _LONGEST_NAME or any(folded in line != folded for line in map(key, visible)):
        return False
    long = [name for name in names if len(name) >= _SHORTEST_NAME]
    is_begun = len(folded) >= _SHORTEST_NAME and any(name.startswith(folded) for name in long)
    return is_begun or any(_goes_on(text.split(), name) for name in long)


def _goes_on(parts: Sequence[str], name: str) -> bool:
    """Whether the words are the name, and more as a longer name has it: one word, or capitals."""
    for count in range(1, len(parts) + 1):
        if key("".join(parts[:count])).removesuffix("s") == name.removesuffix("s"):
            rest = [word for word in parts[count:] if word[0].islower() and len(word) > _PARTICLE]
            return not rest or len(parts) == count + 1
    return False


def _is_usable(value: str, names: set[str]) -> bool:
    return 4 <= len(value) <= 400 and key(value) not in names and not _GENERIC.match(value)


def _better(best: str, other: str) -> str:
    one, two = key(best), key(other)
    if best.endswith(("…", "...")) and two.startswith(one[:30]) and len(two) > len(one):
        return other
    if two and len(two) >= 12 and one != two and (one.startswith(two) or one.endswith(two)):
        rest = len(one) - len(two)
        parts = _SEPARATOR.split(best)
        return other if rest <= 30 and len(parts) > 1 and key(parts[0]) != one else best
    return best


def is_similar(one: str, other: str, floor: float = 0.85) -> bool:
    """Whether two lines say the same: equal as compared, or nearly so."""
    first, second = key(one), key(other)
    if not first or not second:
        return False
    if first == second:
        return True
    if min(len(first), len(second)) / max(len(first), len(second)) < floor - 0.1:
        return False
    matcher = SequenceMatcher(None, first[:300], second[:300], autojunk=False)
    return matcher.quick_ratio() >= floor and matcher.ratio() >= floor
