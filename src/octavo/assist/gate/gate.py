"""The support gate: may a sentence that a model wrote be shown beside the passages it cites?"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from octavo.analyse.words.language import language
from octavo.analyse.words.words import ARABIC, WORD
from octavo.assist.gate.amounts import amounts, missing_amount
from octavo.assist.gate.binding import misplaced
from octavo.assist.gate.cues import cue_words
from octavo.assist.gate.direction import (
    contradiction,
    exchanged,
    other_actor,
    other_doer,
    turned_round,
)
from octavo.assist.gate.linking import (
    other_count,
    other_counted,
    other_number,
    other_subject,
    other_title,
    strange_pair,
    unlinked,
)
from octavo.assist.gate.matching import Match, match
from octavo.assist.gate.named import missing_name, names
from octavo.assist.gate.quoted import missing_quotation
from octavo.assist.gate.reading import Reading, reading
from octavo.assist.gate.speakers import stated_as_fact, wrong_speaker
from octavo.assist.gate.stance import changed_polarity, overstated
from octavo.assist.gate.times import missing_time
from octavo.formats.folding import folded

WIDEST = 3
"""Sentences of a passage that one sentence may be drawn from. Chosen by hand; not measured."""

LONGEST = 2000
"""Characters of a sentence that are read; a longer one is refused. Chosen by hand; not measured."""

LONGEST_IN_WORDS = 100
"""Words of it: bounds the cost. Chosen by hand; not measured."""

LONGEST_WINDOW = 2500
"""Characters of the sentences of a passage that are compared at once: bounds the cost. Chosen by
hand; not measured."""

MOST_OWN_FACTS = 15
"""Numbers, and names, of a sentence: one that holds more is none. Chosen by hand; not measured."""

MOST_WINDOWS = 60
"""Windows of a passage that are compared: bounds the cost. Chosen by hand; not measured."""

LONGEST_PASSAGE = 20_000
"""Characters of a passage that are read: bounds the cost. Chosen by hand; not measured."""

Check = Callable[[Match], str]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether passages support a sentence, and why not: `number: 68`, `claim: Dolan` …"""

    is_supported: bool
    reason: str


def verdict(sentence: str, passages: Sequence[str]) -> Verdict:
    """Whether one of the passages supports a sentence; or one each of its parts, where they have
    subjects of their own."""
    sentence = sentence.strip()
    if not WORD.search(sentence) or not any(WORD.search(one) for one in passages):
        return Verdict(False, "nothing to compare")
    if len(sentence) > LONGEST or len(WORD.findall(sentence)) > LONGEST_IN_WORDS:
        return Verdict(False, "too long")
    reason = _reason(sentence, passages)
    if not reason:
        return Verdict(True, "")
    parts = _parts(sentence)
    if len(parts) > 1 and not any(_reason(part, passages) for part in parts):
        return Verdict(True, "")
    return Verdict(False, reason)


def _reason(sentence: str, passages: Sequence[str]) -> str:
    """Why none of the passages supports a sentence: of the one that comes nearest."""
    nearest = (-1, "")
    for one in passages:
        found = _reason_against(sentence, one[:LONGEST_PASSAGE]) if one.strip() else nearest
        if found is None:
            return ""
        nearest = max(nearest, found)
    return nearest[1]


def _reason_against(sentence: str, passage: str) -> tuple[int, str] | None:
    """How far a sentence got beside a passage, and why no further; None where it is supported."""
    code = _language(passage, sentence)
    there = reading(passage, code)
    if _is_verbatim(sentence, there):
        return None
    here = reading(sentence, code, is_whole=True)
    if missing := _missing(here, there):
        return missing
    whole = match(here, there)
    reasons: list[tuple[int, str]] = []
    settled: list[range] = []
    for window in _windows(whole):
        if any(window.start <= one.start and one.stop <= window.stop for one in settled):
            continue
        found = _first_reason(whole.of(window))
        if found is None:
            return None
        reasons.append(found)
        if found[1].startswith(_SETTLED):
            settled.append(window)
    return max(reasons, default=(0, "too long"))


def _missing(here: Reading, there: Reading) -> tuple[int, str] | None:
    """What a sentence holds that the whole passage lacks; None where that is nothing."""
    if len(amounts(here)) > MOST_OWN_FACTS or len(names(here)) > MOST_OWN_FACTS:
        return 0, "too long"
    if quoted := missing_quotation(here.text, there.text, here.language):
        return 0, f"quotation: {quoted}"
    if name := missing_name(here, there):
        return 1, f"name: {name}"
    return None


def _first_reason(beside: Match) -> tuple[int, str] | None:
    checks: list[tuple[str, Check]] = [
        ("number", lambda m: missing_amount(m.sentence, m.passage, m.window)),
        ("time", lambda m: missing_time(m.sentence, m.passage, m.window)),
        ("opposite", contradiction),
        ("not in the passage", _unmatched),
        ("negation", changed_polarity),
        ("possible, not certain", overstated),
        ("claim, not fact", stated_as_fact),
        ("said by another", wrong_speaker),
        ("turned round", turned_round),
        ("turned round", exchanged),
        ("said of another", misplaced),
        ("said of another", unlinked),
        ("said of another", other_title),
        ("said of another", other_number),
        ("said of another", other_count),
        ("said of another", other_counted),
        ("said of another", other_subject),
        ("said of another", strange_pair),
        ("said of another", other_doer),
        ("said of another", other_actor),
    ]
    for step, (name, check) in enumerate(checks, 2):
        if found := check(beside):
            return step, f"{name}: {found}"
    return None


def _unmatched(beside: Match) -> str:
    """The first word that the passage does not have there and that carries meaning; or empty."""
    read = beside.sentence
    light, strict = (cue_words(read.language, kind) for kind in ("light", "all"))
    numbers = {at for one in amounts(read) for at in one.tokens} | _hedging(read)
    content = [at for at, token in enumerate(read.tokens) if token.is_content and at not in numbers]
    outside = [
        at
        for at in content
        if not beside.within(at) and "converse" not in beside.opposed[at].values()
    ]
    named = {at for name in names(read) for at in name.tokens if beside.alike[at]}
    missing = [at for at in outside if at not in named]
    known = [at for at in missing if beside.alike[at] and _is_place_of(read, at)]
    missing = [at for at in missing if at not in known[:1]]
    for at in content:
        name = read.tokens[at].folded
        if (at in missing and name not in light) or (
            name in strict and not _is_there(beside, content, at)
        ):
            return read.tokens[at].text
    few = 2 * len(outside) > len(content) + len(numbers)
    return "most of it" if few else ""


def _shares(beside: Match) -> frozenset[str]:
    return cue_words(beside.sentence.language, "share")


def _is_place_of(read: Reading, at: int) -> bool:
    """Whether a word only says where (`at the trial`), and another sentence tells of that."""
    before = [token.folded for token in read.tokens[max(0, at - 2) : at]]
    return len(before) == 2 and before[1] == "the" and before[0] in ("at", "in", "of", "during")


def _is_there(beside: Match, content: list[int], at: int) -> bool:
    """Whether a word such as `all` stands in the passage in one sentence with the word after it."""
    is_share = any(beside.sentence.tokens[at].folded in group.split() for group in _shares(beside))
    after = [i for i in content if i > at][:3] if is_share else []
    tokens = beside.passage.tokens
    here = {tokens[i].sentence for i in beside.within(at)}
    there = {tokens[i].sentence for one in after for i in beside.within(one)}
    return bool(here & there) if there else bool(here)


def _hedging(read: Reading) -> set[int]:
    """The words that say how exact a number is: `at least 40`."""
    near = (range(max(0, one.tokens[0] - 4), one.tokens[0]) for one in amounts(read) if one.hedge)
    return {at for places in near for at in places if read.tokens[at].folded in _OF_HEDGES}


def _windows(whole: Match) -> list[range]:
    """The sentences of a passage that are compared at once: those that hold most of the words, the
    fewest sentences first."""
    spans, held = whole.passage.spans, _held(whole)
    every = [
        range(at, at + width)
        for width in range(1, min(WIDEST, len(spans)) + 1)
        for at in range(len(spans) - width + 1)
        if spans[at + width - 1][1] - spans[at][0] <= LONGEST_WINDOW
    ]
    every.sort(key=lambda window: -len(set().union(*(held[number] for number in window))))
    return sorted(every[:MOST_WINDOWS], key=len)


def _held(whole: Match) -> list[set[int]]:
    """For each sentence of a passage, the words of the sentence compared that it holds."""
    held: list[set[int]] = [set() for _ in whole.passage.spans]
    for at, places in whole.alike.items():
        for place in places:
            held[whole.passage.tokens[place].sentence].add(at)
    return held


def _language(passage: str, sentence: str) -> str:
    if ARABIC.search(sentence):
        return "ar"
    return language(f"{sentence} {passage}"[:2000], "en")


def _is_verbatim(sentence: str, passage: Reading) -> bool:
    """Whether it is one or more whole sentences of the passage."""
    own = _plain(sentence)
    whole = [_plain(passage.sentence(number)) for number in range(len(passage.spans))]
    return any(
        own == " ".join(whole[a:b])
        for a in range(len(whole))
        for b in range(a + 1, min(a + 4, len(whole)) + 1)
    )


def _plain(text: str) -> str:
    return (
        re.sub(r"\s+", " ", text).strip(" .").replace("’", "'").replace("“", '"').replace("”", '"')
    )


_OF_HEDGES = frozenset("least most more less fewer than no not at up".split())
_SETTLED = ("negation", "possible", "claim, not fact")
"""What more of the passage does not mend, once all words of the sentence are there."""
_OWN_SUBJECT = re.compile(
    r"(?:;|,? (?:and|while|but|whereas)) (?=(?:[A-Z]\w+|no|nobody|\d+) )|"
    r"\s?؛\s?|، (?=وقال|وأعلن|بينما )"
)


def _parts(sentence: str) -> list[str]:
    """A sentence cut where another subject begins."""
    if '"' in sentence or "“" in sentence:
        return [sentence]
    parts = [part.strip() for part in _OWN_SUBJECT.split(sentence)]
    return parts if all(len(WORD.findall(folded(part))) > 3 for part in parts) else [sentence]
