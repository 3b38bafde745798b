"""Beside a quotation: the phrase of who says it, where a verb of saying or `according to` has one.

Phrases are as written; an empty one is a speaker that goes without saying, None that there is no
verb of saying.
"""

import re

from octavo.assist.quotes.phrases import after_verb, before_verb, head_phrase, without_title
from octavo.assist.quotes.words import SpeechWords

REACH = 220
"""Characters beside a quotation in which its speaker is looked for. Chosen by hand; not
measured."""

_JOINED = re.compile(r"-(il|elle|ils|elles|on)$")
_NO_SPEECH = re.compile(
    r"(?i)(?:\b(?:not|never|to|be|been|being|was|were|is|are|am|cannot|nobody|n['’]t)\s*)$"
)
_ONLY_NAME = re.compile(r"[\s—–-]*(?P<name>(?:[^\W\d_a-z][\w’'.-]+\s?){2,4})\.?\s*$")
_LEADING = " \u00a0,،.—–-\t;:"
_AS = re.compile(r"(?i)(?:as|is how|was how|that is how|comme|wie|como|come)\s")


_PERFECT = re.compile(
    r"(?:hat|hatte|haben)\s(?P<who>[^,.]{2,50}?)\s(?:\w+\s)?(?:gesagt|erklärt|betont|berichtet|"
    r"geschrieben|erzählt|gewarnt|gefragt|gefordert)(?!\w)"
)


def after(right: str, w: SpeechWords) -> str | None:
    """The phrase in what follows on a quotation, up to the end of its sentence."""
    text = right[:REACH].lstrip(_LEADING)
    if right.lstrip().startswith(":") and not w.say.search(text):
        return after_verb(text, w) or None
    text = _AS.sub("", text, count=1) if _AS.match(text) else text
    if named := w.according.match(text):
        return after_verb(text[named.end() :], w) or None
    if w.language == "de" and (named := re.match(r"(?P<who>[^,.]{3,40})\szufolge", text)):
        return named["who"]
    if w.language == "de" and (perfect := _PERFECT.match(text)):
        return after_verb(perfect["who"], w) or None
    first = w.inverted.match(_past_adverb(text, w))
    if first:
        return _inverted(_past_adverb(text, w), first, w)
    for verb in w.say.finditer(text):
        if _NO_SPEECH.search(text[: verb.start()]):
            continue
        return before_verb(text[: verb.start()], w) or None
    alone = _ONLY_NAME.match(right)
    return without_title(alone["name"].split()) if alone else None


def _past_adverb(text: str, w: SpeechWords) -> str:
    first, _, rest = text.partition(" ")
    return rest if first.lower() in w.adverb - {"has", "have", "had", "a", "ha", "hat"} else text


def _inverted(text: str, verb: re.Match[str], w: SpeechWords) -> str | None:
    joined = _JOINED.search(verb.group())
    joined = joined or re.search(r"-(il|elle|ils|elles)\s", verb.group())
    if joined:
        return joined.group(1)
    return after_verb(text[verb.end() :], w) or (None if w.language == "en" else "")


_POSSESSED = re.compile(
    r"(?:(?P<who>[Hh]is|[Hh]er)|(?P<name>(?:[A-Z][\w-]+\s){0,2}[A-Z][\w-]+)['’]s)\s(?:[a-z]+\s){0,2}"
    r"(?:words|answer|reply|response|verdict|message|advice|comment|conclusion)(?:\s[a-z]+){0,3}\s"
    r"(?:was|were|is|are)(?:\s[a-z]+){0,2}[:,]?\s*$"
)
_OWNERS = {"his": "he", "her": "she"}


def before(left: str, w: SpeechWords, *, inside: bool) -> str | None:
    """The phrase in what stands before a quotation in its sentence; `inside`: the quotation is part
    of a clause, which more verbs may govern."""
    text = left[-REACH:]
    trimmed = text.strip(_LEADING + '"“«„(')
    if (named := w.according.match(trimmed)) and not w.say.search(trimmed, named.end()):
        return after_verb(trimmed[named.end() :], w) or None
    if w.language == "en" and (owner := _POSSESSED.search(text)):
        return owner["name"] or _OWNERS[owner["who"].lower()]
    pattern = w.say_or_describe if inside else w.say
    verbs = [m for m in pattern.finditer(text) if _is_speech(m, text, w)]
    for verb in reversed(verbs):
        if subject := _subject(text, verb, w):
            return subject
    if verbs:
        return ""
    return None


def _is_speech(verb: re.Match[str], text: str, w: SpeechWords) -> bool:
    plain, rest = verb.group().lower(), text[verb.end() :]
    if plain in ("so", "put in") or (plain in _ONLY_AFTER and not rest.lstrip().startswith(":")):
        return False
    if w.say.fullmatch(verb.group()) is None and (_PASSIVE.match(rest) or "," in rest):
        return False  # `described in court as`, `personnel, called officers, must`
    if rest.startswith(" to " if plain.startswith("agree") else " for ") and _ASKED.match(plain):
        return False  # `agreed to`, `asks for`: nobody's words
    has_no_words = plain == "told" and not rest.strip()
    return not (_NO_SPEECH.search(text[: verb.start()]) or has_no_words)


_ONLY_AFTER = frozenset({"read", "reads", "began", "begins", "continues", "continued", "offered"})
_ASKED = re.compile(r"agree|ask|offer")
_PASSIVE = re.compile(r"\s(?:in|by|as|here)\s")


def _subject(text: str, verb: re.Match[str], w: SpeechWords) -> str:
    joined = _JOINED.search(verb.group())
    if joined:
        return joined.group(1)
    head, rest = text[: verb.start()], text[verb.end() :]
    if verb.group().endswith("ing") and w.language == "en":
        return ""  # `calling it`: the verb before has the subject
    if (
        head.strip(_LEADING)
        and re.search(r"(?:\s(?:and|und|et|y|e|en)|,)\s*(?:then\s)?$", head)
        and head.count(",") < 2
    ):
        return ""  # `stood up and said`: another verb has the subject
    found = before_verb(head, w)
    if found:
        return found
    return after_verb(rest, w) if w.inverted.fullmatch(verb.group()) else ""


def is_no_speech(before_it: str) -> bool:
    """Whether a verb after these words says nothing: `was called`, `did not say`."""
    return bool(_NO_SPEECH.search(before_it))


def incise(quoted: str, w: SpeechWords) -> tuple[str, int, int] | None:
    """The phrase of the speaker whom French names within the marks (`… dormi, raconte X. Le …`),
    and where that begins and ends."""
    if w.language != "fr":
        return None
    for comma in re.finditer(r",\s", quoted):
        verb = w.inverted.match(quoted[comma.end() :])
        phrase = _inverted(quoted[comma.end() :], verb, w) if verb else None
        if verb and phrase:
            return phrase, comma.start(), _incise_end(quoted, comma.end() + verb.end())
    return None


def _incise_end(quoted: str, at: int) -> int:
    """Where what is said goes on: after the stop of the incise, else after its last comma."""
    stop = re.search(r"[.!?](?:\s|$)", quoted[at:])
    return at + stop.end() if stop else len(quoted)


def is_inanimate(phrase: str, w: SpeechWords) -> bool:
    """Whether a phrase is of a sign, a banner and the like, which nobody says."""
    return not w.inanimate.isdisjoint(phrase.lower().split())


def trailing(right: str, w: SpeechWords) -> str | None:
    """The phrase that ends the sentence of a quotation inside a clause: `…, Paul Ansel said.`"""
    text = right[: REACH * 2]
    for verb in reversed(list(w.say.finditer(text))):
        rest = text[verb.end() :].strip()
        if "," not in text[: verb.start()] or len(rest) > 60:
            return None
        if _NO_SPEECH.search(text[: verb.start()]):
            return None
        return before_verb(text[: verb.start()], w) or after_verb(rest, w) or None
    named = list(w.according.finditer(text))
    return after_verb(text[named[-1].end() :], w) or None if named else None


_HEAD = re.compile(
    r"(?:[A-Z][\w-]+ing|On|In|At|By|After|Before|When|As|While|Am|Nach|Lors|En)\s[^,]{2,60},\s"
)


def head(sentence: str, w: SpeechWords) -> str:
    """The person or role that a sentence begins with, as its subject."""
    text = re.split(r"[;:]\s(?=\S)", sentence)[-1].lstrip(_LEADING + '"“«„')
    skipped = _HEAD.match(text)
    text = text[skipped.end() :] if skipped else text
    text = re.sub(r"^(?:But|And|So|Then|Yet|Still|Und|Aber|Et|Mais|Y|Pero)\s", "", text)
    first = re.match(r"[\w’'-]+", text)
    if first is None:
        return ""
    if first.group().lower() in w.pronouns:
        return first.group().lower()
    return head_phrase(text, w)
