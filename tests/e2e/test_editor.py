"""An editor in real Chromium: joins two stories, is refused a contradiction, takes it back, parts a
story; and the walk that goes on beside obeys."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from articles import MEASLES, REWRITTEN, STRIKE
from press import Press
from reader import Reader, visiting
from site_process import Site

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

PASSWORD = "eleven lines of e-mail"
ITEMS = (
    ("strike", "Dockers return at noon as Vareno port strike ends", STRIKE),
    ("over", "Port strike in Vareno is over", REWRITTEN),
    ("boat", "Measles drive by postal boat", MEASLES),
)


@pytest.fixture(scope="module")
def octavo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A running site with three articles in two stories, and its owner."""
    owner = {"OCTAVO_CREATE_ADMIN": "1", "OCTAVO_ADMIN_PASSWORD": PASSWORD}
    with ExitStack() as stack:
        press = stack.enter_context(Press("Harbour Herald", ITEMS).open())
        site = Site(tmp_path_factory.mktemp("editor"), **owner)
        stack.enter_context(site.up())
        site.run("add", press.home)
        for words, headline in (("strike", "Port strike in"), ("measles", "Measles drive")):
            site.wait_for(f"/search?q={words}", headline)
        yield site


@pytest.fixture
def editor(browser: Browser, octavo: Site) -> Iterator[Reader]:
    phone = {"width": 390, "height": 844}
    with visiting(browser, octavo, viewport=phone, bypass_csp=True) as one:
        one.sign_in("admin", PASSWORD)
        yield one


def _stories(octavo: Site) -> dict[str, int]:
    return {row["title"]: row["story"] for row in octavo.json("export", "jsonl")}


def _press(page: Page, button: str, notice: str) -> None:
    page.get_by_role("button", name=button).first.click()
    page.get_by_role("status").filter(has_text=notice).wait_for()


def test_an_editor_joins_parts_and_takes_back(editor: Reader, octavo: Site):
    """One walk through all of it: what is parted at the end stays so."""
    _joins_and_takes_back(editor, octavo)
    _parts_and_measures(editor, octavo)


def _joins_and_takes_back(editor: Reader, octavo: Site) -> None:
    told = _stories(octavo)
    strike, boat = told["Port strike in Vareno is over"], told["Measles drive by postal boat"]
    assert strike != boat
    page = editor.open(f"/story/{strike}")
    page.get_by_role("link", name="Correct this story").click()
    page.wait_for_url("**/correct")
    page.get_by_label("its number or address").fill(f"{octavo.address}/story/{boat}")
    page.get_by_label("Why?").fill("One winter in one town")
    _press(page, "Join the two stories", "Done")
    assert set(_stories(octavo).values()) == {min(strike, boat)}
    assert "One winter in one town" in page.content()
    assert Axe().run(page).response["violations"] == []
    _refused(page)
    _press(page, "Take it back", "Taken back")
    assert _stories(octavo) == told
    assert "taken back by admin" in page.content()


def _refused(page: Page) -> None:
    """To part what was joined contradicts: nothing changes, the correction is named."""
    page.get_by_label("Measles drive by postal boat").check()
    _press(page, "Make the chosen a story of their own", "by admin says otherwise")


def _parts_and_measures(editor: Reader, octavo: Site) -> None:
    strike = _stories(octavo)["Port strike in Vareno is over"]
    page = editor.open(f"/story/{strike}/correct")
    page.get_by_label("Port strike in Vareno is over").check()
    _press(page, "Make the chosen a story of their own", "Done")
    assert _stories(octavo)["Port strike in Vareno is over"] != strike
    page.get_by_role("link", name="All corrections").click()
    page.wait_for_url("**/corrections")
    assert "was made story" in page.content()
    assert Axe().run(page).response["violations"] == []
    assert "0 of 1 pairs right" in octavo.run("bench")
    gold = octavo.run("export", "gold").splitlines()
    assert len(gold) == 1
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert not wide, "the page scrolls sideways on a phone"
