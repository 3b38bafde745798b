"""The phrase that names a speaker: before the verb of saying or after it, its appositions apart."""

import re

from octavo.analyse.words.data_files import listed
from octavo.analyse.words.words import stop_words
from octavo.assist.quotes.words import SpeechWords, given_names, organisation_words, titles
from octavo.formats.folding import folded

LONGEST_PHRASE = 9
"""Words of a phrase that names a speaker: more is a clause. Chosen by hand; not measured."""

_TOKEN = re.compile(
    r"[^\W_]+(?:[-'’.&]+[^\W_]+)*"
    r"(?:(?<=\b[A-Z])\.|(?<=Mr|Ms|Dr|St)\.|(?<=Mrs|Sgt|Gen|Col|Sen|Rep|Gov)\.)?['’]?|[^\w\s]"
)
_ADVERB = re.compile(r"(?!family|ally|assembly|supply|reply|monopoly|bully|jelly|belly)[a-z]+ly")
_FROM_BODY = re.compile(
    r"(?i:an?|the|its) (?:\w+ )?(?:statement|letter|email|message|post|note|press release) "
    r"(?:from|by|of) (?:the )?(?P<who>[A-Z].*)"
)
_PARTICLES = frozenset(
    "de da di do dos du des del della der den von van zu la le al el bin ibn ben bint abu y "
    "e".split()
)
_AND = frozenset({"and", "und", "et", "y", "e", "en", "og", "och", "i", "и", "ve"})
_ARTICLES = frozenset({"the", "a", "an"})
_LINKED = frozenset({"of", "for", "from", "at", "in", "&"}) | _AND
_BODY_LINKS = frozenset({"of", "for", "and", "the", "&"})
_APPOSITION = re.compile(
    r"(?i)^(?:who|whose|which|the|a|an|one|aged|\d+|[A-Z][\w-]+ (?:of|from|for|in|at)|"
    r"[RDI]-[A-Z]\w*|"
    r"now|then|"
    r"himself|herself|of|from|outside|near|north|south|east|west|on|under|during|by|for|to|as|when|"
    r"while|along|like|der|die|eine?|"
    r"le|la|l’|un|une|el|una|il|uno|qui|que|che|also|in|at|with|speaking|standing|his|her|"
    r"formerly|\w+ing\b|and)(?!\w)"
)
_CLOSING_APPOSITION = re.compile(
    r"^,\s(?P<name>(?:the\s|an?\s)?[^\W\d_][^,.;:—]{2,40}?)(?=,|\.|$|\s(?:said|on|in|told)\s)"
)


def before_verb(text: str, w: SpeechWords) -> str:
    """The subject whose verb follows on `text`; empty where it has none."""
    text = _without_adverbs(text.rstrip(), w)
    if text.endswith((" who", " which")):
        text = text.rsplit(None, 1)[0].rstrip()
    if text.endswith(","):
        return _before_comma(text[:-1], w)
    return _tail(_clause(text, w), w)


def _without_adverbs(text: str, w: SpeechWords) -> str:
    while text:
        head, _, last = text.rpartition(" ")
        lower = last.lower()
        if not (lower in w.adverb or (w.language == "en" and _ADVERB.fullmatch(last))):
            return text
        text = head
    return text


def _before_comma(text: str, w: SpeechWords) -> str:
    """The subject before a comma: what stands before its appositions, or a name that is one."""
    parts = [part.strip() for part in re.split(r",(?!\d)", text)][-6:]
    passed = ""
    for part in reversed(parts):
        if not _APPOSITION.match(part):
            return _tail(_clause(part, w), w) or passed
        if not passed and part.split()[0].lower() in w.determiner:
            passed = _tail(part, w)
    return passed


def _clause(text: str, w: SpeechWords) -> str:
    """The last clause of a text, and of one with a relative clause what that is about."""
    relative = re.search(r"(?<!,)\s(?:who|qui|que|che)\s", text)
    if relative and w.language in ("en", "fr", "it"):
        text = text[: relative.start()]
    last = 0
    for match in re.finditer(r"[,;:—–]\s|(?<!\w)[-–—]\s", text):
        last = match.end()
    for match in w.breaks.finditer(text, last):
        if not _joins_names(text, match):
            last = match.end()
    return text[last:].strip()


def _joins_names(text: str, word: re.Match[str]) -> bool:
    """Whether `and` stands between two names: `Milo Grant and Edda Falk`."""
    before, after = text[: word.start()].split()[-1:], text[word.end() :].split()[:1]
    is_and = word.group().lower() in _AND and bool(before and after)
    return is_and and before[0][0].isupper() and after[0][0].isupper()


def _tail(clause: str, w: SpeechWords) -> str:
    """The name or noun phrase that ends a clause."""
    tokens: list[str] = _TOKEN.findall(clause)
    if not tokens:
        return ""
    if tokens[-1].lower() in w.pronouns:
        return tokens[-1].lower()
    if len(tokens) == 1 and tokens[0].lower() in w.many:
        return tokens[0].lower()
    if _is_name_word(tokens[-1], w, is_first=len(tokens) == 1):
        return _named_tail(tokens, w)
    return _role_tail(tokens, w)


def _is_name_word(token: str, w: SpeechWords, *, is_first: bool = False) -> bool:
    if not token[0].isupper() or token.lower() in listed("cues.txt")["weekday"]:
        return False
    return not (is_first and token.lower() in w.end | w.determiner | w.link)


def _named_tail(tokens: list[str], w: SpeechWords) -> str:
    at = _run_start(tokens, w)
    run = tokens[at:]
    given = next((i for i, one in enumerate(run[:-1]) if i and folded(one) in given_names()), 0)
    if given:
        return " ".join(run[given:])
    linked = at - 1 - (at > 1 and tokens[at - 1].lower() == "the")
    if at and linked > 0 and tokens[linked].lower() in _LINKED:
        return _linked(tokens, linked, run, w)
    while len(run) > 1 and run[0].lower() in w.end | w.determiner | w.link | w.adverb:
        run = run[1:]
    if w.language == "de" and len(run) > 2:
        return " ".join(run[-2:])  # the first is an office: German nouns are capitalised
    if at and folded(tokens[at - 1]) in titles() and len(run) == 1:
        return " ".join([tokens[at - 1], *run])
    return without_title(run)


def _run_start(tokens: list[str], w: SpeechWords) -> int:
    """Where the capitalised words begin that end the tokens."""
    at = len(tokens)
    while at and (
        _is_name_word(tokens[at - 1], w, is_first=at == 1)
        or (tokens[at - 1].lower() in _PARTICLES and at > 1 and tokens[at - 2][0].isupper())
    ):
        at -= 1
    return at


def _linked(tokens: list[str], at: int, run: list[str], w: SpeechWords) -> str:
    """Of `Nancy Bell of Karsovia` the person, of `a resident of Mill Lane` and `Ministry of Ports`
    all, of `a statement from Tollan Rail` the body."""
    head, link = tokens[:at], tokens[at].lower()
    if link in ("in", "at"):
        role = _tail(" ".join(head), w)
        is_role = (role[:1].islower() and " " in role) or role in w.many
        return " ".join([role, *tokens[at:]]) if is_role else without_title(run)
    if not head[-1][0].isupper():
        return _role_tail(tokens, w)
    before = head[_run_start(head, w) :]
    is_person = len(before) > 1 and not _is_body_name(before)
    if link in _AND:
        pair = f"{without_title(before)} {link} {without_title(run)}"
        return pair if is_person and len(run) > 1 else without_title(run)
    if len(before) == 1 and not _is_body_name(before):
        return without_title(run)
    return without_title(before) if is_person else " ".join([*before, *tokens[at:]])


def _is_body_name(run: list[str]) -> bool:
    return bool(run and organisation_words() & {folded(run[0]), folded(run[-1])})


def without_title(run: list[str]) -> str:
    """A name without the titles before it; with its last one where a surname alone is left."""
    at = 0
    for i, word in enumerate(run[:-1]):
        if folded(word.strip(".")) in titles() or word.endswith(("-elect", "-designate")):
            at = i + 1
        elif i and folded(word) in given_names() and i >= at:
            at = i
            break
    run = [one for one in run if one.strip(".") not in ("Jr", "Sr", "II", "III")] or run
    run = run if _is_body_name(run) and at == 0 else run[max(0, at - (len(run) - at == 1)) :]
    return re.sub(r"['’]s?$", "", " ".join(run))


def _role_tail(tokens: list[str], w: SpeechWords) -> str:
    """The noun phrase that ends with the tokens, from its determiner on, prepositions included."""
    at = len(tokens)
    begun = at
    while at:
        word = tokens[at - 1]
        lower = word.lower()
        if lower in w.determiner or lower.endswith(("'s", "’s")) or word[-1] in "'’":
            begun = at - 1
            if lower not in w.determiner:
                behind = [one.lower() for one in tokens[at - 2 : max(0, at - 4) or None : -1]]
                begun -= next((i for i, one in enumerate(behind, 1) if one in w.determiner), 0)
                break
            if (
                at > 2
                and tokens[at - 2].lower() == "of"
                and tokens[at - 3][0].isupper()
                and not _is_body_name([tokens[at - 3]])
            ):
                return _named_tail(tokens[: at - 2], w)
            if not (at > 2 and tokens[at - 2].lower() in w.link and tokens[at - 3][0].isalpha()):
                break
            at -= 2
            continue
        if not word[0].isalnum() or (lower in w.end and lower not in w.link):
            break
        at -= 1
    if begun == len(tokens) and at == 0 and len(tokens) <= 3:
        begun = 0
    return _phrase(tokens[begun:], w)


def _phrase(tokens: list[str], w: SpeechWords) -> str:
    if not tokens or len(tokens) > LONGEST_PHRASE or tokens[-1].lower() in w.determiner:
        return ""
    first = tokens[0].lower()
    if first in w.end | w.link and first not in w.determiner:
        return ""
    text = re.sub(r"(?<=['’]) (?=s\b)", "", " ".join(tokens))
    if source := _FROM_BODY.match(text):
        return source["who"]
    is_lowered = tokens[0].lower() in w.determiner or not _is_name_word(tokens[0], w)
    return text[0].lower() + text[1:] if is_lowered or len(tokens) == 1 else text


def after_verb(text: str, w: SpeechWords) -> str:
    """The speaker at the beginning of what follows on a verb or on `according to`."""
    cut = re.search(r"[,;:()—–“”«»\"\n]|\.(?=\s|$)|\s-\s", text)
    clause = text[: cut.start()] if cut else text
    tokens: list[str] = _TOKEN.findall(clause)
    if not tokens:
        return ""
    if tokens[0].lower() in w.pronouns or (len(tokens) == 1 and tokens[0].lower() in w.many):
        return tokens[0].lower()
    if _is_name_word(tokens[0], w):
        return _named_head(tokens, w)
    kept = tokens[: _end_of_role(tokens, w)]
    name = _trailing_name(kept, w)
    found = "" if name else _phrase(kept, w)
    if found and len(kept) == len(tokens):
        name = _apposed_name(text.strip()[len(clause.strip()) :])
    return name or found


def _apposed_name(text: str) -> str:
    """The name in `…, Piers Holm, said`."""
    named = _CLOSING_APPOSITION.match(text)
    run = _TOKEN.findall(named["name"]) if named else []
    if run and run[0].lower() in _ARTICLES:
        at = next((i for i, one in enumerate(run) if one[0].isupper()), len(run))
        return without_title(run[at:]) if len(run) - at in (2, 3) and at > 1 else ""
    is_name = len(run) in (2, 3, 4) and all(one[0].isupper() or one in _PARTICLES for one in run)
    return without_title(run) if is_name else ""


def _end_of_role(tokens: list[str], w: SpeechWords) -> int:
    for at, word in enumerate(tokens):
        lower = word.lower()
        is_in = lower in ("in", "at") and 0 < at <= 4 and tokens[at - 1][0].islower()
        is_place = is_in and at + 2 <= len(tokens) and lower == "in" and tokens[at + 1] == "the"
        if at and lower in w.end and lower not in w.determiner and not is_place:
            return at
        if not word[0].isalnum():
            return at
    return len(tokens)


def _trailing_name(tokens: list[str], w: SpeechWords) -> str:
    """The name at the end of `fire chief Dana Orlov`; not that of `a resident of Mill Lane`."""
    at = len(tokens)
    while at and tokens[at - 1][0].isupper() and tokens[at - 1].lower() not in w.determiner:
        at -= 1
    run = tokens[at:]
    if not run or not at or _is_body_name(run):
        return ""
    if w.language == "de" and len(run) > 2:
        return " ".join(run[-2:])  # `der Rentner Otto Klamm`
    if tokens[at - 1].lower() in w.link | w.determiner | {"in"}:
        return ""
    if len(run) == 1 and folded(tokens[at - 1]) not in titles():
        return ""  # `the elder Santer`
    return without_title(tokens[at - (len(run) == 1) :])


def _named_head(tokens: list[str], w: SpeechWords) -> str:
    at = 1
    is_body = folded(tokens[0]) in organisation_words()
    while at < len(tokens) and (
        _is_name_word(tokens[at], w)
        or (
            tokens[at].lower() in (_PARTICLES | _BODY_LINKS if is_body else _PARTICLES)
            and any(one[0].isupper() for one in tokens[at + 1 : at + 3])
        )
    ):
        at += 1
    after = tokens[at : at + 2]
    if len(after) == 2 and folded(after[0]) in titles() and after[1][0].isupper():
        return _named_head(tokens[at + 1 :], w)
    pair = tokens[at : at + 3]
    if at > 1 and len(pair) == 3 and pair[0].lower() in _AND and not is_body:
        second = _named_head(pair[1:], w) if pair[1][0].isupper() and pair[2][0].isupper() else ""
        return (
            f"{without_title(tokens[:at])} {pair[0]} {second}"
            if second
            else without_title(tokens[:at])
        )
    if w.language == "de" and at > 2 and not is_body:
        return " ".join(tokens[at - 2 : at])
    return without_title(tokens[:at])


def head_phrase(text: str, w: SpeechWords) -> str:
    """The name, or the role after its determiner, that a sentence begins with."""
    tokens = _TOKEN.findall(text[:120])
    if not tokens:
        return ""
    is_name = _is_name_word(tokens[0], w, is_first=True)
    if is_name and tokens[0].lower() not in w.adverb | w.end:
        name = _named_head(tokens, w)
        return "" if _is_plain_word(name) else name
    return _head_role(text, tokens, w) if tokens[0].lower() in w.determiner else ""


def _head_role(text: str, tokens: list[str], w: SpeechWords) -> str:
    for at, word in enumerate(tokens[1:5], 1):
        is_next_name = at + 1 < len(tokens) and tokens[at + 1][0].isupper()
        if folded(word) in titles():
            return (
                _named_head(tokens[at + 1 :], w) if is_next_name else _phrase(tokens[: at + 1], w)
            )
        if not word[0].isalnum():
            return _apposed_name(text[text.find(",") :])
    return ""


def _is_plain_word(name: str) -> bool:
    """Whether one capitalised word begins its sentence without being anyone's name: `Nobody`."""
    return " " not in name and (
        name.lower() in stop_words("en") or name.lower() in listed("cues.txt")["generic"]
    )
