"""Language tags: `en-US`, `EN_gb`, `iw`, `deu`, `zh-Hans-CN`, each read as one code.

The codes in use here are those of ISO 639-1, and of ISO 639-3 where there is no shorter one. Bokmål
and Nynorsk are both `no`, as most of their publishers and readers have it; scripts and regions are
no part of the code (`zh-Hans` and `zh-Hant` are `zh`), the region is read apart.
"""

import re
from functools import cache, lru_cache

from octavo.formats.data_files import lines

_TAG = re.compile(r"\s*([A-Za-z]{2,3})(?:[-_.][\w.@-]*)?\s*")
_REGION = re.compile(r"[-_]([A-Za-z]{2})(?=[-_.@]|\s*$)")
_NO_LANGUAGE = frozenset({"und", "mul", "mis", "zxx", "qaa", "xx"})
_MEANT = {
    "nb": "no", "nn": "no", "nob": "no", "nno": "no", "nor": "no", "jp": "ja", "kr": "ko",
    "cn": "zh", "tw": "zh", "ua": "uk", "gr": "el", "cz": "cs", "dk": "da", "vn": "vi",
    "rs": "sr", "us": "en", "gb": "en", "by": "be",
}  # fmt: skip
"""Norwegian, and countries written for languages where no language has that code."""
_NAMES = {
    "english": "en", "arabic": "ar", "german": "de", "deutsch": "de", "french": "fr",
    "français": "fr", "spanish": "es", "español": "es", "italian": "it", "italiano": "it",
    "portuguese": "pt", "português": "pt", "russian": "ru", "chinese": "zh", "japanese": "ja",
    "turkish": "tr", "dutch": "nl", "polish": "pl", "العربية": "ar", "عربي": "ar",
}  # fmt: skip


@lru_cache(1_024)
def language(tag: str) -> str:
    """Returns the ISO 639 code of a language tag or of a language's name, "" if it is neither."""
    match = _TAG.fullmatch(tag[:40])
    if match is None:
        return _NAMES.get(tag[:40].strip().casefold(), "")
    code = match[1].lower()
    if code in _NO_LANGUAGE:
        return ""
    code = _MEANT.get(code) or _aliases().get(code, code)
    return _MEANT.get(code, code)


@lru_cache(1_024)
def region(tag: str) -> str:
    """Returns the ISO 3166 code of the country a language tag names, "" if it names none."""
    found = _REGION.search(tag[:40])
    return found[1].upper() if found else ""


@cache
def _aliases() -> dict[str, str]:
    return dict(line.split(" ") for line in lines("languages.txt"))
