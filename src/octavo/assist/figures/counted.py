"""What a number counts: words of its sentence, in their order."""

import re

from octavo.analyse.words.words import stop_words
from octavo.assist.figures.quantities import Quantity
from octavo.assist.figures.words import pattern, phrases
from octavo.formats.folding import folded

MOST_WORDS = 5
"""Words after a number that may be what it counts. Chosen by hand; not measured."""

_WORDS = re.compile(r"\s?-?([^\W\d_][\w’'-]*)")
_LINK = re.compile(
    r"\s(?:(?:more )?\d[\d,.]*-[a-z]+ )?"
    r"(?:(?:more|other|others|new|further|sets|additional|آخرين|آخرون) )?"
    r"(?:of (?:the |its |his |her |their )?(?:\d[\d,.]* )?|من )?"
)
_PASSIVE = re.compile(
    r"(?:have|has|had|were|was|are|is|being|be)\s"
    r"(?:(?:also|now|already|been|feared|still)\s)*"
    r"([a-z]+ed|[a-z]{3,}en(?<!been)|hurt|lost|sold|dead|missing|held)(?: back| off)?(?!\w)"
)
_MORE = re.compile(r"\s(?:more|others|آخرون|آخرين)(?!\w)")
_OUTCOME = re.compile(rf"(?<!\w)(?:{pattern('outcome')})(?!\w)")
_BEFORE = re.compile(rf"(?i)(?<!\w)(?:و|ب|بأن )?({pattern('before')})\s?$")
_SUBJECT = re.compile(
    r"(?:^|[,;:“\"] |that |إن |أن |بنسبة )\s?(?:The |the |Its |its |A |a )?"
    r"((?:[^\W\d_][\w’'-]*\s){1,5}?)"
    r"(?:is|are|was|were|has|have|had|rose|fell|grew|stood|reached|risen|will|holds|hit|increased|"
    r"dropped|declined|totalled|cost|would)(?!\w)"
)
_CLAUSE_END = re.compile(r"[,;.]\s|\s(?:before|when|while|because|if|until)\s")
_TOLL = re.compile(
    r"(?i)(?<!\w)(?:[^\W\d_]+\s){0,3}?(?:toll|casualties|deaths|injuries|losses|turnout|membership"
    r"|population|numbers?|total|عدد [^\W\d_]+|أعداد [^\W\d_]+)(?!\w)"
)
"""Nouns that a number is said of, wherever it stands after them."""


def counted(sentence: str, quantity: Quantity, until: int, last: str) -> str:
    """What a quantity counts; empty where nothing in the sentence says it. `until` is where the
    next quantity begins, `last` what the one before counts."""
    after = _after(sentence, quantity.end, is_mass=bool(quantity.unit))
    verb = _BEFORE.search(sentence[: quantity.start])
    outcome = _outcome(sentence, quantity.end, until)
    is_size = "-" in sentence[quantity.start : quantity.end]
    if after and (not quantity.unit or is_size or _of(sentence, quantity.end)):
        first = verb.group(1) if verb else ""
        return " ".join(filter(None, (first, after, "" if first else outcome)))
    if quantity.unit:
        return _subject(sentence, quantity.start) or last
    is_more = last and _MORE.match(sentence, quantity.end)
    return last if is_more else outcome or last or _toll(sentence[: quantity.start])


def _of(sentence: str, end: int) -> bool:
    return bool(re.match(r"\s(?:of|من)\s", sentence[end:]))


def _after(sentence: str, end: int, *, is_mass: bool) -> str:
    """The noun after a number, with what stands before the noun: a plural, or after a measure any
    (`tonnes of wheat`)."""
    at = _LINK.match(sentence, end)
    place = at.end() - 1 if at and at.group().strip() else end
    words: list[str] = []
    while len(words) < MOST_WORDS and (match := _WORDS.match(sentence, place)):
        if folded(match.group(1)) in phrases("turn") | phrases("outcome"):
            break
        words.append(match.group(1))
        place = match.end()
        if _is_arabic(words[-1]) or (_is_plural(words[-1]) and not _goes_on(sentence, place)):
            return " ".join(words)
    return " ".join(words) if is_mass else ""


def _is_arabic(word: str) -> bool:
    """In Arabic the word after the number is what it counts, whatever its form."""
    return "\u0600" <= word[0] <= "\u06ff"


def _is_plural(word: str) -> bool:
    plain = folded(word)
    return plain in phrases("people") or (plain.endswith("s") and not plain.endswith(("ss", "'s")))


def _goes_on(sentence: str, end: int) -> bool:
    """Whether a collective stands before the noun itself: `police officers`."""
    word = _WORDS.match(sentence, end)
    return bool(word) and _is_plural(word.group(1)) and folded(word.group(1)) not in phrases("turn")  # type: ignore[union-attr]


def _outcome(sentence: str, end: int, until: int) -> str:
    """What the sentence says became of them: `were killed`, `missing`."""
    rest = _CLAUSE_END.split(sentence[end:until], maxsplit=1)[0]
    passive = _PASSIVE.search(rest)
    if passive:
        return passive.group()[passive.start(1) - passive.start() :]
    plain = _OUTCOME.search(rest)
    return plain.group() if plain else ""


def _toll(before: str) -> str:
    """What a sentence that says `the toll stood at …` counts."""
    found = _TOLL.findall(before)
    return re.sub(r"^(?:the|The|a|A|its|put) ", "", found[-1]) if found else ""


def _subject(sentence: str, start: int) -> str:
    """What the words before a measure speak of: `Unemployment in Karsovia rose to …`."""
    before = sentence[:start]
    found = list(_SUBJECT.finditer(before))
    if found and folded(found[-1].group(1).split()[0]) not in stop_words("en"):
        return found[-1].group(1).strip()
    words = re.findall(r"[^\W\d_]+", before)
    if words and _is_arabic(words[0]):
        return " ".join(words[-3:-1] if len(words) > 2 else words)
    return ""
