"""What is quoted speech, and what only stands in quotation marks."""

import re

from octavo.assist.quotes.words import SpeechWords

FEWEST_INSIDE = 3
"""Words of a quotation inside a clause. Chosen by hand; not measured."""

FEWEST_BARE = 3
"""Words of a quotation that nobody is said to say. Chosen by hand; not measured."""

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_STOPS = re.compile(r"[.!?…؟。！？,،][\"'”’»]*$")
_COLON = re.compile(r"[:,،]\s*$")


def is_direct(quoted: str, left: str, right: str, language: str) -> bool:
    """Whether a quotation has the form of direct speech: a stop or comma at its end and the
    beginning of a sentence, or a colon or comma before it."""
    if _COLON.search(left):
        return True
    is_long = language not in ("en", "ar") and len(_WORD.findall(quoted)) >= FEWEST_BARE
    stops = bool(_STOPS.search(quoted))
    ends = stops or right.lstrip()[:1] in tuple(",،–—-") or is_long or language == "tr"
    return not left.strip() and ends and (not quoted[:1].islower() or stops)


def is_heading(left: str, quoted: str) -> bool:
    """Whether a word stands after a colon only: `Source: "Novosti"`."""
    is_one_word = len(_WORD.findall(quoted)) == 1 and not _STOPS.search(quoted)
    return is_one_word and left.rstrip().endswith(":")


def is_bare_speech(quoted: str, right: str) -> bool:
    """Whether a quotation that begins a sentence, and that no verb of saying names a speaker of, is
    a sentence of its own."""
    found = _WORD.findall(quoted)
    if quoted[:1].islower() or _is_titled(found):
        return False
    ends = bool(re.search(r"[.!?…؟。！？]$", quoted))
    follows = right.strip()
    if not ends and (follows[:1] not in tuple(".!?؟") or follows.strip(" .,;!?؟،")):
        return False
    return len(found) >= FEWEST_BARE - ends


def is_said_inside(quoted: str, left: str, right: str, w: SpeechWords) -> bool:
    """Whether words inside a clause are said by its subject: not a name, a title or one word."""
    found = _WORD.findall(quoted)
    if len(found) < 2 or _is_titled(found) or _is_name_before(left, right):
        return False
    before = [one.lower() for one in _WORD.findall(left)[-2:]]
    if _is_named_so(before, w):
        return False
    if len(found) >= FEWEST_INSIDE:
        return True
    follows = right.split()[:1]
    ends = not follows or follows[0][0] in ".,;:!?،؟" or follows[0] in ("and", "or", "but")
    return ends and bool(before) and before[-1] not in _POINTING


def _is_named_so(before: list[str], w: SpeechWords) -> bool:
    """Whether the words before say that a name or a title follows: `the novel`, `known as`."""
    if not before:
        return False
    is_article = before[0] in w.naming and before[-1] in ("a", "the", "is")
    return before[-1] in w.naming or " ".join(before) in w.naming or is_article


_POINTING = frozenset({"the", "this", "that", "of", "so-called", "their", "its"})


def _is_titled(found: list[str]) -> bool:
    """Whether words are written as a title is: `The Long Tide`."""
    longer = [one for one in found if len(one) > 3 and one[0].isascii()]
    capitals = all(one[0].isupper() for one in [*longer, *found[:1]]) and bool(longer)
    return capitals and len(found) > 1 and not found[-1].islower()


def _is_name_before(left: str, right: str) -> bool:
    """Whether a quotation is a nickname: `Tom “the Bones” Kerr`."""
    before, after = left.split()[-1:], right.split()[:1]
    if not before or not after:
        return False
    return before[0][0].isupper() and before[0][-1].isalpha() and after[0][0].isupper()
