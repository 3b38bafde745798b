"""People with accounts, in real Chromium: the wizard, signing in, saving, commenting, moderating;
and all of it on a site below a path of another."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser

from articles import MEASLES, STRIKE
from press import Press
from reader import Reader, visiting
from site_process import Site

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

PASSWORD = "eleven lines of e-mail"
ITEMS = (
    ("strike", "Dockers return at noon as Vareno port strike ends", STRIKE),
    ("boat", "Measles drive by postal boat", MEASLES),
)


@pytest.fixture(scope="module", params=["", "/news"])
def octavo(request, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A running site with two articles: at the root of its host, and below a path."""
    with ExitStack() as stack:
        press = stack.enter_context(Press("Harbour Herald", ITEMS).open())
        site = Site(tmp_path_factory.mktemp("people"), base=request.param)
        stack.enter_context(site.up())
        site.run("add", press.home)
        site.wait_for("/search?q=strike", "Dockers return")
        yield site


@pytest.fixture
def person(browser: Browser, octavo: Site) -> Iterator[Reader]:
    with visiting(browser, octavo, viewport={"width": 1240, "height": 900}) as one:
        yield one


def test_from_the_wizard_to_a_private_site(person: Reader, browser: Browser, octavo: Site):
    _becomes_the_owner(person)
    _saves_and_comments(person)
    _moderates(person)
    _keeps_the_site_private(person)
    with visiting(browser, octavo) as stranger:
        assert "/account/login/" in stranger.open("/article/1").url
        stranger.sign_in("host", PASSWORD)
        _reads_in_both_languages(stranger)


def _becomes_the_owner(person: Reader) -> None:
    page = person.open("/")
    page.get_by_role("link", name="Make it yours").click()
    page.get_by_label("Username").fill("host")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Begin").click()
    page.get_by_text("This site is yours").wait_for()


def _saves_and_comments(person: Reader) -> None:
    page = person.open("/")
    page.get_by_role("link", name="Dockers return").first.click()
    page.wait_for_url("**/article/*")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Saved").wait_for()
    page.get_by_role("link", name="Saved").click()
    page.wait_for_url("**/saved")
    page.locator(".row h2 a", has_text=ITEMS[0][1]).click()
    page.get_by_label("Your comment").fill("I was on the quay at noon. It was very quiet.")
    page.get_by_role("button", name="Send").click()
    said = page.locator(".comment", has_text="very quiet")
    said.wait_for()
    page.get_by_text("Answer", exact=True).click()
    page.get_by_label("Your answer").fill("BUY CHEAP WATCHES NOW " * 3)
    said.get_by_role("button", name="Send").click()
    page.get_by_text("A moderator will look").wait_for()


def _moderates(person: Reader) -> None:
    page = person.open("/moderate")
    assert "capital letters throughout" in page.locator(".comment").inner_text()
    page.get_by_role("button", name="Hide").click()
    page.get_by_text("Nothing waits").wait_for()


def _keeps_the_site_private(person: Reader) -> None:
    page = person.open("/admin/")
    page.get_by_label("Only people with an account may read").check()
    page.get_by_role("button", name="Set", exact=True).click()
    page.get_by_text("The switches are set").wait_for()


def _reads_in_both_languages(person: Reader) -> None:
    octavo = person.site
    page = person.open("/ar/article/1")
    assert page.evaluate("document.documentElement.dir") == "rtl"
    page.get_by_role("banner").get_by_role("link", name="English").click()
    page.wait_for_url(octavo.address + "/article/1")
    assert page.locator(".body p").count() >= 3
    assert page.evaluate("getComputedStyle(document.body).margin") == "0px", "no styles"
    assert page.evaluate("navigator.serviceWorker.ready.then(w => w.scope)") == octavo.address + "/"
    feed = page.request.get(octavo.address + "/feed.atom").text()
    assert f'href="{octavo.address}/' in feed
    assert f"{octavo.base}{octavo.base}/" not in feed or not octavo.base


def test_a_path_may_be_taken_off_by_the_proxy(octavo: Site):
    if octavo.base:
        bare = octavo.address.removesuffix(octavo.base)
        assert octavo.wait_for("/readyz", "ready", at=bare)
