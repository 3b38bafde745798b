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
ESCAPED_QUOTES = re.compile(r"[\[{\s]*&(?:quot|#34|#x22|[lr]dquo|#82(?:20|21|43));", re.IGNORECASE)
CURLY_QUOTES = re.compile(r"[\[{\s]*[“”„″]")
STRAIGHT = str.maketrans("“”„″", '""""')
GAP = re.compile(r"(?:\s|,|;|//[^\n]*|/\*(?:[^*]|\*(?!/))*\*/)*")
"""What may stand between two members of an object or list."""
SPACE = re.compile(r"(?:\s|//[^\n]*|/\*(?:[^*]|\*(?!/))*\*/)*")
QUOTE = re.compile(r"""\\.|["']""", re.DOTALL)
AFTER_STRING = re.compile(
    r"""[^\S\n]*+\n\s*+["'{\[]"""
    r"""|\s*+(?:\Z|[}\]:]|,\s*+(?:["'}\]{\[/,-]|\d|\Z|true|false|null)|/[/*]|"[^"\n]{1,80}"\s*+:)"""
)
"""What stands after the quote that ends a string, and not after one inside it."""
BARE = re.compile(r"[-+.\w]+")
NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?", re.ASCII)
ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "", "f": "", "\n": ""}
UNESCAPED = re.compile(r"\\(u[0-9a-fA-F]{4}|.)", re.DOTALL)
WORDS = {"true": True, "false": False, "null": None, "undefined": None, "NaN": None}
QUOTES, CLOSING = ('"', "'"), ("}", "]", ",", "")

DECODER = json.JSONDecoder(strict=False)


class _Unreadable(Exception):
    """The text is no JSON, however kindly read."""


def json_value(text: str, *, is_cut: bool = False) -> Any:
    """Returns the first value in a text, None where there is none. What follows it is passed
    over. `is_cut`: what is open at the end of the text may count as closed there."""
    start = WRAPPING.match(text)
    text = text[start.end() if start else 0 :]
    if ESCAPED_QUOTES.match(text):
        text = unescape(text)
    if CURLY_QUOTES.match(text):
        text = text.translate(STRAIGHT)
    try:
        return DECODER.raw_decode(text)[0]
    except (ValueError, RecursionError):
        pass
    if text[:1] not in ("{", "["):
        return None
    try:
        return _Reader(text, is_cut=is_cut).value(0)
    except _Unreadable:
        return None


class _Reader:
    """Reads one value from a place in a text on."""

    def __init__(self, text: str, *, is_cut: bool) -> None:
        self.text = text
        self.is_cut = is_cut
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
        return self.string() if first in QUOTES else self.bare()

    def members(self, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        self.at += 1
        while not self.is_closed("}"):
            name = self.string() if self.text[self.at] in QUOTES else self.word()
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
            start = self.at
            found.append(self.value(depth + 1))
            if self.at == start:  # another bracket than its own: nothing moves on from here
                self.fail()
        return found

    def is_closed(self, mark: str) -> bool:
        """Whether the object or list ends here; what stands between members is passed over."""
        self.skip(GAP)
        here = self.text[self.at : self.at + 1]
        if not here and not self.is_cut:
            self.fail()
        self.at += here == mark
        return here in (mark, "")

    def string(self) -> str:
        mark, start = self.text[self.at], self.at + 1
        marks = (found for found in QUOTE.finditer(self.text, start) if found[0] == mark)
        ends = (one.start() for one in marks if AFTER_STRING.match(self.text, one.end()))
        end = next(ends, None)
        if end is None:
            self.fail()
        self.at = end + 1
        return UNESCAPED.sub(_character, self.text[start:end])

    def bare(self) -> Any:
        if self.text[self.at : self.at + 1] in CLOSING:
            return None
        word = self.word()
        if word in WORDS or not NUMBER.fullmatch(word):
            return WORDS.get(word, word)
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
