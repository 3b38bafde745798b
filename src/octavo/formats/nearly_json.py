"""JSON as publishers write it: read strictly where it can be, else by a forgiving reader.

text ── wrappers off ──► json ──► value
         └─ nearly JSON ──► forgiving reader ──► value         (linear in the text)

Forgiven are raw line breaks in strings, commas that are missing or too many, comments, `&quot;` for
quotes, quotes inside strings that are not escaped, and CDATA or comment marks around it all.
"""

import json
import re
from html import unescape
from typing import Any, NoReturn

MAX_DEPTH = 100
"""How deep values may stand in each other: real ones stay below 20; the reader calls itself."""
WRAPPING = re.compile(r"(?:\s|\ufeff|//|/\*|\*/|<!--|-->|<!\[CDATA\[|>)*")
"""What stands before a value: white space, and the marks that once hid scripts from browsers."""
ESCAPED_QUOTES = re.compile(r"[\[{\s]*&(?:quot|#34|#x22);")
GAP = re.compile(r"(?:\s|,|;|//[^\n]*|/\*(?:[^*]|\*(?!/))*\*/)*")
"""What may stand between two members of an object or list."""
SPACE = re.compile(r"(?:\s|//[^\n]*|/\*(?:[^*]|\*(?!/))*\*/)*")
QUOTE = re.compile(r'\\.|"', re.DOTALL)
AFTER_STRING = re.compile(
    r"""[^\S\n]*+\n\s*+["{\[]"""
    r"""|\s*+(?:\Z|[}\]:]|,\s*+(?:["}\]{\[/,-]|\d|\Z|true|false|null)|/[/*]|"[^"\n]{1,80}"\s*+:)"""
)
"""What stands after the quote that ends a string, and not after one inside it."""
BARE = re.compile(r"[-+.\w]+")
NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?", re.ASCII)
ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "", "f": "", "\n": ""}
UNESCAPED = re.compile(r"\\(u[0-9a-fA-F]{4}|.)", re.DOTALL)
WORDS = {"true": True, "false": False, "null": None}

DECODER = json.JSONDecoder(strict=False)


class _Unreadable(Exception):
    """The text is no JSON, however kindly read."""


def json_value(text: str) -> Any:
    """Returns the first value in a text, None where there is none. What follows it is passed
    over."""
    start = WRAPPING.match(text)
    text = text[start.end() if start else 0 :]
    if ESCAPED_QUOTES.match(text):
        text = unescape(text)
    try:
        return DECODER.raw_decode(text)[0]
    except (ValueError, RecursionError):
        pass
    if text[:1] not in ("{", "["):
        return None
    try:
        return _Reader(text).value(0)
    except _Unreadable:
        return None


class _Reader:
    """Reads one value from a place in a text on."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def value(self, depth: int) -> Any:
        """The value that starts here."""
        first = self.text[self.at : self.at + 1]
        if depth > MAX_DEPTH:
            self.fail()
        if first == "{":
            return self.members(depth)
        if first == "[":
            return self.items(depth)
        return self.string() if first == '"' else self.bare()

    def members(self, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        self.at += 1
        while not self.is_closed("}"):
            name = self.string() if self.text[self.at] == '"' else str(self.word())
            self.skip(SPACE)
            if self.text[self.at : self.at + 1] != ":":
                self.fail()
            self.at += 1
            self.skip(SPACE)
            found[name] = self.value(depth + 1)
        return found

    def items(self, depth: int) -> list[Any]:
        found = []
        self.at += 1
        while not self.is_closed("]"):
            found.append(self.value(depth + 1))
        return found

    def is_closed(self, mark: str) -> bool:
        """Whether the object or list ends here; what stands between members is passed over."""
        self.skip(GAP)
        here = self.text[self.at : self.at + 1]
        if not here:
            self.fail()
        self.at += here == mark
        return here == mark

    def string(self) -> str:
        start = self.at + 1
        marks = (found for found in QUOTE.finditer(self.text, start) if found[0] == '"')
        ends = (mark.start() for mark in marks if AFTER_STRING.match(self.text, mark.end()))
        end = next(ends, None)
        if end is None:
            self.fail()
        self.at = end + 1
        return UNESCAPED.sub(_character, self.text[start:end])

    def bare(self) -> Any:
        word = self.word()
        if word in WORDS:
            return WORDS[word]
        if not NUMBER.fullmatch(word):
            self.fail()
        return int(word) if word.lstrip("+-").isdigit() else float(word)

    def word(self) -> str:
        found = BARE.match(self.text, self.at)
        if found is None or len(found[0]) > 100:
            self.fail()
        self.at = found.end()
        return found[0]

    def skip(self, what: re.Pattern[str]) -> None:
        found = what.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def fail(self) -> NoReturn:
        raise _Unreadable


def _character(found: re.Match[str]) -> str:
    name = found[1]
    if len(name) == 5:
        char = chr(int(name[1:], 16))
        return "" if "\ud800" <= char <= "\udfff" else char
    return ESCAPES.get(name, name)
