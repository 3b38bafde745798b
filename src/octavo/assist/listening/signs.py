"""What is said alike in every language: what is unseen and what is a sign goes, quotation marks,
dashes and brackets become pauses, web addresses their names."""

import re
import unicodedata

PAUSE = "\ue000"
"""Stands for a pause until the text is tidied; it is taken out of texts that hold it."""

_UNSEEN = re.compile(
    "[\u00ad\u061c\u0640\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ue000]"
)
_LINE_END = re.compile("[\r\x0b\x0c\x85\u2028\u2029]")
_BLANKS = re.compile(r"[^\S\n]+")
_LINE = re.compile(r"\s*\n\s*")
_ADDRESS = re.compile(
    r"(?<![^\W_])(?:https?|ftp)://(?:www\.)?([\w.-]{1,253})(?::\d+)?(?:[/?#][^\s«»“”\"<>]*[\w/=])?",
    re.I,
)
_MAIL = re.compile(r"(?<![\w.+-])([\w.+-]{1,64})@((?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,24})\b", re.I)
_HOST = re.compile(
    r"(?<![\w@.-])(?:www\.)?((?:[A-Za-z0-9][A-Za-z0-9-]{1,62}\.){1,3}"
    r"(?:com|org|net|gov|edu|int|info|news|media|press|live|online|site|app|example|"
    r"(?!(?:it|is|in|to|so|no|at|be|my|me|he|we|an|as|by|do|go|if|of|on|or|up)\b)[a-z]{2}))"
    r"(?![\w-])(?!\.\w)(?:/[^\s«»“”\"<>]*[\w/=])?"
)
_ACCOUNT = re.compile(r"(?<!\w)[@#](?=[^\W\d_])")
_SINGLE = re.compile(r"[‘‹]([^‘’‹›\n]{1,700})[’›](?!\w)")
_QUOTE = re.compile('["“”„‟«»「」『』‹›‘]')
_DASH = re.compile(r"\s+[-–—―‒]+\s+|\s*[—―]+\s*|\s*\.{4,}\s*|[|•·(){}]")
_MARKS = ".,;:!?…،؛؟"
_UNSAID = frozenset("*_~^\\<>/[]")
_UNSAID_KINDS = frozenset({"So", "Sk", "Sm", "Co", "Cn", "Cs"})


def cleaned(text: str) -> str:
    """The text without what nobody sees: soft hyphens, marks of direction, controls."""
    text = _LINE_END.sub("\n", _UNSEEN.sub("", text))
    text = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs"})
    return _single_blanks(text)


def without_addresses(text: str, dot: str = "", at: str = "") -> str:
    """Web addresses as the names of their hosts, mail addresses in words: `dot` and `at` are how
    their signs are said, empty to leave them."""

    def host(found: re.Match[str]) -> str:
        name = found[1].strip(".-")
        return name.replace(".", f" {dot} ") if dot else name

    def mail(found: re.Match[str]) -> str:
        return _HOST.sub(host, f"{found[1]} {at} {found[2]}")

    text = _MAIL.sub(mail, text) if at else text
    return _ACCOUNT.sub("", _HOST.sub(host, _ADDRESS.sub(host, text)))


def with_pauses(text: str) -> str:
    """The text with pauses where quotation marks, dashes and brackets stand."""
    text = _SINGLE.sub(rf"{PAUSE}\1{PAUSE}", text)
    return _DASH.sub(f" {PAUSE} ", _QUOTE.sub(PAUSE, text))


def without_signs(text: str) -> str:
    """The text without signs that nobody says: pictures, stars, slashes."""
    return "".join(" " if _is_unsaid(c) else c for c in text)


def _is_unsaid(c: str) -> bool:
    return c in _UNSAID or (c != PAUSE and unicodedata.category(c) in _UNSAID_KINDS)


def tidied(text: str, comma: str = ",") -> str:
    """The text with a comma where a pause is and no mark stands, single blanks, and no blank before
    a mark."""
    text = re.sub(rf"\s*{PAUSE}[\s{PAUSE}]*", PAUSE, text)
    beside = rf"{PAUSE}(?=[{_MARKS}])|(?<=[{_MARKS}\n]){PAUSE}|^{PAUSE}|{PAUSE}$"
    text = re.sub(beside, " ", text).replace(PAUSE, f"{comma} ")
    text = re.sub(rf"[^\S\n]+(?=[{_MARKS}](?!\d))", "", text)
    return _single_blanks(re.sub(r"(?<!\.)\.\.(?!\.)", ".", text))


def _single_blanks(text: str) -> str:
    return _LINE.sub("\n", _BLANKS.sub(" ", text)).strip()
