"""A publisher's page shown on ours: its words in their order, and nothing that could act.

Three walls, each enough alone: the markup is sanitised; the frame is sandboxed, without scripts,
forms or our origin; a policy inside it, and the site's own around it, allow no request.
"""

import re

from octavo.extract.sanitise import safe_html

SIZE = 400_000
"""Characters of a page that are shown."""
WAY_OUT = re.compile(r"<img\b[^>]*>|\s(?:href|src)=\"[^\"]*\"")
POLICY = "default-src 'none'; form-action 'none'; base-uri 'none'"


def framed(html: str) -> str:
    """The document for the frame's `srcdoc`."""
    return (
        f'<!doctype html><meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        '<meta name="color-scheme" content="light dark">'
        f"{without_ways_out(safe_html(html))[:SIZE]}"
    )


def without_ways_out(html: str) -> str:
    """The markup without pictures and with links that lead nowhere."""
    return WAY_OUT.sub("", html)
