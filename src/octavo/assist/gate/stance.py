"""How a sentence says it: as not so, as possible, as planned, or as done; as the passage does."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from octavo.assist.gate.cues import cue_pattern, cue_words, unaccented
from octavo.assist.gate.matching import Match
from octavo.assist.gate.reading import Reading

BEFORE = 4
"""Content words before it, in its clause, that it may be about (`jobs will go`). Chosen by hand;
not measured."""

REACH = 3
"""Content words after a `not` or a `may` that it is about. Chosen by hand; not measured."""

_CONTRACTED = re.compile(r"\w+n['’]t(?!\w)")
_MAY_AR = re.compile(r"(?<![\wل])قد (?=[يتنأ]\w)")
_FUTURE_AR = re.compile(r"^[وف]?س[يتنأ]\w{3}")
_AFFIXED = re.compile(r"^(?:un|non)\w{4}|\w{3}less$")
_DONE = re.compile(r"(?:ed|en|wn|lt|nt|ght|old|ld)$")

_OF_THINGS = frozenset(
    "no without kein keine keinen keiner keinem keines ohne sans aucun aucune sin ningun ninguna "
    "denied denies deny denying لم لن".split()
)
"""What is said of a thing and what is said of that thing: two words are denied."""

_CUT_OFF = re.compile(r" (?:[$€£]?\d|on |in |at |by |for )")
"""After `against`: a number that is compared, or nothing that is named."""
_OWNERS = frozenset("its his her their the a before after of".split())
Scope = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Cue:
    """A `not`, `may` or `will`: the words that follow it, and those of its clause before it."""

    scope: Scope
    before: Scope
    hard: int = 1
    start: int = 0
    end: int = 0


def negations(read: Reading) -> list[Cue]:
    """For each negation of a text, the words it is about, the nearest first."""
    found = list(_cues(read, "not"))
    found += [_cue(read, match.start(), match.end()) for match in _CONTRACTED.finditer(read.text)]
    return found


def possibilities(read: Reading) -> list[Cue]:
    """The same for `may`, `could`, `wants to`."""
    found = list(_cues(read, "possible"))
    if read.language == "ar":
        found += [_cue(read, match.start(), match.end()) for match in _MAY_AR.finditer(read.text)]
    return found


def plans(read: Reading) -> list[Cue]:
    """The same for `will`, `would`, `plans to`, the future."""
    found = list(_cues(read, "planned"))
    if read.language == "ar":
        future = (at for at, token in enumerate(read.tokens) if _FUTURE_AR.match(token.text))
        found += [Cue((at,), ()) for at in future]
    return found


def _reached(cues: list[Cue]) -> set[int]:
    """All words that cues may be about."""
    return {at for cue in cues for at in (*cue.scope, *cue.before)}


def changed_polarity(match: Match) -> str:
    """The first word that a sentence denies and the passage does not, or the reverse; or empty."""
    own, given = negations(match.sentence), _in_window(match, negations(match.passage))
    denied_here, denied_there = _reached(own), _reached(given)
    denied_there |= {
        i for i, token in enumerate(match.passage.tokens) if _AFFIXED.match(token.folded)
    }
    for scope in (cue.scope for cue in own):
        head = next((at for at in scope if match.within(at)), None)
        if head is not None and denied_there.isdisjoint(match.within(head)):
            return match.sentence.tokens[head].text
        if head is None and scope and not given and not _opposed(match, scope):
            return match.sentence.tokens[scope[0]].text
    if between := _between(match.sentence, match.passage) or _between(
        match.passage, match.sentence
    ):
        return between
    if len(own) > _count_in_window(match) and not _is_affixed(match, own):
        return match.sentence.text[own[-1].start :].split()[0]
    return _unmet(match, given, denied_here, denied_there, 1)


def _between(one: Reading, other: Reading) -> str:
    """A negation of a text that stands between two words which the other has beside each other."""
    there = {(a.folded, b.folded) for a, b in pairwise(other.tokens)}
    for cue in negations(one):
        inside = [at for at, token in enumerate(one.tokens) if cue.start <= token.start < cue.end]
        if not inside or not inside[0] > 0 or inside[-1] + 1 >= len(one.tokens):
            continue
        before, after = one.tokens[inside[0] - 1], one.tokens[inside[-1] + 1]
        beside = (before.folded, after.folded)
        whole = {(a.folded, b.folded) for a, b in pairwise(one.tokens)}
        if before.sentence == after.sentence and beside in there and beside not in whole:
            return one.text[cue.start : cue.end]
    return ""


def _count_in_window(match: Match) -> int:
    """How many negations there are, also those about nothing that is named."""
    spans = [match.passage.spans[number] for number in match.window]
    starts = (cue.start for cue in negations(match.passage))
    return sum(any(a <= at < b for a, b in spans) for at in starts)


def _is_affixed(match: Match, own: list[Cue]) -> bool:
    """Whether the passage denies by an affix what the sentence denies by a word (`unaided`)."""
    places = {i for cue in own for at in cue.scope for i in match.within(at)}
    opposed = any(match.opposed[at] for cue in own for at in cue.scope)
    return opposed or any(_AFFIXED.match(match.passage.tokens[i].folded) for i in places)


def overstated(match: Match) -> str:
    """The first word that the passage says may be, or will be, and the sentence says is; or one
    that the sentence says may be and the passage says is; or empty."""
    may, will = possibilities(match.sentence), plans(match.sentence)
    may_there = _in_window(match, possibilities(match.passage))
    will_there = _in_window(match, plans(match.passage))
    maybe, later = _reached(may), _reached(will)
    open_there, later_there = _reached(may_there), _reached(will_there)
    hard = 1 if match.passage.language == "ar" else 2
    if against := _unopposed(match):
        return against
    would = later if re.search(r"\bwould\b", match.sentence.text) else set[int]()
    return (
        _unmet(match, may_there, maybe | would, open_there, hard)
        or _unmet(match, will_there, maybe | later, open_there | later_there, hard)
        or _understated(match, may, open_there)
        or _postponed(match, will, open_there | later_there)
    )


def _unopposed(match: Match) -> str:
    """The first thing that somebody is against in the passage and not in the sentence."""
    words = {token.folded for token in match.sentence.tokens}
    if words & cue_words(match.sentence.language, "opposing"):
        return ""
    given = _in_window(match, list(_cues(match.passage, "against")))
    there = _reached(given)
    tokens = match.passage.tokens
    given = [cue for cue in given if not _CUT_OFF.match(match.passage.text, cue.end)]
    common = [Cue(tuple(i for i in cue.scope if not tokens[i].is_capital), ()) for cue in given]
    return _unmet(match, common, set(), there, 2)


def _understated(match: Match, own: list[Cue], open_there: set[int]) -> str:
    for scope in (cue.scope for cue in own):
        head = next((at for at in scope if match.within(at)), None)
        if head is not None and open_there.isdisjoint(match.within(head)):
            return match.sentence.tokens[head].text
    return ""


def _postponed(match: Match, own: list[Cue], open_there: set[int]) -> str:
    """A word that the sentence says will be, and the passage that it has been."""
    for scope in (cue.scope for cue in own):
        head = next((at for at in scope if match.within(at)), None)
        places = match.within(head) if head is not None else ()
        if head is None or not open_there.isdisjoint(places):
            continue
        if places and all(_DONE.search(match.passage.tokens[i].folded) for i in places):
            return match.sentence.tokens[head].text
    return ""


def _unmet(match: Match, given: list[Cue], here: set[int], there: set[int], hard: int) -> str:
    """The first word that the passage says under a cue, and only so, and the sentence without: of
    the first `hard` words that the cue is about."""
    for cue in given:
        for i in cue.scope[: max(hard, cue.hard)]:
            users = [
                at
                for at, token in enumerate(match.sentence.tokens)
                if token.is_content
                and i in match.within(at)
                and there.issuperset(match.within(at))
                and not _is_noun(match.sentence, at)
            ]
            if users and here.isdisjoint(users):
                return match.sentence.tokens[users[0]].text
            if users:
                break
    return ""


def _is_noun(read: Reading, at: int) -> bool:
    """Whether a form in -ing names the thing: `before its landing`."""
    before = read.tokens[at - 1].folded if at else ""
    return read.tokens[at].folded.endswith("ing") and before in _OWNERS


def _opposed(match: Match, scope: Scope) -> bool:
    return any(match.opposed[at] for at in scope)


def _in_window(match: Match, cues: list[Cue]) -> list[Cue]:
    tokens = match.passage.tokens
    return [cue for cue in cues if cue.scope and tokens[cue.scope[0]].sentence in match.window]


def _cues(read: Reading, kind: str) -> Iterator[Cue]:
    pattern = cue_pattern(read.language, kind)
    text = re.sub(r"(?<=[\w,] )May(?!\w)", "   ", read.text)
    for match in pattern.finditer(unaccented(text)) if pattern else ():
        yield _cue(read, match.start(), match.end())


def _cue(read: Reading, start: int, end: int) -> Cue:
    before = [at for at, token in enumerate(read.tokens) if token.end <= start and token.is_content]
    own = [token for token in read.tokens if token.start >= start][:1]
    clause = [
        at
        for at in before[-BEFORE:]
        if own
        and (read.tokens[at].sentence, read.tokens[at].clause) == (own[0].sentence, own[0].clause)
    ]
    hard = 2 if unaccented(read.text[start:end]) in _OF_THINGS else 1
    return Cue(_after(read, end), tuple(clause), hard, start, end)


def _after(read: Reading, place: int) -> Scope:
    """The content words after a place, in its sentence, up to the next comma."""
    found: list[int] = []
    for at, token in enumerate(read.tokens):
        if token.start < place - 1 or token.end <= place:
            continue
        gap = read.text[place : token.start]
        if len(found) == REACH or re.search(r"[,;:.!?،؛][”\"’»]*\s", gap):
            break
        if token.is_content and not (token.folded.endswith("ly") and read.language == "en"):
            found.append(at)
    return tuple(found)
