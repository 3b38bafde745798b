"""Translating in real Chromium: by a server, passage after passage while one reads; and by the
browser itself. Chromium here has no translator of its own: the page is given one of the shape that
the standard asks for (https://webmachinelearning.github.io/translation-api/)."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser

from press import Press
from reader import Reader, visiting
from site_process import Site
from tests.model_server import ModelServer, model_server

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

PASSWORD = "eleven lines of e-mail"
LINES = [
    "Dockers in Vareno returned to work at noon on Monday, after nine days, the union said.",
    *[f"Berth {n} was cleared of {n * 13} containers by the evening, " * 5 for n in range(20, 30)],
]
TRANSLATOR = """
window.Translator = {
  availability: async () => "available",
  create: async () => ({ translate: async (text) => text.toUpperCase() }),
};
"""


@pytest.fixture(scope="module")
def model() -> Iterator[ModelServer]:
    with model_server(text="TRANSLATE") as running:
        yield running


@pytest.fixture(scope="module")
def octavo(tmp_path_factory: pytest.TempPathFactory, model: ModelServer) -> Iterator[Site]:
    """A running site with one article and a model to translate it."""
    with ExitStack() as stack:
        items = (("strike", "Dockers return at noon as Vareno port strike ends", LINES),)
        press = stack.enter_context(Press("Harbour Herald", items).open())
        site = Site(
            tmp_path_factory.mktemp("translating"),
            OCTAVO_MODEL_URL=model.base_url,
            OCTAVO_MODEL_NAME="small-model",
        )
        stack.enter_context(site.up())
        site.run("add", press.home)
        site.wait_for("/search?q=strike", "Dockers return")
        yield site


def test_a_translation_that_has_begun_goes_on_by_itself(browser: Browser, octavo: Site, model):
    with visiting(browser, octavo, viewport={"width": 1240, "height": 900}) as person:
        page = person.open("/")
        page.get_by_role("link", name="Make it yours").click()
        page.get_by_label("Username").fill("host")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Begin").click()
        page.get_by_text("This site is yours").wait_for()
        page = person.open("/article/1/translated?to=ar")
        page.get_by_role("button", name="Translate with small-model").click()
        page.get_by_text(LINES[-1].strip().upper()).wait_for()
        page.get_by_text("tokens.").wait_for()
        assert page.locator("[data-passages] p").first.get_attribute("lang") == "ar"
        assert len(model.asked) > 1
        page.get_by_role("link", name="Beside the original").click()
        page.get_by_text(LINES[0], exact=True).wait_for()
        page.get_by_role("link", name="Read the original").click()
        page.wait_for_url("**/article/1")


def test_the_browser_translates_and_gives_back_what_was_there(browser: Browser, octavo: Site):
    with visiting(browser, octavo) as person:
        page = _arabic_article(person)
        assert page.locator("[data-translate]").is_hidden(), "this browser has no translator"
        person.page.add_init_script(TRANSLATOR)
        page = _arabic_article(person)
        page.locator("[data-translate]").click()
        page.locator(".body").get_by_text(LINES[0].upper()).wait_for()
        page.locator("[data-translated-by]").wait_for()
        assert page.locator(".body p").first.get_attribute("dir") == "rtl"
        page.locator("[data-translate]").click()
        page.locator(".body").get_by_text(LINES[0], exact=True).wait_for()
        assert page.locator("[data-translated-by]").is_hidden()
        assert page.locator(".body p").first.get_attribute("dir") is None


def _arabic_article(person: Reader):
    return person.open("/ar/article/1")
