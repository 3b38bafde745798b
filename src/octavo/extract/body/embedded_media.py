"""Pictures and embeds inside a body, as blocks between its paragraphs."""

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape, unescape
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from octavo.extract.page.pictures import figure, same_file
from octavo.extract.page.text import flat
from octavo.extract.page.text_blocks import TextBlock
from octavo.types import Block, Picture

_PLAYERS = {
    "youtube.com": "YouTube", "youtube-nocookie.com": "YouTube", "youtu.be": "YouTube", "vimeo.com": "Vimeo",
    "dailymotion.com": "Dailymotion", "twitter.com": "X", "x.com": "X", "instagram.com": "Instagram",
    "facebook.com": "Facebook", "tiktok.com": "TikTok", "spotify.com": "Spotify", "soundcloud.com": "SoundCloud",
    "datawrapper.de": "Datawrapper", "flourish.studio": "Flourish", "documentcloud.org": "DocumentCloud",
    "podcasts.apple.com": "Apple Podcasts", "streamable.com": "Streamable", "rumble.com": "Rumble", "t.me": "Telegram",
}  # fmt: skip
_CAPTION_NAME = re.compile(r"(?:^|[\s_-])[a-z]{0,8}[Cc]aption(?:[\s_-]|$)")
_FRAME_NAME = re.compile(
    r"(?i)(?:^|[\s_-])(?:image|photo|picture)(?:[\s_-]?(?:widget|wrap(?:per)?|box|embed))"
)
_PORTRAIT = re.compile(r"(?i)(?:^|[\s_-])(?:author|byline|avatar|profile|writer)(?:[\s_-]|$)")
"""Frames of a writer's own picture."""
_IMAGE_SOURCE = re.compile(r'<img src="([^"]*)"')
_ASIDE = frozenset({"aside", "nav", "footer", "header", "form", "table"})
CAPTION_WORDS = 60
"""Words of a caption at most. Chosen by hand; not measured."""
_MAX_PICTURES = 40
"""Pictures of one page that are looked at. Chosen by hand; not measured."""
_BELOW = 4
"""text blocks from the body's first on in which its lead picture may stand, below a standfirst."""
_ABOVE = 25
"""text blocks above the body in which its lead picture is looked for where there is no headline."""


def is_caption(text_block: TextBlock) -> bool:
    """Whether the text block belongs to a figure: its caption, or a pulled quote, not a text in a
    frame."""
    if text_block.size <= CAPTION_WORDS and (
        _is_named_caption(text_block.container) or _is_below_picture(text_block.container)
    ):
        return True
    above = {str(up.tag) for up in text_block.container.iterancestors()} | {text_block.tag}
    if "figcaption" in above:
        return True
    return "figure" in above and "table" not in above and text_block.size <= CAPTION_WORDS


def _is_named_caption(element: HtmlElement) -> bool:
    """Whether the element, or the one around it, is called a caption."""
    around = element.getparent()
    names = [one.get("class") or "" for one in (element, around) if one is not None]
    return any(_CAPTION_NAME.search(name) for name in names)


def _is_below_picture(element: HtmlElement) -> bool:
    """Whether the element's frame, or that one's, is named for the picture that it holds."""
    frames = list(element.iterancestors("div"))[:2]
    named = [up for up in frames if _FRAME_NAME.search(up.get("class") or "")]
    return any(next(up.iter("img"), None) is not None for up in named)


def lead(
    page: Sequence[TextBlock], first: TextBlock, base: str, claimed: Picture | None
) -> Picture | None:
    """The page's lead picture as it shows it: that between the headline and the first lines of the
    body, else the one that the page also gives to be shared, else None."""
    at = next(index for index, text_block in enumerate(page) if text_block is first)
    start = max((i for i in range(at) if page[i].tag == "h1"), default=max(0, at - _ABOVE))
    near = (
        text_block
        for text_block in page[start : at + _BELOW]
        if _is_picture(text_block) and _is_framed(text_block)
    )
    visible = (
        figure(_whole(text_block), base)
        for text_block in near
        if _belongs_to_text(text_block, _ASIDE - {"header"})
    )
    return next((one for one in visible if one), None) or _same(page, base, claimed)


def _same(page: Sequence[TextBlock], base: str, claimed: Picture | None) -> Picture | None:
    """The picture of the page that is the claimed one at another size."""
    name = same_file(claimed.url) if claimed else ""
    pictures = (
        [text_block for text_block in page if _is_picture(text_block)][:_MAX_PICTURES]
        if name
        else []
    )
    visible = (
        figure(_whole(text_block), base)
        for text_block in pictures
        if _belongs_to_text(text_block, _ASIDE - {"header"})
    )
    return next((one for one in visible if one and same_file(one.url) == name), None)


def _is_picture(text_block: TextBlock) -> bool:
    return text_block.tag in {"img", "amp-img"}


def _is_framed(text_block: TextBlock) -> bool:
    """Whether the picture stands in a figure or is of several sizes, as no avatar is."""
    around = list(text_block.container.iterancestors())
    above = {str(up.tag) for up in around}
    if any(_PORTRAIT.search(up.get("class") or "") for up in around[:5]):
        return False
    return bool(above & {"figure", "picture"}) or any(
        text_block.container.get(name) for name in ("srcset", "data-srcset")
    )


def with_figures(
    parts: Sequence[TextBlock | str], page: Sequence[TextBlock]
) -> list[TextBlock | str]:
    """The parts with the page's pictures and embeds that stand between them, each once."""
    place = {id(text_block): index for index, text_block in enumerate(page)}
    out: list[TextBlock | str] = []
    last = -1
    for part in parts:
        at = place.get(id(part), -1) if isinstance(part, TextBlock) else -1
        if last >= 0 and at > last + 1:
            out.extend(_between(page[last + 1 : at]))
        out.append(part)
        last = at if at >= 0 else last
    return out


def _between(text_blocks: Iterable[TextBlock]) -> Iterator[TextBlock]:
    visible: set[int] = set()
    for text_block in text_blocks:
        if text_block.is_media and _belongs_to_text(text_block):
            element = _whole(text_block)
            if id(element) not in visible and len(visible) < _MAX_PICTURES:
                visible.add(id(element))
                yield text_block


def _whole(text_block: TextBlock) -> HtmlElement:
    """The figure around a picture, else the picture."""
    return next(text_block.container.iterancestors("figure"), text_block.container)


def _belongs_to_text(text_block: TextBlock, aside: frozenset[str] = _ASIDE) -> bool:
    """Whether the picture belongs to the text: in a figure, or alone and not the way elsewhere."""
    is_framed = False
    for up in text_block.container.iterancestors():
        if up.tag in aside:
            return False
        is_framed = is_framed or up.tag == "figure"
        if up.tag == "a" and not is_framed and "." not in (up.get("href") or "").rsplit("/", 1)[-1]:
            return False
    return True


def figure_block(text_block: TextBlock, base: str) -> Block | None:
    """The picture or embed as a block, None when there is nothing to show. Captions are no body, so
    the block's text is empty."""
    if not _is_picture(text_block):
        return _card(text_block.container, base)
    visible = figure(_whole(text_block), base)
    return None if visible is None else Block("figure", "", picture_html(visible))


def picture_html(visible: Picture) -> str:
    """The picture with caption and credit as a figure element."""
    credit = f" <small>{escape(visible.credit, quote=False)}</small>" if visible.credit else ""
    image = f'<img src="{escape(visible.url)}" alt="{escape(visible.alt)}">'
    caption = escape(visible.caption, quote=False) + credit
    return (
        f"<figure>{image}"
        + (f"<figcaption>{caption}</figcaption>" if caption else "")
        + "</figure>"
    )


def without_repeats(blocks: Iterable[Block], lead: Picture | None) -> Iterator[Block]:
    """The blocks, but of pictures that are the lead one, or one before them, at whatever size only
    the first."""
    seen = {same_file(lead.url)} if lead else set()
    for block in blocks:
        visible = _IMAGE_SOURCE.search(block.html) if block.kind == "figure" else None
        name = same_file(unescape(visible[1])) if visible else ""
        if not name or name not in seen:
            yield block
        seen.add(name)


def _card(element: HtmlElement, base: str) -> Block | None:
    """A link to what was embedded: nothing foreign is ever loaded into a page of ours."""
    try:
        url = urljoin(base, (element.get("src") or element.get("data-src") or "").strip())
        host = (urlsplit(url).hostname or "").lower()
    except ValueError:
        return None
    name = next(
        (label for site, label in _PLAYERS.items() if host == site or host.endswith("." + site)), ""
    )
    if not name or not url.startswith("https://"):
        return None
    title = flat(element.get("title") or "")
    text = f"{name}: {title}" if title and title.lower() != name.lower() else name
    return Block("embed", "", f'<p><a href="{escape(url)}">{escape(text, quote=False)}</a></p>')
