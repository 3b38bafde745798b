"""The language that a page claims to be in."""

from octavo.extract.metadata import jsonld
from octavo.extract.metadata.claims import PageClaims
from octavo.formats import languages


def language_code(claims: PageClaims) -> str:
    """The first claimed language as an ISO 639-1 code; empty where there is none."""
    return next((code for tag in language_tags(claims) if (code := languages.language(tag))), "")


def language_tags(claims: PageClaims) -> list[str]:
    """The claims, best first, as written."""
    return [
        claims.root.get("lang") or "",
        claims.root.get("xml:lang") or "",
        *claims.meta.all("og:locale", "content-language", "language", "dc.language"),
        *jsonld.texts(claims.ld.get("inLanguage"), "alternateName", "name"),
        claims.page.entry.language if claims.page.entry else "",
    ]
