"""A tree as a reader sees it: without what is only for screen readers, and with what bad markup
shut away."""

import re
from functools import lru_cache
from unicodedata import category

from lxml.html import HtmlElement

from octavo.extract.page.text_blocks import SKIPPED

_SCREEN_READER_ONLY = re.compile(
    r"(?i)(?:^|[\s_-])(?:sr-?only|(?:visually|screen-?reader)-?hidden|screen-?reader(?:-?(?:text|only))?|"
    r"a11y(?:-(?:text|hidden|label|only))?|assistive-?text)(?:-focusable)?(?=$|[\s_])"
)
_VISIBLE_AGAIN = re.compile(r"(?i)\b(?:not|no|un)-sr-?only\b|hidden-except")
_HIDDEN = re.compile(r"(?:^|\s)(?:is-|u-)?hidden(?:$|\s)")
_RESPONSIVE = re.compile(r":|@|\b(?:inline|block|flex|visible|show)")
_NEW_WINDOW = re.compile(
    r"(?i)\s*[(\[]\s*(?:(?:link )?opens? (?:in|an?)|öffnet|wird in|s[’']ouvre|se abre|abre|si apre|opent|åbner|åpnes|öppnas|"
    r"otwiera|yeni|открывается|يفتح|新しい|在新)\b[^()]{0,40}(?:window|tab|fenster|fenêtre|onglet|ventana|pestaña|finestra|"
    r"scheda|janela|venster|tabblad|vindue|vindu|fönster|fane|flik|oknie|karcie|pencere|sekme|окне|вкладке|نافذة|ウィンドウ|窗口)\w*"
    r"(?: geöffnet)?\s*[)\]]?\s*"
)
_OPENS = ("(", "[")
_INVISIBLE_STYLE = re.compile(r"display:\s*none|visibility:\s*hidden")
_INLINE = frozenset({"span", "a", "b", "i", "em", "strong", "small", "sup", "sub", "font", "bdi"})
_CONTENT_TAGS = ("p", "h1", "img", "article", "main", "table", "ul", "ol", "blockquote")
_LABEL_WORDS = 25
"""Words beyond which a hidden text is a part of the page and no label."""

_CONTROLS = frozenset({"nav", "button", "label", "dialog", "select", "option", "object"}) & SKIPPED
_MAIN_CHARACTERS = 600
"""Characters from which a main element is a text, wherever it stands."""


def visible(root: HtmlElement) -> HtmlElement:
    """The same tree, changed: labels for screen readers are gone, and an element of control that
    holds the page's main text, as one that was never closed does, is an ordinary one."""
    for element in list(root.iter("main", "article")):
        _reopen(element)
    _reopen_unclosed(root)
    for element in [e for e in root.iter() if _is_invisible(e)]:
        if element.getparent() is not None:
            element.drop_tree()
    return root


def _reopen(element: HtmlElement) -> None:
    controls = [up for up in element.iterancestors() if up.tag in _CONTROLS]
    if controls and len(element.text_content()) >= _MAIN_CHARACTERS:
        for up in controls:
            up.tag = "div"


def _reopen_unclosed(root: HtmlElement) -> None:
    """An element of control that was never closed holds most of the page's paragraphs."""
    controls = list(root.iter(*_CONTROLS))
    if not controls:
        return
    prose = sum(map(_prose, root.iter("p")))
    for control in controls:
        own = sum(map(_prose, control.iter("p")))
        if own >= _MAIN_CHARACTERS and 2 * own > prose:
            control.tag = "div"


def _prose(paragraph: HtmlElement) -> int:
    """The characters of a paragraph that is no link."""
    is_link = next(paragraph.iter("a"), None) is not None
    return 0 if is_link else len(paragraph.text_content())


def _is_invisible(element: HtmlElement) -> bool:
    named = element.get("class")
    is_label = named is not None and _is_screen_reader_label(named[:400])
    if element.tag in _INLINE:
        is_label = is_label or _is_hidden(element, (named or "")[:400])
        if not (is_label and _has_word(element)) and not _is_icon(element):
            return False
    elif not is_label or element.tag in {"h1", "html", "body"} or not _has_word(element):
        return False
    return next(element.iter(*_CONTENT_TAGS), None) in {None, element} and _is_short(element)


@lru_cache(maxsize=4096)
def _is_screen_reader_label(named: str) -> bool:
    return _SCREEN_READER_ONLY.search(named) is not None and not _VISIBLE_AGAIN.search(named)


def _has_word(element: HtmlElement) -> bool:
    """Whether there is more than the sign between a kicker and its headline, which is kept."""
    return any(char.isalnum() for char in element.text_content())


def _is_hidden(element: HtmlElement, named: str) -> bool:
    """Whether an inline element is hidden at every width, or only names where its link opens."""
    if (element.text or "").lstrip()[:1] in _OPENS and _NEW_WINDOW.fullmatch(element.text[:80]):
        return True
    if element.get("hidden") is not None or _INVISIBLE_STYLE.search(element.get("style") or ""):
        return True
    return _HIDDEN.search(named) is not None and not _RESPONSIVE.search(named)


def _is_icon(element: HtmlElement) -> bool:
    """Whether the element is only a drawing made of signs: hidden from the ear, and no word and no
    mark of a sentence."""
    if element.get("aria-hidden") != "true":
        return False
    return all(category(char)[0] in "SCZ" or char in "#¶§" for char in element.text_content())


def _is_short(element: HtmlElement) -> bool:
    return len(element.text_content().split()) <= _LABEL_WORDS
