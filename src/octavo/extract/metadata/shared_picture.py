"""The picture and the logo that a page gives to be shared."""

import re
from urllib.parse import urljoin

from octavo.extract.metadata import jsonld
from octavo.extract.metadata.claims import PageClaims
from octavo.extract.page.base import base_url
from octavo.extract.page.pictures import figure, picture
from octavo.extract.page.text import unescaped
from octavo.formats.urls import clean_url
from octavo.types import Picture


def shared_picture(claims: PageClaims) -> Picture | None:
    """The first claimed picture with its caption, else the feed's; None where there is none."""
    for url, caption in _claimed_pictures(claims):
        made = picture(url, base_url(claims.root, claims.base), caption)
        if made is not None:
            return _captioned(made, claims)
    return claims.page.entry.picture if claims.page.entry else None


def _claimed_pictures(claims: PageClaims) -> list[tuple[str, str]]:
    urls = [
        (url, "")
        for url in claims.meta.all(
            "og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src"
        )
    ]
    ld = claims.ld.get("image")
    first = ld[0] if isinstance(ld, list) and ld else ld
    caption = " ".join(jsonld.texts(first.get("caption"))) if isinstance(first, dict) else ""
    return [*urls, *((url, unescaped(caption)) for url in jsonld.texts(first, "url", "contentUrl"))]


def _captioned(made: Picture, claims: PageClaims) -> Picture:
    """The picture with the caption of the figure on the page that shows it."""
    if made.caption:
        return made
    name = _file(made.url)
    for element in list(claims.root.iter("figure"))[:8]:
        visible = figure(element, base_url(claims.root, claims.base))
        if (
            visible is not None
            and (visible.caption or visible.credit)
            and _file(visible.url) == name
        ):
            return Picture(
                made.url,
                visible.caption,
                visible.credit,
                visible.alt,
                visible.width,
                visible.height,
            )
    return made


def _file(url: str) -> str:
    return re.sub(r"[?#].*", "", url).rstrip("/").rsplit("/", 1)[-1].lower()


def logo(claims: PageClaims) -> str:
    """The address of the publisher's logo; empty where there is none."""
    claimed = [
        *jsonld.texts(claims.ld.get("publisher"), "logo"),
        *jsonld.texts(claims.publisher.get("logo"), "url", "contentUrl"),
    ]
    publisher = claims.ld.get("publisher")
    if isinstance(publisher, dict):
        claimed = [*jsonld.texts(publisher.get("logo"), "url", "contentUrl"), *claimed]
    claimed += [claims.meta.links.get(rel, "") for rel in ("apple-touch-icon", "icon", "shortcut")]
    return next((url for text in claimed if text and (url := absolute_url(claims.base, text))), "")


def absolute_url(base: str, text: str) -> str:
    """The absolute address, cleaned; empty where it is none."""
    try:
        return clean_url(urljoin(base, text))
    except ValueError:
        return ""
