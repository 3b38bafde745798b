"""The address against which a page's relative ones are read."""

from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement


def base_url(root: HtmlElement, url: str) -> str:
    """The page's first <base href> as an absolute http(s) address, else the page's own."""
    claimed = next((href for one in root.iter("base") if (href := one.get("href"))), "")
    try:
        base = urljoin(url, claimed.strip())
        return base if urlsplit(base).scheme in {"http", "https"} else url
    except ValueError:
        return url
