"""Addresses: the one an article is known by, without what only follows its readers around."""

import re
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit, urlunsplit

_TRACKING = re.compile(
    r"(?ix)^(utm_.*|at_(medium|campaign|link.*|ptr.*|bbc.*|custom.*)|ga_.*|pk_.*|mtm_.*|hsa_.*|vero_.*|oly_.*|wt_?mc.*"
    r"|(fb|gc|dc|ms|tt|yc|tw|li_fat_|wbra|gbra)_?l?cl?id|fbclid|gclid|gclsrc|dclid|msclkid|igshid|igsh|mc_[ce]id|mkt_tok|_hs(enc|mi)"
    r"|cmp(id)?|ns_(source|mchannel|campaign|linkname|fee)|ocid|ncid|smid|smtyp|sref|guccounter|guce_.*|ref_?src|rss|ftag"
    r"|(cid|ref|src|source|from|feature|partner|share|xtor)(?=$))$"
)
_AMBIGUOUS = {"cid", "ref", "src", "source", "from", "feature", "partner", "share"}
"""Names that follow readers only with a word as value: a number may well be the article."""


def clean_url(url: str) -> str:
    """The http(s) address without tracking parameters and fragment; empty when it is no such one.

    Raises nothing: what cannot be read as an address is no address."""
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not host or len(url) > 4000:
        return ""
    netloc = f"[{host}]" if ":" in host else host
    if port and port != {"http": 80, "https": 443}[parts.scheme]:
        netloc += f":{port}"
    return urlunsplit((parts.scheme, netloc, parts.path or "/", _query(parts), ""))


def _query(parts: SplitResult) -> str:
    if not parts.query:
        return ""
    pairs = parse_qsl(parts.query, keep_blank_values=True, max_num_fields=None)
    kept = [(name, value) for name, value in pairs if not _is_tracking(name, value)]
    return parts.query if len(kept) == len(pairs) else urlencode(kept)


def _is_tracking(name: str, value: str) -> bool:
    if name.lower() in _AMBIGUOUS:
        return not any(char.isdigit() for char in value)
    return _TRACKING.match(name) is not None


def site(url: str) -> str:
    """The host without `www.`, `m.` or `amp.`: what tells one site from another."""
    try:
        host = (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""
    return re.sub(r"^(?:www\d?|m|mobile|amp|edition|web)\.", "", host)


def is_same_site(one: str, other: str) -> bool:
    """Whether the two addresses are of one site: equal hosts, or one a part of the other."""
    first, second = site(one), site(other)
    if not first or not second:
        return False
    return first == second or first.endswith("." + second) or second.endswith("." + first)


def path_words(url: str) -> list[str]:
    """The parts of the path, for judging what kind of page an address is."""
    try:
        return [part for part in urlsplit(url).path.lower().split("/") if part]
    except ValueError:
        return []
