"""What stands on an article's page and is no part of it, whatever it says: the readers' comments and
their rules, other articles, dialogs, consent notices, forms to register with."""

import re
from functools import lru_cache

from lxml.html import HtmlElement

_BEFORE = r"(?i)(?:[a-z0-9]+[-_]+)*"
_PARTS = (
    r"(?:[-_]*(?:list|area|sections?|threads?|wrap|wrapper|container|block|box|holder|content|feed|template|main|app|root|module"
    r"|body|text|items?|entry|inner|group|panel|pane|region|form|widget|component|window|dialog|overlay|rules|guidelines|below|bottom"
    r"|posts?|articles?|stories|story|news|links?|grid|row|heading|carousel|slider|cards?|topics))*"
)
_NAMED = {
    "comments": re.compile(
        rf"{_BEFORE}(?:comments?|disqus|kommentare?|comentarios|commentaires|reacties|commenti|livefyre|viafoura|spotim){_PARTS}"
        rf"|[a-z]+(?-i:Comments?){_PARTS}"
    ),
    "related": re.compile(
        rf"{_BEFORE}(?:related|recommend(?:ed|ations?)|recirc(?:ulation)?|more-(?:stories|news|articles|posts|like-this|from)|further-reading"
        rf"|read-(?:next|more|also)|next-(?:article|post|story|up)|up-next|you-(?:may|might)(?:-also)?-like|also-like|outbrain|taboola"
        rf"|most-(?:read|popular|viewed)|popular-?posts|trending){_PARTS}"
    ),
    "aside": re.compile(
        rf"{_BEFORE}(?:(?:consent|gdpr|onetrust|usercentrics|didomi|cybot|cookiebot|cmplz|borlabs)[a-z]*(?:[-_]++[a-z]++){{0,3}}"
        r"|cookies?(?:[-_]*(?:banner|notice|consent|bar|law|info|policy|popup|message|warning|alert|wall|disclaimer|settings|hint|layer))+"
        rf"{_PARTS}|(?:modal|pop-?up|registration|register|log-?in|sign-?in|sign-?up|janrain|regwall|community|house-?rules|netiquette)"
        rf"{_PARTS})|cmp"
    ),
}
"""Names of sections. Of 950 pages with a gold text 107 had comments in such a section, which held no
headline and no main element, and one of them 26 words of its article; 110 had dialogs there and 73
consent notices, none a word of its article. 267 had other articles there, and eight of those words
of their own, 306 in all."""

_NAMES = 400
"""Characters of an element's names that are read. Chosen by hand; not measured."""

_SECTIONS = (
    "div",
    "section",
    "aside",
    "article",
    "form",
    "footer",
    "ol",
    "ul",
    "li",
    "dl",
    "details",
)


def without_asides(root: HtmlElement) -> HtmlElement:
    """The same tree, changed: without comments, other articles, dialogs, consent notices and forms to
    register with.

    None of them is one that holds the page's headline or its main element. Comments and other
    articles may be longer than the article below whose headline they stand; anything else is at
    most half of the page."""
    found = [one for one in root.iter(*_SECTIONS) if _kind(one) and not _has_article(one)]
    if not found:
        return root
    has_headline = next(root.iter("h1"), None) is not None
    half = len(root.text_content()) / 2
    for element in found:
        may_be_long = has_headline and _kind(element) in {"comments", "related"}
        if element.getparent() is not None and (may_be_long or len(element.text_content()) <= half):
            element.drop_tree()
    return root


def _kind(element: HtmlElement) -> str:
    """The key of `_NAMED` that the element is, empty for none."""
    if element.get("role") in {"dialog", "alertdialog"} or element.get("aria-modal") == "true":
        return "aside"
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    return _kind_named(named[:_NAMES]) if len(named) > 1 else ""


@lru_cache(maxsize=8192)
def _kind_named(named: str) -> str:
    names = named.split()
    return next((kind for kind, form in _NAMED.items() if any(map(form.fullmatch, names))), "")


def _has_article(element: HtmlElement) -> bool:
    if next(element.iter("h1", "main"), None) is not None:
        return True
    marked = (one.get("itemprop") or "" for one in element.iter())
    return any("articlebody" in name.lower() for name in marked)
