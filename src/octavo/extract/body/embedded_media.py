"""Pictures and embeds inside a body, as blocks between its paragraphs."""

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape, unescape
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from octavo.extract.page.pictures import figure, same_file
from octavo.extract.page.text import flat
from octavo.extract.page.text_blocks import Run
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
_FACE = re.compile(r"(?i)(?:^|[\s_-])(?:author|byline|avatar|profile|writer)(?:[\s_-]|$)")
"""Frames of a writer's own picture."""
_SHOWN = re.compile(r'<img src="([^"]*)"')
_ASIDE = frozenset({"aside", "nav", "footer", "header", "form", "table"})
CAPTION_WORDS = 60
_MOST = 40
_BELOW = 4
"""Runs from the body's first on in which its lead picture may stand, below a standfirst."""
_ABOVE = 25
"""Runs above the body in which its lead picture is looked for where there is no headline."""


def is_caption(run: Run) -> bool:
    """Whether the run belongs to a figure: its caption, or a pulled quote, not a text in a frame."""
    if run.size <= CAPTION_WORDS and (
        _is_named_caption(run.container) or _is_below_picture(run.container)
    ):
        return True
    above = {str(up.tag) for up in run.container.iterancestors()} | {run.tag}
    if "figcaption" in above:
        return True
    return "figure" in above and "table" not in above and run.size <= CAPTION_WORDS


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


def lead(page: Sequence[Run], first: Run, base: str, told: Picture | None) -> Picture | None:
    """The page's lead picture as it shows it: that between the headline and the first lines of the
    body, else the one that the page also gives to be shared, else None."""
    at = next(index for index, run in enumerate(page) if run is first)
    start = max((i for i in range(at) if page[i].tag == "h1"), default=max(0, at - _ABOVE))
    near = (run for run in page[start : at + _BELOW] if _is_picture(run) and _is_framed(run))
    shown = (figure(_whole(run), base) for run in near if _is_shown(run, _ASIDE - {"header"}))
    return next((one for one in shown if one), None) or _same(page, base, told)


def _same(page: Sequence[Run], base: str, told: Picture | None) -> Picture | None:
    """The picture of the page that is the told one at another size."""
    name = same_file(told.url) if told else ""
    pictures = [run for run in page if _is_picture(run)][:_MOST] if name else []
    shown = (figure(_whole(run), base) for run in pictures if _is_shown(run, _ASIDE - {"header"}))
    return next((one for one in shown if one and same_file(one.url) == name), None)


def _is_picture(run: Run) -> bool:
    return run.tag in {"img", "amp-img"}


def _is_framed(run: Run) -> bool:
    """Whether the picture stands in a figure or is of several sizes, as no avatar is."""
    around = list(run.container.iterancestors())
    above = {str(up.tag) for up in around}
    if any(_FACE.search(up.get("class") or "") for up in around[:5]):
        return False
    return bool(above & {"figure", "picture"}) or any(
        run.container.get(name) for name in ("srcset", "data-srcset")
    )


def with_figures(parts: Sequence[Run | str], page: Sequence[Run]) -> list[Run | str]:
    """The parts with the page's pictures and embeds that stand between them, each once."""
    place = {id(run): index for index, run in enumerate(page)}
    out: list[Run | str] = []
    last = -1
    for part in parts:
        at = place.get(id(part), -1) if isinstance(part, Run) else -1
        if last >= 0 and at > last + 1:
            out.extend(_between(page[last + 1 : at]))
        out.append(part)
        last = at if at >= 0 else last
    return out


def _between(runs: Iterable[Run]) -> Iterator[Run]:
    shown: set[int] = set()
    for run in runs:
        if run.is_media and _is_shown(run):
            element = _whole(run)
            if id(element) not in shown and len(shown) < _MOST:
                shown.add(id(element))
                yield run


def _whole(run: Run) -> HtmlElement:
    """The figure around a picture, else the picture."""
    return next(run.container.iterancestors("figure"), run.container)


def _is_shown(run: Run, aside: frozenset[str] = _ASIDE) -> bool:
    """Whether the picture belongs to the text: in a figure, or alone and not the way elsewhere."""
    is_framed = False
    for up in run.container.iterancestors():
        if up.tag in aside:
            return False
        is_framed = is_framed or up.tag == "figure"
        if up.tag == "a" and not is_framed and "." not in (up.get("href") or "").rsplit("/", 1)[-1]:
            return False
    return True


def figure_block(run: Run, base: str) -> Block | None:
    """The picture or embed as a block, None when there is nothing to show. Captions are no body, so
    the block's text is empty."""
    if not _is_picture(run):
        return _card(run.container, base)
    shown = figure(_whole(run), base)
    return None if shown is None else Block("figure", "", picture_html(shown))


def picture_html(shown: Picture) -> str:
    """The picture with caption and credit as a figure element."""
    credit = f" <small>{escape(shown.credit, quote=False)}</small>" if shown.credit else ""
    image = f'<img src="{escape(shown.url)}" alt="{escape(shown.alt)}">'
    caption = escape(shown.caption, quote=False) + credit
    return (
        f"<figure>{image}"
        + (f"<figcaption>{caption}</figcaption>" if caption else "")
        + "</figure>"
    )


def without_again(blocks: Iterable[Block], lead: Picture | None) -> Iterator[Block]:
    """The blocks, but of pictures that are the lead one, or one before them, at whatever size only
    the first."""
    seen = {same_file(lead.url)} if lead else set()
    for block in blocks:
        shown = _SHOWN.search(block.html) if block.kind == "figure" else None
        name = same_file(unescape(shown[1])) if shown else ""
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
