"""Who says it: what the passage only reports as a claim, the sentence reports as that claim too."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from octavo.analyse.words.words import WORD
from octavo.assist.figures.attributions import Attribution, attributions
from octavo.assist.figures.claimants import Speakers, speakers
from octavo.assist.gate.cues import cue_pattern, unaccented
from octavo.assist.gate.matching import Match
from octavo.assist.gate.meaning import is_alike
from octavo.assist.gate.named import names
from octavo.assist.gate.reading import Reading
from octavo.formats.folding import folded

INSIDE = 0.6
"""The part of a sentence's words that stand in a claim where the sentence states the claim. Chosen
by hand; not measured."""

_WHOLE = re.compile(
    r"\b(?:allegedly|reportedly|apparently|supposedly|purportedly|if|unless|unconfirmed|"
    r"believes?|thinks?|fears?)\b"
)
_CONDITIONS = frozenset({"if", "unless"})
_COORDINATED = re.compile(r",? (?:and|but) (?!(?:if|unless)\b)")
"""Where a clause begins that a condition may be of alone."""
_PERFORMED = re.compile(r"^(?:announce|confirm|acknowledg|admit|ا?علن)")
_BODY = re.compile(
    r"(?i)(?:the|its|this) (?:\w+ )?(?:company|firm|group|maker|operator|club|team|bank|union|"
    r"party|agency|ministry|government|council|board|body|organi[sz]ation|university|museum|"
    r"airline|charity|paper|newspaper|owner|developer|builder|producer|publisher|retailer|"
    r"supplier|business)(?!\w)"
)
"""Words for a body that was named just before."""
_GOES_ON = re.compile(r"\b(?:adding|added|noting|warning|stressing) that\b|, (?:and|but|while)\b")
_JOINED = re.compile(r"(?<!\w)(?:after|before|when|because|while|that) ")
"""What joins a clause before the subject: `resigned after a report found …`."""
_AFTERWARDS = re.compile(r"\w+ (?:after|during|before|as|when|late|early|in an?)\b")
"""What follows the verb that closes a statement: `…, the union said after talks`."""
_RELATIVE = re.compile(
    r", (?:(?:in|of|for|at|to|from|with) )?(?:who|whom|which|whose|where)\b[^,;“\"]*"
)
"""What the report itself says of a name or a thing within somebody's statement."""
_NOUNS = frozenset("estimated estimate estimates claim claims report reports".split())
_DETERMINERS = frozenset(
    "a an the this that first last latest new early own previous original its his her their "
    "another any no".split()
)
_POINTING = frozenset("he she they it who هو هي".split())
_GENERIC = frozenset("the a an of for its his her their he she they it who".split())


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody says in a sentence of a text: the words of the claim, the words that name the
    claimant, and the verb."""

    sentence: int
    claim: frozenset[int]
    claimant: frozenset[str]
    verb: str
    is_pointing: bool = False
    is_named: bool = False
    is_silent: bool = False
    place: int = 0
    at: int = 0
    last: int = 0
    own: frozenset[int] = frozenset()
    wide: frozenset[int] = frozenset()


@lru_cache(16)
def statements(read: Reading) -> list[Statement]:
    """The statements of a text, pronouns resolved by what stands before."""
    known = speakers(read.text, read.language) if read.language in ("en", "ar") else Speakers()
    found = []
    for number, (start, end) in enumerate(read.spans):
        sentence = read.text[start:end]
        for said in attributions(sentence) if read.language in ("en", "ar") else ():
            one = replace(said, phrase=_JOINED.split(said.phrase)[-1])
            if _AFTERWARDS.match(sentence, said.at) and "," in sentence[: said.at]:
                one = replace(one, leads=False)
            name = known.claimant(one.phrase, read.text[: start + one.at])
            found.append(_statement(read, number, one, name))
    found = [one for one in found if not _is_noun(read, one)]
    return [_bounded(one, found) for one in found]


def _is_noun(read: Reading, one: Statement) -> bool:
    """Whether the verb is none: `an estimated 40`, `twice the first estimate`."""
    before = {read.tokens[at - 1].folded for at in one.own if at and _stands_at(read, at, one.verb)}
    return one.verb in _NOUNS and bool(before & _DETERMINERS)


def _stands_at(read: Reading, at: int, verb: str) -> bool:
    return read.tokens[at].folded == verb


def _bounded(one: Statement, every: list[Statement]) -> Statement:
    """A statement without the words of those after it in its sentence, and in Arabic by whoever
    spoke last where it names nobody."""
    later = [other for other in every if other.sentence == one.sentence and other.at > one.at]
    claim = one.claim.difference(*(range(other.at, other.last + 1) for other in later))
    before = [other for other in every if other.at < one.at and other.claimant]
    claimant = one.claimant
    if before and one.is_silent:
        claimant |= before[-1].claimant
    return replace(one, claim=frozenset(claim), claimant=claimant)


def wrong_speaker(match: Match) -> str:
    """Whom the sentence has say what the passage has nobody, or somebody else, say; or empty."""
    given = [one for one in statements(match.passage) if one.sentence in match.window]
    for one in statements(match.sentence):
        if not one.claimant or _is_said_there(match, one):
            continue
        near = [other for other in given if _is_same_claim(match, one, other)]
        if not any(_is_same_claimant(match, one, other) for other in near):
            return " ".join(sorted(one.claimant))
    return ""


def stated_as_fact(match: Match) -> str:
    """What the passage only reports as a claim of somebody and the sentence as a fact; or empty."""
    named = {at for name in names(match.sentence) for at in name.tokens}
    number = match.sentence_of_most(frozenset(named))
    if match.passage.sentence(number).rstrip(' ”"»').endswith(("?", "؟")):
        return (
            ""
            if re.search(r"\?|؟|(?i:\bwhether\b|\basked\b)", match.sentence.text)
            else "a question"
        )
    hits = [
        at
        for at, token in enumerate(match.sentence.tokens)
        if token.is_content and match.within(at) and at not in named
    ]
    own = statements(match.sentence)
    has_cue = _has_cue(match.sentence)
    for one in statements(match.passage):
        if (
            one.sentence != number
            or own
            or has_cue
            or _is_inside(match, hits, one.claim, number) < INSIDE
        ):
            continue
        if not _PERFORMED.match(one.verb):
            return " ".join(sorted(one.claimant)) or one.verb
    return (
        ""
        if has_cue or _is_possible(match.sentence)
        else _unconfirmed(match, hits, number, bool(own))
    )


def _unconfirmed(match: Match, hits: list[int], number: int, is_attributed: bool) -> str:
    """The cue of the passage (`allegedly`, `accused of`) that the sentence has dropped."""
    start, end = match.passage.spans[number]
    pattern = cue_pattern(match.passage.language, "claim")
    for cue in pattern.finditer(unaccented(match.passage.text), start, end) if pattern else ():
        whole = _WHOLE.fullmatch(cue.group()) or match.passage.language not in ("en", "ar")
        if is_attributed and not cue.group().startswith(("accus", "suspect", "اتهم", "if")):
            continue
        scope = frozenset(match.passage.tokens_in(start if whole else cue.end(), end))
        if cue.group() in _CONDITIONS and cue.start() > start:
            joined = [
                m.end() for m in _COORDINATED.finditer(match.passage.text, start, cue.start())
            ]
            main = frozenset(match.passage.tokens_in(max(joined, default=start), cue.start()))
            if _is_inside(match, hits, main, number) > 0:
                return cue.group()
            continue
        if any(match.passage.tokens[at].is_aside for at in sorted(scope)[:1]) and not whole:
            scope = _same_aside(match.passage, scope)
        if _is_inside(match, hits, scope, number) >= INSIDE:
            return cue.group()
    return ""


def _same_aside(read: Reading, scope: frozenset[int]) -> frozenset[int]:
    """The words up to the end of what stands aside."""
    found: list[int] = []
    for at in sorted(scope):
        if not read.tokens[at].is_aside:
            break
        found.append(at)
    return frozenset(found)


def _has_cue(read: Reading) -> bool:
    pattern = cue_pattern(read.language, "claim")
    return bool(pattern and pattern.search(unaccented(read.text)))


def _is_possible(read: Reading) -> bool:
    pattern = cue_pattern(read.language, "possible")
    return bool(pattern and pattern.search(unaccented(read.text)))


def _is_inside(match: Match, hits: list[int], claim: frozenset[int], number: int) -> float:
    """The part of the matched words of a sentence that stand in a claim."""
    tokens = match.passage.tokens
    here = [[i for i in match.within(at) if tokens[i].sentence == number] for at in hits]
    here = [places for places in here if places]
    return sum(not claim.isdisjoint(places) for places in here) / max(len(here), 1)


def _statement(read: Reading, number: int, one: Attribution, name: str) -> Statement:
    start, end = read.spans[number]
    place = start + one.at
    phrase = read.text.find(one.phrase, start) if one.phrase else -1
    taken = set(read.tokens_in(phrase, phrase + len(one.phrase))) if phrase >= 0 else set()
    verb = re.match(r"(?:according to|\W*(\w+))", read.text[place:])
    head = read.tokens_in(place, end)[:1] if read.text[place : place + 1].isalpha() else []
    before, after = set(read.tokens_in(start, place)), set(read.tokens_in(place, end))
    own = taken | set(head)
    is_last = not one.leads and len(before) > len(taken) + 2
    claim = after if one.leads else before if is_last else before | after
    if is_last and _GOES_ON.search(read.text[place:end]):
        claim = before | after
    told = [read.tokens_in(*match.span()) for match in _RELATIVE.finditer(read.text, start, end)]
    outer = claim.difference(*told)
    return Statement(
        sentence=number,
        claim=frozenset(outer - own),
        wide=frozenset(after if one.leads else before | after),
        claimant=_claimant(read, number, one, name) - _GENERIC,
        verb=folded(verb.group(1) or "") if verb else "",
        is_pointing=bool(_BODY.match(one.phrase)),
        is_named=any(word[:1].isupper() for word in name.split()[-1:]),
        is_silent=not one.phrase,
        place=phrase if phrase >= 0 else place,
        at=min(own, default=0),
        last=max(claim | own, default=0) if one.leads else max(own, default=0),
        own=frozenset(own),
    )


def _claimant(read: Reading, number: int, one: Attribution, name: str) -> frozenset[str]:
    """The words that name a claimant; in Arabic, where the verb names none, all before it."""
    start, end = read.spans[number]
    place = start + one.at
    if read.language != "ar":
        return folded_words(name) | folded_words(one.phrase)
    if not one.phrase:
        return folded_words(read.text[start:place])
    return folded_words(name) | folded_words(one.phrase) | _arabic_names(read, place, end)


_SAYS_THAT = re.compile(r"^\S+ (?!إن|أن|بأن)([^.:«\"“]{2,80}?)،? (?:إن|أن|بأن)(?:ه|ها|هم)?(?!\w)")


def _arabic_names(read: Reading, place: int, end: int) -> frozenset[str]:
    """All words between an Arabic verb and its `that`: office, place and name."""
    match = _SAYS_THAT.match(read.text[place:end]) if read.language == "ar" else None
    return folded_words(match.group(1)) if match else frozenset()


def folded_words(text: str) -> frozenset[str]:
    """The words of a phrase, folded."""
    return frozenset(re.sub("'s$", "", folded(word)) for word in WORD.findall(text))


def _is_same_claim(match: Match, one: Statement, other: Statement) -> bool:
    """Whether most of what one says is in what the other says."""
    words = [at for at in one.claim if match.sentence.tokens[at].is_content]
    words = [at for at in words if match.sentence.tokens[at].folded not in one.claimant]
    scope = set(other.wide) | set(range(other.at, other.last + 1))
    inside = sum(not scope.isdisjoint(match.alike[at]) for at in words)
    return inside >= 0.5 * len(words)


def _is_same_claimant(match: Match, one: Statement, other: Statement) -> bool:
    if one.claimant & other.claimant or one.claimant <= _POINTING:
        return True
    language = match.sentence.language
    if any(is_alike(a, b, language) for a in one.claimant for b in other.claimant):
        return True
    if other.claimant and not ((other.is_pointing and one.is_named) or other.claimant <= _POINTING):
        return False
    near = range(max(0, other.sentence - 1), other.sentence + 1)
    return any(
        token.folded in one.claimant
        for token in match.passage.tokens
        if token.sentence in near and (token.start < other.place or other.claimant <= _POINTING)
    )


def _is_said_there(match: Match, one: Statement) -> bool:
    """Whether the passage has the same verb beside the same claimant."""
    number = match.sentence_of_most()
    tokens = [token for token in match.passage.tokens if token.sentence == number]
    names = any(token.folded in one.claimant for token in tokens)
    return (
        names
        and any(is_alike(one.verb, token.text, match.sentence.language) for token in tokens)
        and (not [s for s in statements(match.passage) if s.sentence == number])
    )
