"""Names of time zones, in minutes east of UTC.

Several names are used by two countries. Without more to go by the wider use in newspapers decides:

    IST  India (+5:30), not Israel or Ireland     BST  Britain (+1), not Bangladesh
    CST  North America (−6), not China            AST  Atlantic Canada (−4), not Arabia
    EST  North America (−5), not Australia        PST  North America (−8), not the Philippines
    GST  the Gulf (+4)                            SST  Singapore is SGT; Samoa (−11)
    MST  North America (−7), not Malaysia         WST  Western Australia (+8)

The language of the document, or the country in its tag, decides otherwise where it is the other
one's: a Hebrew page's IST is Israel's. Sources: the IANA time zone database and CLDR.
"""

from datetime import datetime, timedelta

from octavo.formats.languages import language, region

NAMES = {
    "Z": 0, "UT": 0, "UTC": 0, "GMT": 0, "WET": 0, "AZOST": 0,
    "CVT": -60, "AZOT": -60, "BRST": -120, "GRST": -120,
    "BRT": -180, "ART": -180, "CLST": -180, "PYT": -180, "UYT": -180, "SRT": -180, "GFT": -180,
    "ADT": -180, "NDT": -150, "NST": -210, "HAA": -180, "HNA": -240, "AST": -240, "CLT": -240,
    "VET": -240, "BOT": -240, "GYT": -240, "AMT": -240, "EDT": -240, "HAE": -240,
    "EST": -300, "CDT": -300, "COT": -300, "PET": -300, "ECT": -300, "ACT": -300, "HNE": -300,
    "HAC": -300, "CST": -360, "MDT": -360, "HNC": -360, "HAR": -360, "GALT": -360,
    "MST": -420, "PDT": -420, "HNR": -420, "HAP": -420, "PST": -480, "AKDT": -480, "HNP": -480,
    "AKST": -540, "HDT": -540, "HST": -600, "SST": -660,
    "BST": 60, "WEST": 60, "CET": 60, "MET": 60, "MEZ": 60, "WAT": 60, "HEC": 60,
    "CEST": 120, "MEST": 120, "MESZ": 120, "EET": 120, "OEZ": 120, "CAT": 120, "SAST": 120,
    "EEST": 180, "OESZ": 180, "MSK": 180, "EAT": 180, "TRT": 180, "IDT": 180, "SYOT": 180,
    "IRST": 210, "IRDT": 270, "AFT": 270, "GST": 240, "MSD": 240, "SAMT": 240, "AZT": 240,
    "GET": 240, "MUT": 240, "RET": 240, "SCT": 240,
    "PKT": 300, "UZT": 300, "TMT": 300, "TJT": 300, "MVT": 300, "YEKT": 300, "ALMT": 300,
    "IST": 330, "SLST": 330, "NPT": 345, "BDT": 360, "BTT": 360, "KGT": 360, "OMST": 360,
    "MMT": 390, "ICT": 420, "WIB": 420, "THA": 420, "KRAT": 420, "NOVT": 420, "HOVT": 420,
    "SGT": 480, "HKT": 480, "MYT": 480, "PHT": 480, "PHST": 480, "WITA": 480, "AWST": 480,
    "WST": 480, "ULAT": 480, "IRKT": 480, "BNT": 480, "JST": 540, "KST": 540, "WIT": 540,
    "YAKT": 540, "TLT": 540, "ACST": 570, "AEST": 600, "CHST": 600, "PGT": 600, "VLAT": 600,
    "ACDT": 630, "LHST": 630, "AEDT": 660, "SBT": 660, "NCT": 660, "MAGT": 660, "VUT": 660,
    "NZST": 720, "FJT": 720, "PETT": 720, "NZDT": 780, "TOT": 780,
}  # fmt: skip
_ELSEWHERE = {
    ("IST", "he"): 120, ("IST", "IL"): 120, ("IST", "ga"): 60, ("IST", "IE"): 60,
    ("CST", "zh"): 480, ("CST", "CN"): 480, ("CST", "TW"): 480, ("AST", "ar"): 180,
    ("EST", "AU"): 600, ("EDT", "AU"): 660, ("CST", "AU"): 570, ("WST", "AU"): 480,
    ("PST", "PH"): 480, ("PST", "fil"): 480, ("MST", "ms"): 480, ("MST", "MY"): 480,
    ("BST", "bn"): 360, ("BST", "BD"): 360, ("AMT", "hy"): 240, ("ECT", "fr"): 60,
}  # fmt: skip
"""What a name is in documents of another language or country than its widest use."""
_AMERICAN = {"ET": -300, "CT": -360, "MT": -420, "PT": -480, "AT": -240, "EASTERN": -300,
             "CENTRAL": -360, "MOUNTAIN": -420, "PACIFIC": -480, "ATLANTIC": -240}  # fmt: skip
"""Standard time of the names that stand for it and for summer time."""
OF_AMERICA = frozenset(
    {*_AMERICAN, "EST", "EDT", "CST", "CDT", "MST", "MDT", "PST", "PDT", "AKST", "AKDT", "HST"}
)
"""Zones of a country that writes the month first."""


def minutes_east(name: str, local: datetime, tag: str = "") -> int | None:
    """Returns the minutes east of UTC of a zone's name at a local time, None if it is no zone's;
    `tag` is the language tag of the document."""
    name = name.upper()
    for where in (region(tag), language(tag)):
        if (name, where) in _ELSEWHERE:
            return _ELSEWHERE[name, where]
    if name in _AMERICAN:
        return _AMERICAN[name] + 60 * is_american_summer(local)
    return NAMES.get(name)


def is_american_summer(local: datetime) -> bool:
    """Whether daylight saving time is in force in the United States and Canada: from the second
    Sunday of March to the first of November, 2 o'clock (Energy Policy Act of 2005)."""
    spring = _sunday(local.year, 3, 8)
    autumn = _sunday(local.year, 11, 1)
    return spring <= local.replace(tzinfo=None) < autumn


def _sunday(year: int, month: int, earliest: int) -> datetime:
    day = datetime(year, month, earliest, 2)  # noqa: DTZ001 - a clock on a wall
    return day + timedelta(days=(6 - day.weekday()) % 7)


_HOMES = {
    "CN": 480, "TW": 480, "HK": 480, "MO": 480, "SG": 480, "MY": 480, "PH": 480, "JP": 540,
    "KR": 540, "TH": 420, "VN": 420, "KH": 420, "ID": 420, "IN": 330, "LK": 330, "NP": 345,
    "BD": 360, "PK": 300, "IR": 210, "AE": 240, "OM": 240, "SA": 180, "IQ": 180, "KW": 180,
    "QA": 180, "BH": 180, "YE": 180, "JO": 180, "TR": 180, "RU": 180, "BY": 180, "KE": 180,
    "ET": 180, "EG": 120, "ZA": 120, "UA": 120, "GR": 120, "FI": 120, "RO": 120, "BG": 120,
    "IL": 120, "LB": 120, "DE": 60, "AT": 60, "CH": 60, "FR": 60, "ES": 60, "IT": 60, "NL": 60,
    "BE": 60, "PL": 60, "CZ": 60, "SK": 60, "HU": 60, "SE": 60, "NO": 60, "DK": 60, "HR": 60,
    "RS": 60, "NG": 60, "DZ": 60, "TN": 60, "NZ": 720,
}  # fmt: skip
_COUNTRIES = {
    "zh": "CN", "ja": "JP", "ko": "KR", "th": "TH", "vi": "VN", "km": "KH", "id": "ID", "hi": "IN",
    "ta": "IN", "te": "IN", "mr": "IN", "gu": "IN", "ml": "IN", "kn": "IN", "pa": "IN", "si": "LK",
    "ne": "NP", "bn": "BD", "ur": "PK", "fa": "IR", "tr": "TR", "ru": "RU", "be": "BY", "uk": "UA",
    "el": "GR", "fi": "FI", "ro": "RO", "bg": "BG", "he": "IL", "de": "DE", "it": "IT", "nl": "NL",
    "pl": "PL", "cs": "CZ", "sk": "SK", "hu": "HU", "sv": "SE", "no": "NO", "da": "DK", "hr": "HR",
    "sr": "RS", "ms": "MY", "fil": "PH", "am": "ET",
}  # fmt: skip
"""The one country, or the one time, in which a language is mostly published."""


def home(tag: str) -> int:
    """Returns the standard time, in minutes east of UTC, where documents with a language tag are
    published; 0 where the tag does not say, or the country has several."""
    country = region(tag) or _COUNTRIES.get(language(tag), "")
    return _HOMES.get(country, 0)
