"""Plain text: one way of flattening it, one way of comparing it."""

import html as markup
import re
import unicodedata

_BLANK = re.compile(r"\s+")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]+")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_DENSE = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_FAR = re.compile("[\u3040-\u9fff]")
_NOT_WORD = re.compile(r"[\W_]+")
_SIGNS = {code: None for code in range(128) if not chr(code).isalnum()}
_TYPED = "’“”‘–—…"
"""The signs of which most texts that are no ASCII have nothing else."""
_TAG = re.compile(r"<[^<>]{0,2000}>")
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{1,6}|#x[0-9a-fA-F]{1,5});")


def flat(text: str) -> str:
    """The text on one line: NFC, blanks made single, no control and no invisible characters."""
    line = " ".join(text.split())
    if line.isprintable():
        return line if line.isascii() else unicodedata.normalize("NFC", line)
    if not text.isascii():
        text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    return _BLANK.sub(" ", _CONTROL.sub("", text)).strip()


def unescaped(text: str) -> str:
    """The flat text of a value that may hold tags or (doubly) escaped entities, as JSON-LD does."""
    for _ in range(2):
        if _ENTITY.search(text):
            text = markup.unescape(text)
    return flat(_TAG.sub(" ", text)) if "<" in text else flat(text)


def key(text: str) -> str:
    """What two texts have in common when they read the same: letters and digits, case folded."""
    for sign in "" if text.isascii() else _TYPED:
        text = text.replace(sign, "")
    if text.isascii():
        return text.lower().translate(_SIGNS)
    return _NOT_WORD.sub("", unicodedata.normalize("NFKC", text).casefold())


def words(text: str) -> int:
    """How many words the text has; a script without blanks counts two characters as one word."""
    count = len(text.split())
    return count if text.isascii() else count + _dense(text)


def flat_words(line: str) -> int:
    """How many words a flat text has."""
    count = line.count(" ") + 1 if line else 0
    return count if line.isascii() else count + _dense(line)


def _dense(text: str) -> int:
    return len(_DENSE.findall(text)) // 2 if _FAR.search(text) else 0
