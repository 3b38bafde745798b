"""The first minute offline: `octavo up` on an empty folder has the demo press to read, in every
light and direction, and one click takes it away."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from reader import Reader
from site_process import Site, free_port

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

PICTURES = Path(__file__).parents[2] / "docs" / "images"


def _site(folder: Path, **settings: str) -> Site:
    return Site(
        folder,
        OCTAVO_DEMO="1",
        OCTAVO_DEMO_PORT=str(free_port()),
        OCTAVO_FETCHER_ALLOW_PRIVATE_NETWORKS="0",
        **settings,
    )


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A running site with the demo press loaded."""
    owner = {"OCTAVO_CREATE_ADMIN": "1", "OCTAVO_ADMIN_PASSWORD": "eleven lines of e-mail"}
    with _site(tmp_path_factory.mktemp("demo"), **owner).up() as site:
        site.wait_for("/", "demo press", seconds=60)
        site.wait_for("/ar/", "إضراب")
        yield site


def test_there_is_something_to_read(browser: Browser, demo: Site):
    titles = re.findall(r"<h2><a data-open[^>]*>([^<]+)", demo.wait_for("/eight"))
    assert len(titles) == len(set(titles)) == 8
    assert len(demo.run("export", "jsonl").splitlines()) >= 80
    page = browser.new_page(viewport={"width": 1240, "height": 1300})
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(demo.address + "/")
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


PAGES = ("/", "/article/{a}", "/story/{s}", "/search?q=strike", "/search?q=zebra+pumps", "/eight",
         "/ask?q=how many pumps failed?", "/sources", "/countries", "/apps", "/settings",
         "/section/Business", "/source/vareno-post", "/account/login/", "/offline", "/nowhere",
         "/ar/", "/ar/story/{s}", "/ar/eight", "/story/{s}/perspectives", "/ar/gaps")  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_accessibility_violation(browser: Browser, demo: Site, scheme):
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(bypass_csp=True, color_scheme=scheme)
    page = context.new_page()
    page.goto(demo.address + "/")
    lead = page.locator(".lead h2 a").get_attribute("href") or ""
    page.goto(demo.address + lead)
    copied = page.locator("tr:has(.wire-word) a").first.get_attribute("href") or ""
    numbers = {"s": lead.rpartition("/")[2], "a": copied.rpartition("/")[2]}
    for path in PAGES:
        page.goto(demo.address + path.format(**numbers))
        found = Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"][:120]) for one in found] == [], path
    context.close()


def test_a_line_of_ours_beside_arabic_keeps_its_own_direction(browser: Browser, demo: Site):
    page = browser.new_page()
    page.goto(demo.address + "/search?q=lang:ar")
    row = page.locator(".row[dir=rtl]").first
    assert row.locator("h2").evaluate("e => getComputedStyle(e).direction") == "rtl"
    time = row.locator("time").first
    assert time.inner_text().endswith("ago")
    first = "r.setStart(t, 0); r.setEnd(t, 1)"
    last = "r.setStart(t, t.length - 1); r.setEnd(t, t.length)"
    place = "e => {{ const t = e.firstChild, r = document.createRange(); {}; return r.getBoundingClientRect().x }}"  # noqa: E501
    assert time.evaluate(place.format(first)) < time.evaluate(place.format(last))
    page.close()


def test_one_click_takes_it_away(browser: Browser, tmp_path: Path):
    with _site(tmp_path).up() as site:
        site.wait_for("/", "demo press", seconds=60)
        page = browser.new_page()
        page.goto(site.address + "/")
        page.get_by_role("button", name="Take it away").click()
        page.get_by_text("demo press is gone").wait_for()
        assert "Nothing here yet" in page.locator("main").inner_text()
        page.close()
    assert site.run("export", "jsonl") == ""


@pytest.mark.parametrize(
    ("name", "path", "then", "size", "scheme"),
    [
        ("front", "/", "", (1240, 900), "light"),
        ("article", "/search?q=intitle:opera", ".row h2 a", (1240, 1200), "light"),
        ("night", "/", ".lead h2 a", (1240, 900), "dark"),
        ("arabic", "/ar/", "", (1240, 900), "light"),
        ("phone", "/", "", (390, 844), "light"),
    ],
)
def test_the_page_has_its_pictures_and_its_type(browser, demo, name, path, then, size, scheme):
    """Each look is whole: own fonts loaded, no broken picture, paper and ink of its light. With
    SHOTS=1 the pictures of the documentation are made."""
    width, height = size
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=scheme,
    )
    reader = Reader(context.new_page(), demo)
    page = reader.open(path)
    if then:
        page.locator(then).first.click()
        page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready.then(() => true)")
    face = '"Noto Naskh Arabic"' if path.startswith("/ar") else "Newsreader"
    assert page.evaluate(f"document.fonts.check('16px {face}')")
    empty = "[...document.images].filter(i => i.complete && i.naturalWidth < 20).map(i => i.src)"
    assert page.evaluate(empty) == []
    assert page.evaluate("document.images.length") > 0
    paper = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert paper == ("rgb(23, 22, 20)" if scheme == "dark" else "rgb(251, 250, 247)")
    assert reader.complaints == []
    if os.environ.get("SHOTS"):
        page.screenshot(path=PICTURES / f"{name}.png")
    context.close()
