"""Whether a publisher forbids that its texts are given to a model.

robots.txt         Disallow for an AI robot · Content-Signal: ai-input=no · License: (RSL 1.0)
/.well-known/tdmrep.json and <meta name="tdm-reservation">   (TDMRep, W3C group report 2024)
<meta name="robots" content="noai">                           (DeviantArt 2022)
"""

import fnmatch
import json
import re
from collections.abc import Callable
from urllib.parse import urlsplit

from octavo.errors import BadStatus, WireError
from octavo.fetch.robots import MAX_BYTES, policy
from octavo.gateway import Ask, Gateway

AI_ROBOTS = (
    "gptbot", "chatgpt-user", "oai-searchbot", "ccbot", "google-extended", "claudebot",
    "claude-web", "anthropic-ai", "perplexitybot", "applebot-extended", "meta-externalagent",
    "bytespider", "cohere-ai", "amazonbot", "diffbot",
)  # fmt: skip
"""Names by which publishers forbid AI to read them."""

HEAD = 60_000
"""Characters of a page in which its meta tags are looked for. Chosen by hand; not measured."""

_SIGNAL = re.compile(
    r"(?im)^\s*content-(?:signal|usage)\s*:.*\b(?:ai-input|ai-train|train-ai)\s*=\s*n"
)
_LICENCE = re.compile(r"(?im)^\s*license\s*:\s*https?://")
_META = re.compile(
    r"<meta\b[^>]*\bname=[\"']?tdm-reservation[\"']?[^>]*\bcontent=[\"']?1|"
    r"<meta\b[^>]*\bcontent=[\"']?1[\"']?[^>]*\bname=[\"']?tdm-reservation|"
    r"<meta\b[^>]*\bname=[\"']?robots[^>]*\bnoai\b|"
    r"<link\b[^>]*application/rsl\+xml",
    re.IGNORECASE,
)


def page_forbids_ai(html: str) -> bool:
    """Whether a page's own tags forbid it."""
    return bool(_META.search(html[:HEAD]))


def robots_forbid_ai(body: bytes, path: str) -> bool:
    """Whether a robots.txt forbids a path to a robot of AI, or all use by AI."""
    text = body.decode("utf-8", "replace")
    if _SIGNAL.search(text) or _LICENCE.search(text):
        return True
    return any(not policy(body, robot).allows(path) for robot in AI_ROBOTS)


def tdmrep_forbids(body: bytes, path: str) -> bool:
    """Whether a tdmrep.json reserves a path."""
    try:
        rows = json.loads(body)
    except ValueError:
        return False
    rules = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    fits = [row for row in rules if _fits(path, str(row.get("location", "/")))]
    return bool(fits) and str(fits[0].get("tdm-reservation")) == "1"


async def site_forbids_ai(gateway: Gateway, url: str) -> bool:
    """Whether a publisher's site forbids it of an address; True where robots.txt cannot be had."""
    parts = urlsplit(url)
    origin, path = f"{parts.scheme}://{parts.netloc}", parts.path or "/"
    return await _says(gateway, f"{origin}/robots.txt", path, robots_forbid_ai) or await _says(
        gateway, f"{origin}/.well-known/tdmrep.json", path, tdmrep_forbids
    )


async def _says(
    gateway: Gateway, url: str, path: str, forbids: Callable[[bytes, str], bool]
) -> bool:
    try:
        answer = await gateway.ask(Ask(url, "robots", max_bytes=MAX_BYTES, cut=True))
    except BadStatus as error:
        return error.status >= 500 or error.status == 429
    except WireError:
        return True
    return forbids(answer.body, path)


def _fits(path: str, location: str) -> bool:
    """Whether a location of tdmrep.json, with `*` and `$`, is that of a path."""
    if location.endswith("$"):
        return fnmatch.fnmatchcase(path, location[:-1])
    return fnmatch.fnmatchcase(path, f"{location.rstrip('*')}*")
