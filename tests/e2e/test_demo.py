"""The first minute offline: `octavo up` on an empty folder has the demo press to read, and one
click takes it away."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from site_process import Site, free_port

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]


def test_there_is_something_to_read_and_it_goes_away_whole(browser: Browser, tmp_path: Path):
    site = Site(
        tmp_path,
        OCTAVO_DEMO="1",
        OCTAVO_DEMO_PORT=str(free_port()),
        OCTAVO_FETCHER_ALLOW_PRIVATE_NETWORKS="0",
    )
    with site.up():
        site.wait_for("/", "demo press", seconds=60)
        titles = re.findall(r"<h2><a data-open[^>]*>([^<]+)", site.wait_for("/eight"))
        assert len(titles) == len(set(titles)) == 8
        assert "إضراب" in site.wait_for("/ar/")
        _reads(browser, site)
        assert len(site.run("export", "jsonl").splitlines()) >= 80

        page = browser.new_page()
        page.goto(site.address + "/")
        page.get_by_role("button", name="Take it away").click()
        assert "demo press is gone" in page.locator("[role=status]").inner_text()
        assert "Nothing here yet" in page.locator("main").inner_text()
        page.close()
    assert site.run("export", "jsonl") == ""


def _reads(browser: Browser, site: Site) -> None:
    """A person opens a story, an article of it, and the original at its publisher."""
    page = browser.new_page(viewport={"width": 1240, "height": 1300})
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(site.address + "/")
    page.locator(".lead h2 a").click()
    page.wait_for_url("**/story/*")
    page.locator(".cover td a").first.click()
    page.wait_for_url("**/article/*")
    assert len(page.locator(".body").inner_text()) > 400
    assert "fiction" in page.locator(".kicker").first.inner_text()
    headline = page.locator("h1").inner_text()
    page.goto(page.locator("[data-original]").get_attribute("href") or "")
    assert headline in page.content()
    assert complaints == []
    page.close()
