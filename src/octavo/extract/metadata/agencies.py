"""News agencies: their names, signatures and the dateline that they open a report with."""

import re
from typing import NamedTuple

_NAMES = {
    "Reuters": "reuters|thomson reuters|رويترز|ロイター|路透社?",
    "AFP": "afp|agence france[- ]presse|أ ?ف ?ب|ا ف ب|فرانس برس|法新社",
    "AP": "ap|the associated press|associated press|أ ?ب|أسوشيتد برس",
    "Bloomberg": "bloomberg|بلومبرغ",
    "dpa": "dpa|deutsche presse-agentur|د ب أ",
    "EFE": "efe|agencia efe",
    "ANSA": "ansa",
    "Xinhua": "xinhua|شينخوا|新华社|新華社",
    "Bernama": "bernama",
    "Antara": "antara",
    "Kyodo": "kyodo|kyodo news|共同通信|共同",
    "Jiji": "jiji|jiji press|時事通信|時事",
    "Yonhap": "yonhap|연합뉴스|يونهاب",
    "KCNA": "kcna",
    "PTI": "pti|press trust of india",
    "ANI": "ani",
    "IANS": "ians",
    "APP": "app",
    "TASS": "tass|تاس",
    "Interfax": "interfax",
    "Anadolu": "anadolu|anadolu agency|aa|الأناضول",
    "WAM": "wam|وام",
    "SPA": "spa|واس",
    "QNA": "qna|قنا",
    "KUNA": "kuna|كونا",
    "BNA": "bna|بنا",
    "ONA": "ona|العمانية",
    "Petra": "petra|بترا",
    "NNA": "nna",
    "MENA": "mena|أ ش أ",
    "WAFA": "wafa|وفا",
    "SANA": "sana|سانا",
    "INA": "ina|واع",
    "APS": "aps|واج",
    "TAP": "tap|وات",
    "MAP": "map|و م ع",
    "PA": "pa|pa media|press association",
    "AAP": "aap|australian associated press",
    "CP": "cp|the canadian press|canadian press",
    "UPI": "upi",
    "APA": "apa",
    "Keystone-SDA": "sda|ats|keystone-sda",
    "CNA": "中央社",
    "Belga": "belga",
    "ANP": "anp",
    "NTB": "ntb",
    "TT": "tt nyhetsbyrån",
    "PAP": "pap",
    "Lusa": "lusa",
    "Europa Press": "europa press",
    "Telam": "télam|telam",
    "RIA Novosti": "ria novosti|риа новости",
}
_LONE = r"reuters|thomson reuters|afp|bloomberg|xinhua|bernama|dpa|the associated press|associated press"
_ALL = "|".join(_NAMES.values())
_EXACT = [(re.compile(rf"(?i)(?:{pattern})\Z"), name) for name, pattern in _NAMES.items()]
_SIGNED = re.compile(
    rf"(?i)(?:^|(?<=[.!?”\"'’»)؟。…])|(?<=\s)(?=[-–—/]))\s*[-–—/(\[\s]*(?<!\w)"
    rf"((?:{_ALL})(?:\s*[/,&+-]\s*(?:{_ALL}))*)[\s)\].]*$"
)
_PLACE = r"[^\W\d_][\w.'’/-]*(?:[ ,/]+[\w.'’()-]+){0,5}?"
_DATELINE = re.compile(
    rf"^(?P<place>{_PLACE})"
    rf"(?:,?\s+\(?[A-Z][a-z]{{2,8}}\.?\s+\d{{1,2}}\)?(?:,\s+\d{{4}})?)?"
    rf"(?:\s*[(\[/]\s*(?P<wire>[^()\[\]/]{{2,40}}?)\s*[)\]/])?"
    rf"\s*(?P<mark>\s[-–—]{{1,2}}\s|—\s?|:\s|\s?[-–—]\s)"
)


class Dateline(NamedTuple):
    """Where a report was filed, and by which agency where it is named."""

    place: str
    wire: str


def agency(text: str) -> str:
    """The agency whose name the text is, empty when it is no agency's name."""
    text = text.strip(" .-–—()[]")
    if len(text) > 40:
        return ""
    return next((name for pattern, name in _EXACT if pattern.match(text)), "")


def signature(text: str) -> tuple[str, str]:
    """The text without the agency's signature at its end, and that agency.

    Names of agencies that are also words count only in capitals or as the agency writes them."""
    match = _SIGNED.search(text[-80:])
    if match is None:
        return text, ""
    names = [part.strip() for part in re.split(r"[/,&+]|\s-\s", match.group(1)) if part.strip()]
    cut = len(text) - len(text[-80:]) + match.start()
    is_marked = re.match(r"[-–—/(\[\s]*[-–—/(\[]", match.group(0)) is not None
    if not all(_is_signed(name, is_marked or cut == 0) for name in names):
        return text, ""
    return text[:cut].rstrip(" -–—/(["), agency(names[0])


def _is_signed(name: str, is_marked: bool) -> bool:
    if not name.isascii():
        return is_marked
    if name.isupper() or (name.lower() == name and is_marked):
        return len(name) > 2 or is_marked
    return is_marked or re.fullmatch(rf"(?i){_LONE}", name) is not None


def dateline(text: str) -> Dateline | None:
    """The dateline a first paragraph opens with: `BUCHA, Ukraine - `, `SEOUL (Reuters) - `,
    `SEOUL: `, `دبي - وام`. None when there is none."""
    match = _DATELINE.match(text[:120])
    if match is None:
        return None
    place, wire = match.group("place").strip(" ,"), agency(match.group("wire") or "")
    arabic = _arabic(place, text)
    if arabic is not None:
        return arabic
    head = re.split(r"[ ,/(]", place)[0]
    is_capital = len(head) > 1 and head.isupper() and head.isalpha()
    if match.group("mark").startswith(":"):
        return (
            Dateline(place, wire)
            if is_capital and place.replace(" ", "").isupper() and not agency(place)
            else None
        )
    if is_capital or wire:
        return Dateline(place, wire)
    return None


def _arabic(place: str, text: str) -> Dateline | None:
    """`دبي - وام`, `دبي (وام) -`: a place and an agency in Arabic, in either form."""
    if not "\u0600" <= place[0] <= "\u06ff":
        return None
    match = re.match(
        r"^([^\d()\-–—:.]{2,30}?)\s*[-–—/(،]+\s*[«\"]?([^\d()\-–—:.«»\"]{2,20}?)[»\"]?\s*[)\-–—:/\s]",
        text,
    )
    wire = agency(match.group(2)) if match else ""
    return Dateline(match.group(1).strip(), wire) if match and wire else None
