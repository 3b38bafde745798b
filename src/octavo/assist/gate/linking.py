"""Whether what a sentence joins is joined in the passage: a name and what is said of it, a title
and a name, somebody and a place, a word and its number."""

import re
from collections.abc import Sequence
from itertools import pairwise, product

from octavo.assist.figures.words import phrases
from octavo.assist.gate.amounts import Amount, amounts
from octavo.assist.gate.binding import MUCH_NEARER, NEAR, Fact, fit, name_facts
from octavo.assist.gate.direction import MOST_PLACES
from octavo.assist.gate.matching import Match
from octavo.assist.gate.named import Name, acts, names
from octavo.assist.gate.reading import Reading, nearness
from octavo.assist.gate.speakers import statements
from octavo.assist.gate.times import times

BACK = 4
"""Sentences that a sentence may point back over. Chosen by hand; not measured."""

_POINTS_BACK = re.compile(
    r"(?i)\b(?:he|she|they|it|his|her|their|its|him|them|who)\b|^[“\"]?(?:The|This|That|These|Both)\b|"
    r"\b(?:the|this) (?:company|firm|group|team|club|ministry|union|airline|maker|bank|party|"
    r"agency|minister|mayor|president|director|couple|man|woman|author|driver|pilot|city|"
    r"country|island)\b|"
    r"\b(?:il|elle|ils|elles|son|sa|ses|leur|er|sie|es|ihr|sein|seine|ihre|él|ella|ellos|su|"
    r"sus)\b|\b[Ll][ae]s?\b|\b[Dd](?:er|ie|as)\b|\b[Ee]l\b"
)
_LINKS = frozenset("of was were is are at reached stood stands totalled بلغ بلغت".split())
_PREPOSITIONS = frozenset("on in at after before during since until by for with from under".split())


def unlinked(match: Match) -> str:
    """The first name of a sentence that is neither in the sentence of the passage that says the
    rest, nor in one before it to which that sentence points back; or empty."""
    for name in names(match.sentence) if match.sentence.language != "ar" else ():
        if not acts(match.sentence, name.tokens[0], name.tokens[-1]):
            continue
        number = match.sentence_of_most(frozenset(name.tokens))
        tokens = match.passage.tokens
        places = {tokens[i].sentence for at in name.tokens for i in match.alike[at]}
        if not places or number in places or number in _called(match, name):
            continue
        before = [place for place in places if 0 < number - place <= BACK]
        if not before or not _POINTS_BACK.search(match.passage.sentence(number)):
            return " ".join(match.sentence.tokens[at].text for at in name.tokens)
    return ""


def _called(match: Match, name: Name) -> set[int]:
    """The sentences of the passage that call a name by the noun before it: of `the ferry Solveig`
    those with `the ferry`."""
    here, there = match.sentence, match.passage
    noun = name.tokens[0] - 1
    if (
        noun < 0
        or here.tokens[noun].is_capital
        or here.tokens[noun].end + 1 != here.tokens[noun + 1].start
    ):
        return set()
    places = match.alike[noun]
    own = {at for word in name.tokens for at in match.alike[word]}
    is_named_so = any(at + 1 in own for at in places)
    the = (at for at in places if at and there.tokens[at - 1].folded == "the")
    return {there.tokens[at].sentence for at in the} if is_named_so else set()


def other_subject(match: Match) -> str:
    """The word that a sentence begins with where the passage says the rest of a name that the
    sentence does not hold; or empty."""
    here = match.sentence
    named = {at for name in names(here) for at in name.tokens}
    said = {at for one in statements(here) for at in one.own}
    first = next((at for at, token in enumerate(here.tokens[:2]) if token.is_content), None)
    begins = here.tokens[0].folded if here.tokens else ""
    if first is None or first in named | said | set(times(here)) or here.language == "ar":
        return ""
    if begins in _PREPOSITIONS:
        return ""
    keys = frozenset[str]().union(*(fact.keys for fact in name_facts(here)))
    rivals = [fact for fact in name_facts(match.passage) if fact.acts and not fact.keys & keys]
    places = match.alike[first]
    if not places:
        return ""
    rivals = [fact for fact in rivals if not _is_beside(fact, places)][:MOST_PLACES]
    places = places[:MOST_PLACES]
    mine = max((fit(match, (first,), (i,), named, True) for i in places), default=0.0)
    rival = max((fit(match, (first,), f.tokens, named, True) for f in rivals), default=0.0)
    return here.tokens[first].text if rival > max(NEAR, MUCH_NEARER * mine) else ""


def _is_beside(fact: Fact, places: Sequence[int]) -> bool:
    """Whether a name stands right beside a word: `the Vellan navy`."""
    return any(abs(at - i) <= 2 for at in fact.tokens for i in places)


def strange_pair(match: Match) -> str:
    """Somebody `of` a place or a body that the passage names nowhere near; or empty."""
    here, there = match.sentence, match.passage
    found = names(here)
    for one, other in pairwise(found):
        between = here.text[here.tokens[one.tokens[-1]].end : here.tokens[other.tokens[0]].start]
        if between.strip().removesuffix(" the") not in ("of", "from", "at", "de", "von", "من"):
            continue
        last, first = (
            [i for i, token in enumerate(there.tokens) if token.folded == here.tokens[at].folded]
            for at in (one.tokens[-1], other.tokens[0])
        )
        if last and first and _nearest(there, last, first) < NEAR:
            return f"{here.tokens[one.tokens[-1]].text} {between.strip()}"
    return ""


def _nearest(read: Reading, some: list[int], others: list[int]) -> float:
    pairs = product(some[:MOST_PLACES], others[:MOST_PLACES])
    return max(nearness(read.tokens[a], read.tokens[b]) for a, b in pairs)


def other_number(match: Match) -> str:
    """A number that the sentence gives a word (`turnout was 57`) which has another there; or
    empty."""
    given = _linked(match.passage)
    for word, value in _linked(match.sentence):
        values = {other for place, other in given if place in match.within(word)}
        if values and value not in values:
            return f"{match.sentence.tokens[word].text} {value:g}"
    return ""


def other_counted(match: Match) -> str:
    """A number right before a word that the passage has beside another number: of `21 of them are
    children, and four people …` that four children; or empty."""
    here, there = match.sentence, match.passage
    given = amounts(there)
    for one in amounts(here):
        noun = one.tokens[-1] + 1
        if noun >= len(here.tokens) or not _is_counted(here, noun):
            continue
        same = [two for two in given if two.value == one.value]
        after = [two.tokens[-1] + 1 for two in same if two.tokens[-1] + 1 < len(there.tokens)]
        others = [i for i in after if _is_counted(there, i)]
        places = match.within(noun)
        if not same or len(others) < len(same) or not places or set(places) & set(others):
            continue
        if not any(_nearest_amount(there, given, i) in same for i in places):
            return f"{here.text[one.start : one.end]} {here.tokens[noun].text}"
    return ""


def _is_counted(read: Reading, at: int) -> bool:
    token = read.tokens[at]
    is_next = token.start - read.tokens[at - 1].end == 1
    return is_next and token.is_content and not token.is_capital


def _nearest_amount(read: Reading, given: Sequence[Amount], at: int) -> Amount | None:
    """The number of its sentence that stands nearest to a word."""
    mine = [one for one in given if read.tokens[one.tokens[0]].sentence == read.tokens[at].sentence]
    return min(mine, key=lambda one: abs(one.tokens[-1] - at), default=None)


def other_count(match: Match) -> str:
    """A number that is said to be of what only another number of its sentence there stands beside:
    of `4,700 casualties, including 600 deaths` that 4,700 died; or empty."""
    here, there = match.sentence, match.passage
    given, own = amounts(there), amounts(here)
    values = {one.value for one in own}
    beside = {one.tokens[-1] + 1: one for one in given}
    for one in own:
        sentences = {
            there.tokens[two.tokens[0]].sentence for two in given if two.value == one.value
        }
        for at in range(one.tokens[-1] + 2, min(one.tokens[-1] + 8, len(here.tokens))):
            places = [i for i in match.alike[at] if there.tokens[i].sentence in sentences]
            others = [beside[i].value not in values if i in beside else False for i in places]
            if here.tokens[at].folded in phrases("outcome") and others and all(others):
                return here.text[one.start : one.end]
    return ""


def _linked(read: Reading) -> set[tuple[int, float]]:
    """Words with the number that they are said to be."""
    found = set()
    for one in amounts(read):
        before = one.tokens[0] - 1
        while before >= 0 and read.tokens[before].folded in _LINKS:
            before -= 1
        gap = read.text[read.tokens[before].end : one.start] if before >= 0 else ","
        if before + 1 < one.tokens[0] and read.tokens[before].is_content and "," not in gap:
            found.add((before, one.value))
    return found


def other_title(match: Match) -> str:
    """The first word right before a name (`economy minister`) that stands in no sentence of the
    passage with the name, nor in one that points back to it; or empty."""
    here, there = match.sentence, match.passage
    for name in names(here):
        about = {there.tokens[i].sentence for at in name.tokens for i in match.alike[at]}
        for at in range(name.tokens[0] - 1, max(-1, name.tokens[0] - 4), -1):
            token, after = here.tokens[at], here.tokens[at + 1]
            if not token.is_content or here.text[token.end : after.start] != " ":
                break
            places = {there.tokens[i].sentence for i in match.within(at)}
            points_back = places & _called(match, name) or any(
                _POINTS_BACK.search(there.sentence(place)) for place in places
            )
            if places and not places & about and not points_back:
                return f"{token.text} {after.text}"
    return ""
