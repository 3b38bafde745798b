"""Addresses: made absolute, cleaned of tracking, and in one form for recognising the same one."""

import re
from functools import lru_cache
from urllib.parse import parse_qsl, quote, unquote, urljoin, urlsplit, urlunsplit

MAX_URL = 4_000
TRACKING = re.compile(
    r"(?:utm_\w+|mtm_\w+|pk_\w+|piwik_\w+|hsa_\w+|oly_\w+|vero_\w+|at_(?:medium|campaign|custom\d)"
    r"|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|ysclid|twclid|ttclid|igshid|igsh|li_fat_id"
    r"|mc_[ce]id|mkt_tok|_hsenc|_hsmi|__hs\w+|s_cid|icid|ncid|cmpid|xtor|wt_mc|wt\.mc_id|ns_\w+"
    r"|guccounter|guce_\w+|ref_src|ref_url|_ga|_gl|rss_id|ocid|taid|sr_share|cmp)",
    re.IGNORECASE,
)
PLAIN = re.compile(
    r"https?://[a-z0-9.-]*[a-z0-9](?::(?!80/|443/)\d{1,5})?/[A-Za-z0-9/._~!$'()*+,;=:@-]*"
)
"""An address with nothing to clean: lower-case host, no query, no fragment, nothing escaped."""
UNSAFE = re.compile(r"[^\x21\x23-\x3b\x3d\x3f-\x5b\x5d\x5f\x61-\x7a\x7e]")
DEFAULT_PORT = {"http": ":80", "https": ":443"}


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
    """Returns a query string without the parameters that only follow the reader about."""
    kept = [
        pair for pair in query.split("&") if pair and not TRACKING.fullmatch(pair.partition("=")[0])
    ]
    return "&".join(kept)


def is_tracking_fragment(fragment: str) -> bool:
    """Whether a fragment is no place in the page but a campaign's mark."""
    name = fragment.partition("=")[0]
    return bool(name) and "=" in fragment and bool(TRACKING.fullmatch(name))


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
    try:
        name = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return name.removeprefix("www.")


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
