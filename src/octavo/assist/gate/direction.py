"""Who does it to whom: subject and object of a sentence must stand as in the passage."""

import re

from octavo.assist.gate.amounts import amounts
from octavo.assist.gate.matching import Match
from octavo.assist.gate.named import Name, acts, names
from octavo.assist.gate.reading import Reading, Token
from octavo.assist.gate.speakers import statements

FARTHEST = 8
"""Content words between two names that a verb may join. Chosen by hand; not measured."""

MOST_PLACES = 20
"""Places of a name that are looked at: bounds the cost. Chosen by hand; not measured."""

_SMALL = frozenset("up down over under above below left right close near".split())
_ROLES = frozenset("from to against over by von nach gegen de à contre a contra".split())
_OPPOSED = {
    one: frozenset(others.split())
    for one, others in {
        "for": "against", "against": "for", "with": "without against", "without": "with",
        "into": "out from", "above": "below", "below": "above", "inside": "outside",
        "outside": "inside", "under": "over", "مع": "ضد", "ضد": "مع", "für": "gegen",
        "gegen": "für", "mit": "ohne", "ohne": "mit", "pour": "contre", "contre": "pour",
        "contra": "por",
    }.items()
}  # fmt: skip
"""Prepositions, and those that say the opposite before the same word."""
_AFTER_SUBJECT = frozenset("في من علي على الي إلى الى عن مع بعد قبل خلال بسبب ان أن منذ".split())
"""Arabic words that a subject stands before."""
_BE = frozenset("was were is are be been being".split())
_AUXILIARIES = _BE | frozenset("has have had will would also later then not".split())
_VERBAL = re.compile(r"(?:ed|en|wn|ght|lt|nt|on|st|ld|de|ook|ave|ame|ell|ose|ove)$")
"""Ends of verbs that tell what happened."""
_BY = frozenset({"by", "von", "par", "por", "door", "da"})


def turned_round(match: Match) -> str:
    """The two names, or the words, that change places with each other in a sentence; or empty."""
    found = names(match.sentence)
    saying = {at for one in statements(match.sentence) for at in one.own}
    doing = [
        name
        for name in found
        if acts(match.sentence, name.tokens[0], name.tokens[-1]) and saying.isdisjoint(name.tokens)
    ]
    for at, one in enumerate(doing):
        for other in doing[at + 1 :]:
            if _is_turned(match, one, other):
                words = (match.sentence.tokens[name.tokens[-1]].text for name in (one, other))
                return " / ".join(words)
    return (
        _other_owner(match)
        or _other_role(match)
        or _other_preposition(match)
        or _turned_nouns(match)
    )


def exchanged(match: Match) -> str:
    """Two names or numbers each of which stands between the words that the other has beside it in
    the passage; or empty."""
    here, there = _beside(match.sentence), _beside(match.passage)
    for one, mine in here.items():
        for other, theirs in here.items():
            if one >= other or not (one in there and other in there):
                continue
            straight = len(mine & there[one]) + len(theirs & there[other])
            crossed = len(mine & there[other]) + len(theirs & there[one])
            if crossed - straight >= 2:
                return f"{one} / {other}"
    return ""


def _beside(read: Reading) -> dict[str, set[str]]:
    """The words right before and right after each name and number, by its words."""
    spans = [(name.tokens[0], name.tokens[-1]) for name in names(read)]
    spans += [(one.tokens[0], one.tokens[-1]) for one in amounts(read)]
    found: dict[str, set[str]] = {}
    for first, last in spans:
        text = " ".join(token.folded for token in read.tokens[first : last + 1])
        beside = found.setdefault(text, set())
        for at, side in ((first - 1, "<"), (last + 1, ">")):
            if 0 <= at < len(read.tokens):
                beside.add(side + read.tokens[at].folded)
    return found


def other_doer(match: Match) -> str:
    """Arabic: the first verb of a sentence where what stands around it in the passage is not what
    follows it in the sentence, its subject; or empty."""
    here, there = match.sentence, match.passage
    content = [at for at, token in enumerate(here.tokens) if token.is_content]
    if here.language != "ar" or len(content) < 3 or not match.within(content[0]):
        return ""
    given = [at for at, token in enumerate(there.tokens) if token.is_content]
    near = {i for verb in match.within(content[0]) for i in _around(there, given, verb)}
    said = {at for one in statements(here) for at in one.own}
    follows = {i for at in content[1:3] for i in match.alike[at]}
    numbers = {at for one in amounts(here) for at in one.tokens}
    if near & follows or (numbers | said) & set(content[:3]):
        return ""
    return here.tokens[content[0]].text


def other_actor(match: Match) -> str:
    """The first name of a sentence that does, or has done to it, what the passage has another one
    do: both names right before the verb, in one voice; or empty."""
    here, there = match.sentence, match.passage
    given = _done(there)
    for name, verb, is_passive in _done(here):
        words = {here.tokens[at].folded for at in name.tokens}
        actors = [
            {there.tokens[at].folded for at in other.tokens}
            for other, place, is_so in given
            if place in match.within(verb) and is_so == is_passive
        ]
        if actors and not any(words & one for one in actors):
            return here.tokens[name.tokens[-1]].text
    return ""


def _done(read: Reading) -> list[tuple[Name, int, bool]]:
    """Names, the verb right after each (asides left out), and whether it is passive."""
    found = []
    for name in names(read) if read.language == "en" else ():
        last = name.tokens[-1]
        end = read.tokens[last]
        after = [
            at
            for at in range(last + 1, min(last + 40, len(read.tokens)))
            if read.tokens[at].sentence == end.sentence and read.tokens[at].is_aside == end.is_aside
        ]
        verb = next((at for at in after if read.tokens[at].is_content), None)
        if verb is None or read.tokens[verb].is_capital or read.tokens[verb].is_owner:
            continue
        between = [read.tokens[at].folded for at in after if at < verb]
        if set(between) <= _AUXILIARIES and _VERBAL.search(read.tokens[verb].folded):
            found.append((name, verb, not _BE.isdisjoint(between)))
    return found


def _around(read: Reading, content: list[int], at: int) -> list[int]:
    """The three content words before a verb, and those after it up to the next preposition."""
    place = content.index(at) if at in content else 0
    after = range(at + 1, len(read.tokens))
    end = next((i for i in after if read.tokens[i].folded in _AFTER_SUBJECT), len(read.tokens))
    return content[max(0, place - 3) : place] + [i for i in content if at < i < end]


def _is_turned(match: Match, one: Name, other: Name) -> bool:
    """Whether all that the passage says between two names says it the other way round."""
    links = _links(match.sentence, one.tokens[-1], other.tokens[0])
    senses = set()
    for a in _places(match, one):
        for b in _places(match, other):
            senses |= _senses(match, links, a, b)
    return senses == {-1}


def _places(match: Match, name: Name) -> list[int]:
    """Where the passage has the last word of a name."""
    word = match.sentence.tokens[name.tokens[-1]].folded
    return [
        at
        for at, token in enumerate(match.passage.tokens)
        if token.folded == word
        and token.sentence in match.window
        and acts(match.passage, at - len(name.tokens) + 1, at)
    ][:MOST_PLACES]


def _other_preposition(match: Match) -> str:
    """A word after `against` that stands after `for` in the passage, and the like; or empty."""
    there = _after_prepositions(match.passage)
    for at, word in _after_prepositions(match.sentence):
        given = {other for place, other in there if place in match.within(at)}
        if _OPPOSED[word] & given and word not in given:
            return f"{word} {match.sentence.tokens[at].text}"
    return ""


def _after_prepositions(read: Reading) -> list[tuple[int, str]]:
    found = []
    for at, token in enumerate(read.tokens):
        near = range(at + 1, min(at + 4, len(read.tokens)))
        after = next((i for i in near if read.tokens[i].is_content), None)
        if token.folded in _OPPOSED and after is not None:
            found.append((after, token.folded))
    return found


def _other_owner(match: Match) -> str:
    """Whose something is in the sentence, where the passage has it another's; or empty."""
    given: dict[int, set[str]] = {}
    for owner, owned in _owned(match.passage):
        given.setdefault(owned, set()).add(owner)
    for owner, owned in _owned(match.sentence):
        owners = [given[i] for i in match.within(owned) if i in given]
        if owners and not any(_is_owner(owner, other) for one in owners for other in one):
            return owner
    return ""


def _is_owner(one: str, other: str) -> bool:
    return one[:4] == other[:4] or other in ("his", "her", "its", "their")


def _owned(read: Reading) -> list[tuple[str, int]]:
    """Pairs of an owner, folded, and the number of the word that it owns: `Varga's minister`, `the
    minister of Varga`."""
    found = []
    for at, token in enumerate(read.tokens):
        after = [
            i for i in range(at + 1, min(at + 4, len(read.tokens))) if read.tokens[i].is_content
        ]
        her = at > 0 and read.tokens[at - 1].folded in ("his", "her", "its", "their")
        if token.is_owner and (token.is_capital or her) and after:
            found += [(token.folded, i) for i in after[:2] if read.tokens[i].clause == token.clause]
        if (
            token.folded in ("of", "de", "von")
            and at
            and after
            and read.tokens[after[0]].is_capital
        ):
            found.append((read.tokens[after[0]].folded, at - 1))
    return found


def _other_role(match: Match) -> str:
    """A name or number after `from`, `to` or `over` that stands after another of them there, where
    what stands there after this one is in the sentence too."""
    own, given = _roles(match.sentence, range(1)), _roles(match.passage, match.window)
    mine = {token.folded for token in match.sentence.tokens}
    words = {token.folded for token in match.passage.tokens}
    for role, word in own:
        roles_there = {other for other, name in given if name == word}
        taken = any(name != word and name in mine for other, name in given if other == role)
        if word in words and role not in roles_there and taken:
            return f"{role} {word}"
    return ""


def _is_end(token: Token) -> bool:
    return token.is_capital or token.folded[:1].isdigit()


def _roles(read: Reading, window: range) -> set[tuple[str, str]]:
    found = set()
    for at, one in enumerate(read.tokens):
        if one.folded not in _ROLES or one.sentence not in window:
            continue
        after = next((other for other in read.tokens[at + 1 : at + 4] if other.is_content), None)
        if after and (one.folded not in ("to", "à", "a") or _is_end(after)):
            found.add((one.folded, after.folded))
    return found


def _links(read: Reading, start: int, end: int) -> list[int]:
    between = range(start + 1, end)
    near = read.tokens[end].place - read.tokens[start].place <= FARTHEST
    inside = [at for at in between if read.tokens[at].is_content and not read.tokens[at].is_capital]
    return inside if near and read.tokens[start].sentence == read.tokens[end].sentence else []


def _senses(match: Match, links: list[int], one: int, other: int) -> set[int]:
    """1 for each verb between two names that the passage has the same way round, -1 for others."""
    start, end = min(one, other), max(one, other)
    there = _links(match.passage, start, end)
    found = set()
    for at in links:
        for i in there:
            is_alike = i in match.alike[at]
            if is_alike or match.opposed[at].get(i) == "converse":
                sense = 1 if one < other else -1
                sense *= 1 if is_alike else -1
                sense *= _voice(match.sentence, at, links[-1] + 1) * _voice(match.passage, i, end)
                found.add(sense)
    return found


def _voice(read: Reading, verb: int, end: int) -> int:
    """-1 for a passive: `by` comes between the verb and the second name."""
    after = (token.folded for token in read.tokens[verb + 1 : end + 1])
    return -1 if any(word in _BY for word in after) else 1


def _turned_nouns(match: Match) -> str:
    """Two words right before and right after a verb that change places in the passage."""
    numbers = {at for one in amounts(match.sentence) for at in one.tokens}
    tokens = enumerate(match.sentence.tokens)
    content = [at for at, token in tokens if token.is_content and at not in numbers]
    for a, verb, b in zip(content, content[1:], content[2:], strict=False):
        here = match.sentence.tokens
        if not (here[a].clause == here[verb].clause == here[b].clause):
            continue
        if _is_exchanged(match, a, verb, b):
            return f"{here[a].text} / {here[b].text}"
    return ""


def _is_exchanged(match: Match, a: int, verb: int, b: int) -> bool:
    tokens = match.passage.tokens
    content = [at for at in range(len(tokens)) if tokens[at].is_content]
    triples = list(zip(content, content[1:], content[2:], strict=False))
    mine = _voice(match.sentence, verb, b)
    senses = set()
    for x, y, z in triples:
        if y not in match.alike[verb] or tokens[x].clause != tokens[z].clause:
            continue
        voice = mine * _voice(match.passage, y, z)
        if x in match.alike[a] and z in match.alike[b]:
            senses.add(voice)
        if x in match.alike[b] and z in match.alike[a]:
            senses.add(-voice)
    return senses == {-1}


def contradiction(match: Match) -> str:
    """The first word of which the passage says only the opposite; or empty. A converse verb is
    none where subject and object change places with it (`beat`, `lost to`)."""
    for at, token in enumerate(match.sentence.tokens):
        against = {i: how for i, how in match.opposed[at].items()
                   if match.passage.tokens[i].sentence in match.window}  # fmt: skip
        if not against or match.within(at) or _is_hedge(match.sentence, at):
            continue
        if not any(
            how == "converse" and _has_changed_sides(match, at, i) for i, how in against.items()
        ):
            return token.text
    return ""


def _has_changed_sides(match: Match, verb: int, other: int) -> bool:
    """Whether a name before the verb of the sentence stands after its converse, or the reverse."""
    for name in names(match.sentence):
        here = _side(match.sentence, name.tokens[0], verb)
        for place in _places(match, name):
            if match.passage.tokens[place].sentence != match.passage.tokens[other].sentence:
                continue
            if here != _side(match.passage, place, other):
                return True
    return False


def _side(read: Reading, name: int, verb: int) -> int:
    start, end = min(name, verb), max(name, verb)
    side = 1 if name < verb else -1
    return side * (_voice(read, start, end) if side < 0 else 1)


def _is_hedge(read: Reading, at: int) -> bool:
    """Whether a word only says how exact a number is (`more than 30`), or is no word by itself."""
    name = read.tokens[at].folded
    after = read.text[read.tokens[at].end :][:6]
    before = read.text[: read.tokens[at].start].rstrip()
    if name in _SMALL:
        return not read.tokens[at].is_content
    if name in ("more", "less", "fewer", "أكثر", "أقل"):
        return after.startswith((" than", " من"))
    return name in ("least", "most") and before.endswith((" at", "على"))
