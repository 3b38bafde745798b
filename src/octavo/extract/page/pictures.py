"""Pictures: the lead one with its caption and credit, and the figures inside a body."""

import re
from collections.abc import Iterable
from urllib.parse import unquote, urljoin, urlsplit

from lxml.html import HtmlElement

from octavo.extract.page.text import flat
from octavo.types import Picture

_NAME = r"[^()\[\]|]{2,80}?"
_CREDIT = re.compile(
    r"(?ix)[\s(\[|–—-]*\b(?:file\s+)?(?:photo(?:graph(?:er|y)?)?s?|image|picture|pic|credit|photo\s*credit|image\s*credit|"
    r"picture\s*credit|foto|bild|crédit(?:\s+photo)?|credito|fuente|source|copyright|courtesy(?:\s+of)?|screengrab|graphic|illustration|"
    r"صورة|تصوير|المصدر|写真|撮影|提供)\s*(?:by\b|credit\b|courtesy\b|via\b|from\b)?\s*(?::|/|\bby\b|©|=|：)\s*"
    rf"(?P<credit>{_NAME})[\s)\].]*$"
)
AGENCIES = (
    r"REUTERS|Reuters|AFP|AP|AP Photo|EPA|EPA-EFE|Getty|Getty Images|GETTY IMAGES|Bloomberg|dpa|DPA|Xinhua|XINHUA|ANI|PTI|"
    r"Bernama|BERNAMA|Alamy|Shutterstock|iStock|Unsplash|WAM|SPA|KCNA|NYT|ST|CNA|Kyodo|KYODO|Yonhap|YONHAP|Anadolu|TASS|Sputnik"
)
_SLASHED = re.compile(
    rf"[\s(\[]*\b(?P<credit>(?:Handout\s+)?(?:[Vv]ia\s+)?(?:{AGENCIES})\s?/\s?[^\W\d_][^/.()]{{1,40}}?(?:/[^/.()]{{1,30}})*)[\s)\].]*$"
)
_VIA = re.compile(
    rf"(?P<credit>(?:[A-Z][\w.'-]*(?:\s[A-Z][\w.'-]*){{0,4}}/)?(?:[Hh]andout|[Pp]ool|[Cc]ourtesy)?\s?\b(?:via|VIA|Via)\s+(?:{AGENCIES}))[\s)\].]*$"
)
_BRACKETED = re.compile(
    rf"[(\[](?P<credit>[^()\[\]]{{0,60}}\b(?:{AGENCIES})\b[^()\[\]]{{0,40}})[)\]]\.?$"
)
_TRAILING = re.compile(
    rf"(?:(?<=[.!?”\"'])|(?<=\s[-–—|]))\s+(?P<credit>(?:{AGENCIES})(?:\s?[/,]\s?[\w .'-]{{2,40}})*)\.?$"
)
_SIGN = re.compile(r"[\s(\[]*(?P<credit>(?:©|\(c\)|&copy;)\s?[^()\[\]]{2,60})[)\]]?$")
_PATTERNS = (_CREDIT, _BRACKETED, _VIA, _SLASHED, _TRAILING, _SIGN)
_CREDIT_LINE = re.compile(
    r"(?i)^[(\[]?\s*(?:file\s+|gallery\s+|featured\s+)?(?:photos?|images?|pictures?|pic|credit|foto|immagine|bild|crédit|صورة|写真|video|graphic|illustration|screengrab)"
    r"(?:\s*(?:credits?|courtesy(?: of)?|source|caption))*(?:\s*[:：/©|]\s*|\s(?:by|via|di|von|courtesy of)\s)(?P<credit>[^.]{2,100})\.?[)\]]?$"
)
_CAPTION = 3000
"""Characters of a caption that are read. Chosen by hand; not measured."""
_TAIL = 250
"""Characters at its end in which a credit is searched: bounds the patterns' cost. Chosen by hand;
not measured."""
_LABEL = re.compile(r"(?i)^\s*(?:photo|image|picture|credit|file photo|source|foto|caption)\s*:\s*")
_DECORATION = re.compile(
    r"(?i)(?:logo|icon|avatar|sprite|placeholder|blank|spacer|pixel|1x1|default[-_.]|loading|transparent|/ads?/|"
    r"newsletter|/authors?/|/profiles?/|headshot|facebook|twitter|whatsapp|telegram|share|gravatar|badge|appstore|app-store|googleplay|google-play|og-default|fallback|no-?image)"
)
_EXTENSION = re.compile(r"\.(?:jpe?g|png|webp|avif|gif|cms)(?=$|[/_])")
_SIZE = re.compile(
    r"(?:^|(?<=[-_@=.]))(?:\d{2,4}[x×]\d{2,4}|[swhn]?\d{3,4}(?:[wh]|px)?|\d{1,2}x\d{1,2}|xx?large|large|medium|small|"
    r"(?<=@)\d{1,3}|scaled|comm|thumbs?|crop(?:ped)?)(?=$|[-_@.])"
)
"""Sizes and shapes in a file's name: `-760x380`, `_1600`, `640@60`, `-xlarge`, `s1200`."""
_NO_NAME = re.compile(
    r"(?:image|photo|picture|original|main|lead|default|master(?:-[\w-]*)?|crop|jpe?g|png|\W*)$"
)
_SHORT = 5
"""Letters of a file's name below which it names no picture. Chosen by hand; not measured."""
_NUMBER = re.compile(r"[a-z]*\d{10,}(?=[-_])")
_SOURCES = ("src", "data-src", "data-original", "data-lazy-src", "data-image", "data-url")


def split_credit(caption: str) -> tuple[str, str]:
    """The caption and the credit at its end: `PHOTO: REUTERS`, `(Photo: AP)`,
    `REUTERS/Alina Smutko`, `Handout via REUTERS`, `© dpa`."""
    caption = flat(caption[:_CAPTION])
    for pattern in _PATTERNS:
        match = pattern.search(caption, max(0, len(caption) - _TAIL))
        if match is not None:
            credit = match.group("credit").strip(" .:()[]|")
            return caption[: match.start()].rstrip(" (|[–—-"), credit
    return caption, ""


def credit_line(text: str) -> str:
    """The credit when the whole text is one (`PHOTO: REUTERS`, "Photo by Ada Holm"), else empty."""
    match = _CREDIT_LINE.match(text) if len(text) < 140 else None
    return flat(match.group("credit")).strip(" )]") if match else ""


def picture(url: str, base: str, caption: str = "", alt: str = "") -> Picture | None:
    """The picture at the address, None when the address is none or shows only decoration."""
    try:
        absolute = urljoin(base, url.strip())
        parts = urlsplit(absolute)
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not parts.netloc or len(absolute) > 4000:
        return None
    if _DECORATION.search(unquote(parts.path)[-120:]) or parts.path.lower().endswith(
        (".svg", ".gif")
    ):
        return None
    words, credit = split_credit(_LABEL.sub("", caption))
    return Picture(absolute, words[:2000], credit[:200], flat(alt)[:500])


def same_file(url: str) -> str:
    """What the addresses of one picture at several sizes and crops have in common: the name of its
    file without sizes, or of its folder where the file has none; with the long number in it,
    that."""
    parts = _EXTENSION.sub("", unquote(unquote(urlsplit(url).path)).lower()).split("/")
    names = [name for part in parts if (name := _SIZE.sub("", part).strip("-_.@ "))]
    last = next((at for at in range(len(names) - 1, -1, -1) if not _NO_NAME.match(names[at])), 0)
    numbered = _NUMBER.match(names[last]) if names else None
    if numbered:
        return numbered[0]
    return "/".join(names[max(0, last - (len(names[last]) < _SHORT)) : last + 1]) if names else ""


def figure(element: HtmlElement, base: str) -> Picture | None:
    """The picture of a figure (or a bare img) with its caption and credit, None when it has
    none."""
    images = (
        [element] if element.tag in {"img", "amp-img"} else list(element.iter("img", "amp-img"))[:4]
    )
    caption = _caption(element)
    for image in images:
        made = next(
            (
                p
                for src in _addresses(image)
                if (p := picture(src, base, caption, image.get("alt") or ""))
            ),
            None,
        )
        if made is not None and _size(image, "width") not in range(1, 120):
            credit = made.credit or _credit(element)
            words = made.caption.removesuffix(credit).rstrip(" |·—–-") if credit else made.caption
            return Picture(made.url, words, credit, made.alt, *_sizes(image))
    return None


def _addresses(image: HtmlElement) -> Iterable[str]:
    for name in _SOURCES:
        value = (image.get(name) or "").strip()
        if value and not value.startswith("data:"):
            yield value
    for name in ("srcset", "data-srcset"):
        last = (image.get(name) or "").strip().rsplit(", ", 1)[-1].split(" ")[0]
        if last and not last.startswith("data:"):
            yield last


def _size(image: HtmlElement, name: str) -> int:
    value = (image.get(name) or "").strip().removesuffix("px")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 6 else 0


def _sizes(image: HtmlElement) -> tuple[int, int]:
    return _size(image, "width"), _size(image, "height")


def _caption(element: HtmlElement) -> str:
    found = next(element.iter("figcaption"), None)
    return flat(found.text_content()[:_CAPTION]) if found is not None else ""


def _credit(element: HtmlElement) -> str:
    """A credit in an element of its own (by class or itemprop)."""
    for part in element.iter("span", "div", "p", "small", "cite", "figcaption"):
        label = f"{part.get('class') or ''} {part.get('itemprop') or ''}".lower()
        if ("credit" in label or "copyright" in label) and len(part) <= 3:
            text = flat(part.text_content())
            return split_credit(text)[1] or text[:200]
    return ""
