"""Addresses: made absolute, cleaned of tracking, in one form for comparing, and whose they are.

absolute      a link as written ─► an address that can be fetched
clean_url     … ─► the address an article is known by: no tracking, no fragment, no default port
canonical     … ─► the form by which two spellings of one address are the same
host, server  who answers there, without and with the port
site          whose pages these are: what host memory, rules and stored pages are kept by
registrable   the part of a host that somebody registered (Public Suffix List)
"""

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote, unquote, unquote_plus, urljoin, urlsplit, urlunsplit

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList

MAX_URL = 4_000
"""Characters of an address that is taken from a text; browsers and servers take 2,000 to 8,000."""

TRACKING = re.compile(
    r"(?:(?:utm|mtm|pk|piwik|hsa|oly|vero|ga|guce|ns)_\w+|at_(?:medium|campaign|link|ptr|bbc|custom)\w*"
    r"|fbclid|gclid|gclsrc|dclid|dcl?id|gbraid|wbraid|msclkid|yclid|ysclid|twclid|ttclid|li_fat_id"
    r"|igshid|igsh|mc_[ce]id|mkt_tok|_hsenc|_hsmi|__hs\w+|_ga|_gl|s_cid|icid|ncid|ocid|cmp|cmpid|xtor"
    r"|wt_?mc\w*|wt\.mc_id|smid|smtyp|sref|guccounter|ref_?src|ref_url|rss|rss_id|ftag|taid|sr_share)",
    re.IGNORECASE,
)
"""Names of parameters that only follow the reader about."""
AMBIGUOUS = frozenset({"cid", "ref", "src", "source", "from", "feature", "partner", "share"})
A_WORD = re.compile(r"[A-Za-z_-]*(?:\.[A-Za-z]{2})?")
"""A value by which one of the ambiguous names is tracking: a number may well be the article, and
an address the picture."""
PLAIN = re.compile(
    r"https?://[a-z0-9.-]*[a-z0-9](?::(?!80/|443/)\d{1,5})?/[A-Za-z0-9/._~!$'()*+,;=:@-]*"
)
"""An address with nothing to clean: lower-case host, no query, no fragment, nothing escaped."""
UNSAFE = re.compile(r"[^\x21\x23-\x3b\x3d\x3f-\x5b\x5d\x5f\x61-\x7a\x7e]")
DEFAULT_PORT = {"http": ":80", "https": ":443"}
WITH_NAME = re.compile(r"(https?://)([^/?#]*)@", re.IGNORECASE)
"""An address in which a name, and mostly a password, stands before the host."""
DEVICE = re.compile(r"(?:www\d?|m|mobile|amp|edition|web)\.")
"""The label by which a publisher tells its pages for one kind of device from the others."""
ADDRESS = re.compile(r"[0-9.]+|.*:.*")
"""A host that is an IP address."""


@lru_cache(8_192)
def absolute(link: str, base: str = "") -> str:
    """Returns an http(s) address, absolute and without tracking parameters, or "" when `link` is
    none (javascript:, mailto:, empty, broken, absurdly long)."""
    link = link.strip()
    if not link or len(link) > MAX_URL:
        return ""
    if PLAIN.fullmatch(link):
        return link
    link = re.sub(r"[\t\r\n]", "", link).replace("&amp;", "&")
    try:
        joined = link if link.startswith(("http://", "https://")) else urljoin(base, link)
        parts = urlsplit(joined)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            return ""
        query = untracked(parts.query) if parts.query else ""
        fragment = "" if is_tracking_fragment(parts.fragment) else parts.fragment
        clean = urlunsplit((parts.scheme, parts.netloc, parts.path, query, fragment))
    except ValueError:
        return ""
    return UNSAFE.sub(_quoted, clean)


def _quoted(match: re.Match[str]) -> str:
    return match[0] if match[0] > "\x7f" else quote(match[0], safe="")


def untracked(query: str) -> str:
    """Returns a query string without the parameters that only follow the reader about; the others
    stay as they were written."""
    return "&".join(pair for pair in query.split("&") if pair and not _is_tracking(pair))


def _is_tracking(pair: str) -> bool:
    name, _, value = pair.partition("=")
    if name.lower() in AMBIGUOUS:
        return A_WORD.fullmatch(unquote_plus(value)) is not None
    return TRACKING.fullmatch(name) is not None


def is_tracking_fragment(fragment: str) -> bool:
    """Whether a fragment is no place in the page but a campaign's mark."""
    name = fragment.partition("=")[0]
    return bool(name) and "=" in fragment and bool(TRACKING.fullmatch(name))


def clean_url(url: str) -> str:
    """Returns the http(s) address an article is known by: without tracking, fragment, user and
    default port, its host in lower case; "" when it is no such address."""
    try:
        parts = urlsplit(url.strip())
        name, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return ""
    if parts.scheme not in DEFAULT_PORT or not name or len(url) > MAX_URL:
        return ""
    netloc = f"[{name}]" if ":" in name else name
    if port and f":{port}" != DEFAULT_PORT[parts.scheme]:
        netloc += f":{port}"
    return urlunsplit((parts.scheme, netloc, parts.path or "/", untracked(parts.query), ""))


@lru_cache(8_192)
def canonical(url: str) -> str:
    """Returns the form by which two spellings of one address are seen to be the same: scheme and
    host in lower case, no default port, tracking or fragment, parameters in order, one encoding.

    A fragment that is a path of its own (`#!/…`) is kept. Not an address: the text itself."""
    clean = absolute(url)
    if not clean:
        return url.strip()
    if PLAIN.fullmatch(clean):
        return clean
    parts = urlsplit(clean)
    netloc = parts.netloc.rpartition("@")[2].lower().removesuffix(DEFAULT_PORT[parts.scheme])
    query = "&".join(
        f"{quote(name)}={quote(value)}"
        for name, value in sorted(parse_qsl(parts.query, keep_blank_values=True))
    )
    path = quote(
        unquote(parts.path, errors="surrogateescape"),
        safe="/:@!$&'()*+,;=~",
        errors="surrogateescape",
    )
    fragment = parts.fragment if parts.fragment.startswith("!") else ""
    return urlunsplit((parts.scheme, netloc, path or "/", query, fragment))


def path_words(url: str) -> list[str]:
    """Returns the parts of the path in lower case, for judging what kind of page an address is."""
    try:
        return [part for part in urlsplit(url).path.lower().split("/") if part]
    except ValueError:
        return []


def parted(url: str) -> tuple[str, str]:
    """Returns an address without the name and password that stand in it, and those as they are
    written there, "" if there are none."""
    match = WITH_NAME.match(url)
    return (match[1] + url[match.end() :], match[2]) if match else (url, "")


def with_credentials(url: str, word: str) -> str:
    """Returns an address with a name and password in it, as `parted` gave them."""
    scheme, sign, rest = url.partition("://")
    return f"{scheme}{sign}{word}@{rest}" if word and sign else url


def may_see(url: str, given_at: str) -> bool:
    """Whether a password given for one address may be sent to another: the same server, by no less
    safe a way."""
    here, there = urlsplit(url), urlsplit(given_at)
    is_safe = here.scheme in (there.scheme, "https")
    return is_safe and here.hostname == there.hostname and server(url) == server(given_at)


# ---------------------------------------------------------------- whose address it is


def server(url: str) -> str:
    """Returns who is asked for an address, host and port, as the gateway counts its turns; "" if
    there is nobody."""
    try:
        parts = urlsplit(url)
        return f"{parts.hostname}:{parts.port}" if parts.port else parts.hostname or ""
    except ValueError:
        return ""


def host(url: str) -> str:
    """Returns the host of an address in lower case without `www.`, "" if it has none."""
    return _hostname(url).removeprefix("www.")


def _hostname(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


def site(url: str) -> str:
    """Returns the host of an address without its label for a device (`www.`, `m.`, `amp.`), "" if
    there is none: what tells one publisher's pages from another's.

    A label is part of the name where nothing registrable is left without it: `web.de`, `m.de`. The
    other labels stay, because many publishers live below one registered name that the Public
    Suffix List does not part (substack.com, wordpress.com), and because the pages of
    `sport.x.example` are seldom built like those of `www.x.example`."""
    return _site(_hostname(url))


@lru_cache(8_192)
def _site(name: str) -> str:
    label = DEVICE.match(name)
    rest = name[label.end() :] if label else ""
    return rest if rest and registrable(rest) else name


@lru_cache(8_192)
def registrable(name: str) -> str:
    """Returns the part of a host name that its owner registered: `bbc.co.uk` of
    `news.bbc.co.uk`, and `x.github.io` of itself, for the list's private part counts too.

    "" where nobody can register it: a public suffix, an IP address, a name without a dot."""
    if ADDRESS.fullmatch(name):
        return ""
    found = _suffixes().privatesuffix(name)
    return str(found) if found else ""


@cache
def _suffixes() -> "PublicSuffixList":
    from publicsuffixlist import PublicSuffixList  # 60 ms: only when a host is asked about

    return PublicSuffixList()  # the list in the package; nothing is fetched


def is_same_site(one: str, other: str) -> bool:
    """Whether two addresses are of one site: equal, or one a part of the other and not merely
    below the same public suffix (`a.github.io` is no part of `github.io`)."""
    first, second = sorted((site(one), site(other)), key=len)
    if not first or first == second:
        return bool(first)
    return second.endswith("." + first) and bool(registrable(first))


# ---------------------------------------------------------------- HTML

ATTRIBUTE = re.compile(
    r"""(<[a-z][^<>]{0,4000}?\s(?:href|src|poster)\s*=\s*)(["'])([^"'<>]{0,4000})\2""",
    re.IGNORECASE,
)
OUTSIDE = ("http://", "https://", "data:", "mailto:", "tel:", "#")


def absolute_html(html: str, base: str) -> str:
    """Returns HTML whose relative href, src and poster addresses are absolute. Nothing else is
    changed; this is no sanitiser."""
    if not base or "=" not in html:
        return html

    def whole(match: re.Match[str]) -> str:
        link = match[3].strip()
        if not link or link.lower().startswith(OUTSIDE):
            return match[0]
        try:
            joined = urljoin(base, link)
        except ValueError:
            return match[0]
        return f"{match[1]}{match[2]}{joined}{match[2]}"

    return ATTRIBUTE.sub(whole, html)
