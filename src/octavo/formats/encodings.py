"""Bytes to text, whatever the labels say.

Order of trust: byte order mark, then UTF-8 if every byte fits (no other encoding does so by
chance), then the document's own declaration, then the HTTP header, then windows-1252 byte by byte.
UTF-7 is never believed.
"""

import codecs
import re

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SUPERSETS = {
    "iso8859-1": "cp1252", "ascii": "cp1252", "latin-1": "cp1252", "iso8859-9": "cp1254",
    "iso8859-11": "cp874", "tis-620": "cp874", "gb2312": "gb18030", "gbk": "gb18030",
    "shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs", "iso8859-8": "cp1255",
}  # fmt: skip
TRUSTED = frozenset({
    "utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp1250", "cp1251", "cp1252", "cp1253",
    "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp874", "cp866", "cp437", "cp932",
    "cp949", "cp950", "koi8-r", "koi8-u", "gb18030", "hz", "big5hkscs", "euc_jp", "iso2022_jp",
    "iso2022_kr", "johab", "mac-roman", "mac-cyrillic", "ptcp154", "iso8859-2", "iso8859-3",
    "iso8859-4", "iso8859-5", "iso8859-6", "iso8859-7", "iso8859-10", "iso8859-13",
    "iso8859-14", "iso8859-15", "iso8859-16",
})  # fmt: skip
ALIASES = {"x-sjis": "cp932", "windows-31j": "cp932", "x-gbk": "gb18030", "ks_c_5601-1987": "cp949",
           "utf8mb4": "utf-8", "unicode": "utf-16", "x-euc-jp": "euc_jp", "win-1251": "cp1251",
           "x-mac-cyrillic": "mac-cyrillic", "macintosh": "mac-roman"}  # fmt: skip
ESCAPED = frozenset({"iso2022_jp", "iso2022_kr", "hz"})
DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE)


def _as_cp1252(problem: UnicodeError) -> tuple[str, int]:
    assert isinstance(problem, UnicodeDecodeError)
    bad = problem.object[problem.start : problem.end]
    return "".join(_CP1252[byte] for byte in bad), problem.end


_CP1252 = [bytes([byte]).decode("cp1252", "replace") for byte in range(256)]
codecs.register_error("octavo.cp1252", _as_cp1252)


def codec(name: str) -> str:
    """Returns the Python codec for a charset label, "" if it is unknown or not to be trusted."""
    label = name.strip().lower()
    try:
        found = ALIASES.get(label) or codecs.lookup(label).name
    except (LookupError, ValueError):
        return ""
    found = SUPERSETS.get(found, found)
    return found if found in TRUSTED else ""


def declared(body: bytes) -> str:
    """Returns the codec an XML declaration names."""
    found = DECLARED.match(body[:400].lstrip(b"\xef\xbb\xbf\r\n\t "))
    return codec(found[1].decode("ascii")) if found else ""


def charset(content_type: str) -> str:
    """Returns the codec a Content-Type header names."""
    found = CHARSET.search(content_type[:500])
    return codec(found[1]) if found else ""


def decoded(body: bytes, content_type: str = "", named: str = "") -> str:
    """Returns the text of a document; `named` is the codec the document itself names. Never
    raises: what cannot be decoded is mended byte by byte."""
    for mark, name in BOMS:
        if body.startswith(mark):
            mending = "octavo.cp1252" if name == "utf-8" else "replace"
            return body[len(mark) :].decode(name, mending)
    own, header = named or declared(body), charset(content_type)
    if own in ESCAPED or header in ESCAPED:
        return body.decode(own if own in ESCAPED else header, "replace")
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return _undeclared(body, own, header)
    return text if "\x00" not in text[:8] else body.decode(_wide(body), "replace")


def _wide(body: bytes) -> str:
    if body[1:2] == b"\x00":
        return "utf-16-le"
    return "utf-16-be" if body[:1] == b"\x00" and body[2:3] == b"\x00" else "utf-8"


def _undeclared(body: bytes, own: str, header: str) -> str:
    if wide := _wide(body[:4]) if b"\x00" in body[:4] else "":
        return body.decode(wide, "replace")
    for name in (own, header):
        if name and name != "utf-8" and not name.startswith("utf-16"):
            return body.decode(name, "octavo.cp1252" if name.startswith("cp125") else "replace")
    return body.decode("utf-8", "octavo.cp1252")
