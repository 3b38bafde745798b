"""A person at a browser, for end-to-end tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page

from site_process import Site


class Reader:
    """A person at a browser, who notices every complaint and every request that goes elsewhere."""

    def __init__(self, page: Page, site: Site) -> None:
        self.page, self.site = page, site
        self.complaints: list[str] = []
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self._asked(request.url))

    def _asked(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme != "data" and parts.netloc != f"127.0.0.1:{self.site.port}":
            self.complaints.append(f"asked {url}")

    def open(self, path: str) -> Page:
        """Goes to a page."""
        self.page.goto(self.site.address + path)
        self.page.wait_for_load_state("networkidle")
        return self.page

    def sign_in(self, name: str, password: str) -> None:
        """Signs in with the form."""
        self.open("/account/login/")
        self.page.get_by_label("Login").fill(name)
        self.page.get_by_label("Password").fill(password)
        self.page.locator("main").get_by_role("button", name="Sign in").click()
        self.page.wait_for_url(lambda url: "login" not in url)


@contextmanager
def visiting(browser: Browser, site: Site, **window: Any) -> Iterator[Reader]:
    """A person with a browser window of their own, who in the end has had nothing to complain of.
    `window` is what Playwright's `new_context` takes."""
    context = browser.new_context(**window)
    person = Reader(context.new_page(), site)
    yield person
    context.close()
    assert person.complaints == []
