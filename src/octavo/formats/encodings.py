"""Bytes to text, whatever the labels say: one reader for feeds, pages and saved files.

Order of trust:

    1 a byte order mark
    2 UTF-8, if every byte fits: no other encoding does so by chance
    3 the document's own declaration: <meta charset> of HTML, encoding="…" of XML
    4 the Content-Type header
    5 what the bytes look like, where nothing is declared or what is declared cannot be
    6 windows-1252, byte by byte

UTF-7 is never believed, nor a label of 16 bits on bytes of 8 (HTML standard, 13.2.3.2).
"""

import codecs
import re

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SUPERSETS = {
    "iso8859-1": "cp1252", "ascii": "cp1252", "latin-1": "cp1252", "iso8859-9": "cp1254",
    "iso8859-11": "cp874", "tis-620": "cp874", "gb2312": "gb18030", "gbk": "gb18030",
    "shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs", "cp950": "big5hkscs",
    "iso8859-8": "cp1255",
}  # fmt: skip
TRUSTED = frozenset({
    "utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp1250", "cp1251", "cp1252", "cp1253",
    "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp874", "cp866", "cp437", "cp932",
    "cp949", "koi8-r", "koi8-u", "gb18030", "hz", "big5hkscs", "euc_jp", "iso2022_jp",
    "iso2022_kr", "johab", "mac-roman", "mac-cyrillic", "ptcp154", "iso8859-2", "iso8859-3",
    "iso8859-4", "iso8859-5", "iso8859-6", "iso8859-7", "iso8859-10", "iso8859-13",
    "iso8859-14", "iso8859-15", "iso8859-16",
})  # fmt: skip
ALIASES = {
    "sjis": "cp932", "windows31j": "cp932", "mskanji": "cp932", "gb231280": "gb18030",
    "gb2312": "gb18030", "big5eten": "big5hkscs", "cnbig5": "big5hkscs", "ksc5601": "cp949",
    "ksc56011987": "cp949", "ksc56011989": "cp949", "windows949": "cp949", "euckr": "cp949",
    "utf8mb4": "utf-8", "utf8": "utf-8", "unicode": "utf-16", "eucjp": "euc_jp",
    "cyrillic": "iso8859-5", "maccyrillic": "mac-cyrillic", "macintosh": "mac-roman",
    "tis620": "cp874", "windows874": "cp874", "dos866": "cp866", "logical": "cp1255",
    "visual": "cp1255", "gbk": "gb18030", "koi8r": "koi8-r", "koi8u": "koi8-u", "koi8": "koi8-r",
}  # fmt: skip
"""Labels in use that Python does not know, without marks, blanks and a leading `x`."""
NUMBERED = re.compile(r"(?:windows|win|ms|cp|microsoftcp)(\d{3,4})")
LATIN = re.compile(r"(?:iso|isolatin|latin)?8859(\d{1,2})(?:[ie]|\d{4})?")
ESCAPED = frozenset({"iso2022_jp", "iso2022_kr", "hz"})
"""Encodings of seven bits, every byte of which fits UTF-8."""
LABEL = rb"""\s*=\s*["'\x93\x94]?\s*([A-Za-z0-9._: -]{1,40}?)\s*["'\x93\x94?>;]"""
XML = re.compile(rb"\s*<\?xml\b(?:[^>]{0,200}?\s(?:encoding|charset)" + LABEL + rb")?", re.I)
META = re.compile(rb"<meta\b[^<>]{0,300}?charset" + LABEL, re.IGNORECASE)
FEED = re.compile(
    rb"\s*(?:<\?xml.{0,400}?>\s*)?(?:<!--.{0,400}?-->\s*)*"
    rb"<(?:rss|feed|rdf|urlset|sitemapindex|opml|channel)\b|\s*[{\[]",
    re.IGNORECASE | re.DOTALL,
)
HEADER = re.compile(r"""charset\s*[=:]\s*["']?\s*([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE)
HEAD = 8_192
"""Bytes in which a document has to declare itself."""

GUESSED = [
    "cp949", "cp932", "euc_jp", "gb18030", "big5hkscs", "cp1251", "koi8_r", "cp1250", "cp1252",
    "cp1253", "cp1254", "cp1255", "cp1256", "cp874",
]  # fmt: skip
"""Encodings that undeclared bytes are tried in: those in which pages without a declaration are
still served. All that the library knows takes thirty times as long and errs no less."""
SAMPLE = 16_384
"""Bytes looked at to guess."""
FEWEST = 8
"""Bytes beyond ASCII below which nothing is guessed."""
SPOILT = 0.02
"""Share of characters that may be no characters before a declaration is disbelieved."""


def _as_cp1252(problem: UnicodeError) -> tuple[str, int]:
    assert isinstance(problem, UnicodeDecodeError)
    bad = problem.object[problem.start : problem.end]
    return "".join(_CP1252[byte] for byte in bad), problem.end


_CP1252 = [bytes([byte]).decode("cp1252", "replace") for byte in range(256)]
codecs.register_error("octavo.cp1252", _as_cp1252)


def codec(name: str) -> str:
    """Returns the Python codec for a charset label, "" if it is unknown or not to be trusted."""
    label = name.strip().lower()
    bare = re.sub(r"[\s_:.-]|^x-?(?=\w{3})", "", label)
    known = ALIASES.get(bare)
    numbered = NUMBERED.fullmatch(bare) or LATIN.fullmatch(bare)
    if numbered:
        known = ("cp" if numbered.re is NUMBERED else "iso8859-") + numbered[1]
    try:
        found = known or codecs.lookup(label).name
        found = codecs.lookup(found).name if numbered else found
    except (LookupError, ValueError):
        return ""
    found = SUPERSETS.get(found, found)
    return found if found in TRUSTED else ""


def declared(body: bytes) -> str:
    """Returns the codec that a document names: HTML in a meta element, or else XML in its first
    line. An address of a page inside a feed declares nothing."""
    head = body[:HEAD].lstrip(b"\xef\xbb\xbf")
    meta = None if FEED.match(head) else META.search(head)
    found = meta or XML.match(head)
    return codec(found[1].decode("ascii", "replace")) if found and found[1] else ""


def charset(content_type: str) -> str:
    """Returns the codec a Content-Type header names."""
    found = HEADER.search(content_type[:500])
    return codec(found[1]) if found else ""


def decoded(body: bytes, content_type: str = "") -> str:
    """Returns the text of a document: XML, HTML or JSON. Never raises: what cannot be decoded is
    mended byte by byte."""
    for mark, name in BOMS:
        if body.startswith(mark):
            mending = "octavo.cp1252" if name == "utf-8" else "replace"
            return body[len(mark) :].decode(name, mending)
    named = [name for name in (declared(body), charset(content_type)) if name]
    if escaped := next((name for name in named if name in ESCAPED), ""):
        return body.decode(escaped, "replace")
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return _not_utf8(body, named)
    return text if "\x00" not in text[:8] else body.decode(_wide(body), "replace")


def _wide(body: bytes) -> str:
    if body[1:2] == b"\x00":
        return "utf-16-le"
    return "utf-16-be" if body[:1] == b"\x00" and body[2:3] == b"\x00" else "utf-8"


def _not_utf8(body: bytes, named: list[str]) -> str:
    wide = _wide(body[:4]) if b"\x00" in body[:4] else ""
    if wide:
        return body.decode(wide, "replace")
    if _is_mostly_utf8(body):
        return body.decode("utf-8", "octavo.cp1252")
    for name in named:
        if not name.startswith("utf-") and (text := _readable(body, name)):
            return text
    return _mended(body, _guessed(body) or "cp1252")


def _mended(body: bytes, name: str) -> str:
    return body.decode(name, "octavo.cp1252" if name.startswith("cp125") else "replace")


def _readable(body: bytes, name: str) -> str:
    """The text in an encoding, "" where too much of it cannot be in that one."""
    text = _mended(body, name)
    beyond = len(text) - len(text.encode("ascii", "ignore"))
    return text if text.count("\ufffd") <= SPOILT * max(beyond, 50) else ""


def _is_mostly_utf8(body: bytes) -> bool:
    """Whether nearly all beyond ASCII is UTF-8, and a few stray bytes are not."""
    text = body[: 4 * SAMPLE].decode("utf-8", "replace")
    beyond = len(text) - len(text.encode("ascii", "ignore"))
    return 2 * text.count("\ufffd") < beyond


def _sample(body: bytes, first: int) -> bytes:
    """What is looked at, about the first byte beyond ASCII: up to a blank or a bracket, which end a
    character in any encoding; pairs of bytes where there is none in half of it."""
    sample = body[max(0, first - 500) : first + SAMPLE]
    if first + SAMPLE >= len(body):
        return sample
    end = max(sample.rfind(mark) for mark in (b"<", b">", b"\n", b" "))
    return sample[: end + 1] if end > SAMPLE // 2 else body[first : first + SAMPLE]


def _guessed(body: bytes) -> str:
    """The encoding that the bytes look like (charset-normalizer: what decodes without a fault and
    gives letters as they follow each other in some language), "" where they are too few."""
    first = next((match.start() for match in re.finditer(rb"[\x80-\xff]", body)), 0)
    sample = _sample(body, first)
    if len(re.findall(rb"[\x80-\xff]", sample)) < FEWEST:
        return ""
    from charset_normalizer import from_bytes  # 80 ms, and hardly any document needs it

    best = from_bytes(sample, cp_isolation=GUESSED, enable_fallback=False).best()
    guess = str(best.encoding) if best else ""
    if guess == "cp1250" and _is_latin2(sample):
        return "iso8859-2"
    return "euc_jp" if guess in ("cp949", "gb18030") and _has_kana(sample) else guess


def _has_kana(sample: bytes) -> bool:
    """Whether one of four characters is hiragana, in the rows that EUC-JP has in common with the
    encodings of Korea and China, where it is hardly ever used."""
    kana = len(re.findall(rb"\xa4[\xa1-\xf3]", sample))
    return 8 * kana > len(re.findall(rb"[\xa1-\xfe]", sample))


def _is_latin2(sample: bytes) -> bool:
    """Whether Polish or Czech is in ISO 8859-2: it has no letters where windows-1250 has its own,
    and ą, ś, š, ž where that has signs or other letters."""
    if re.search(rb"[\x80-\x9f]", sample):
        return False
    is_czech = re.search(rb"[\xec\xf8\xf9]", sample) and re.search(rb"[\xb9\xbe]", sample)
    return bool(is_czech or re.search(rb"[a-z][\xb1\xb6]|[\xb1\xb6][a-z]", sample))
