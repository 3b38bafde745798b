"""From a reader's word to the mended article, in real Chromium: the button, the lab, a rule tried,
kept and replayed; and a hostile page, which shows its words there and can do nothing."""

import re
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

import kettle
from articles import STRIKE
from press import Press
from reader import Reader, visiting
from site_process import Site

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

PASSWORD = "eleven lines of e-mail"
HOSTILE = (kettle.HERE / "hostile.html").read_text("utf-8")


class Ledger(Press):
    """The Kettle Bay Ledger, and one page that would like to act."""

    def _page(self, title: str, lines: tuple[str, ...]) -> str:
        return HOSTILE if title == "Hostile" else kettle.page(int(lines[0]))


ITEMS = (
    ("gate-1", "Missing gate 1", ("1", *STRIKE)),
    ("gate-2", "Missing gate 2", ("2", *STRIKE)),
    ("hostile", "Hostile", STRIKE),
)


@pytest.fixture(scope="module")
def octavo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A running site that follows the Ledger."""
    with ExitStack() as stack:
        press = stack.enter_context(Ledger("Kettle Bay Ledger", ITEMS).open())
        site = Site(tmp_path_factory.mktemp("lab"))
        stack.enter_context(site.up())
        site.run("add", f"{press.home}feed")
        site.wait_for("/search?q=grandmother", "/article/")
        site.wait_for("/search?q=reeds", "reeds")
        yield site


@pytest.fixture(scope="module")
def person(browser: Browser, octavo: Site) -> Iterator[Reader]:
    """The owner, who does everything without a complaint of the browser."""
    with visiting(browser, octavo, viewport={"width": 1240, "height": 900}) as one:
        page = one.open("/welcome")
        page.get_by_label("Username").fill("host")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Begin").click()
        page.get_by_text("This site is yours").wait_for()
        yield one


def article_of(person: Reader, words: str) -> str:
    page = person.open(f"/search?q={words}")
    return re.search(r"/article/(\d+)", page.locator(".row h2 a").first.get_attribute("href"))[1]


def test_from_a_readers_word_to_the_mended_article(person: Reader, browser: Browser, octavo: Site):
    number = article_of(person, "grandmother")
    page = person.open(f"/article/{number}")
    assert kettle.LETTER in page.locator(".body").inner_text()
    page.get_by_text("The text is wrong", exact=True).click()
    page.get_by_label("there is something in it that does not belong").check()
    page.get_by_label("What you see").fill("Readers' letters")
    page.locator(".wrong").get_by_role("button", name="Send").click()
    page.get_by_text("Whoever looks after this site will see it").wait_for()

    page = person.open("/admin/")
    assert "Readers say that the text" in page.locator(".desk").inner_text()
    page.get_by_role("link", name="Open the lab").click()
    page.locator(".said", has_text="Readers' letters").locator("a").first.click()
    page.wait_for_url(f"**/admin/lab/article/{number}/")
    assert "Readers' letters" in page.locator(".desk").inner_text()
    assert page.locator(".line.kept", has_text=kettle.LETTER).count() == 1

    _tries_and_keeps(page)
    page.get_by_role("button", name="Read the stored pages of this host again").click()
    page.get_by_text("stored pages are read again").wait_for()
    octavo.wait_for(f"/article/{number}", "by Wilma Aster", seconds=60)
    page = person.open(f"/article/{number}")
    body = page.locator(".body").inner_text()
    assert [line for line in body.split("\n") if line] == kettle.text(
        int(body.split("looked ")[1][0])
    )
    assert page.locator("h1").inner_text().startswith("Lock keeper finds the missing gate")

    page = person.open(f"/admin/lab/article/{number}/")
    assert "Read by the rule of" in page.locator(".desk").inner_text()
    page.get_by_role("button", name="It is mended").click()
    page.get_by_text("It is closed").wait_for()
    assert "Readers' letters" not in person.open("/admin/lab/").locator(".desk").inner_text()


def _tries_and_keeps(page) -> None:
    page.get_by_text("A rule for this host").click()
    page.get_by_label("What holds the text").fill("td..c2")
    page.get_by_role("button", name="Try it").click()
    assert "no selector" in page.locator(".errorlist").inner_text()
    labels = {"body": "What holds the text", "headline": "Headline", "authors": "Authors",
              "published": "Date", "picture": "Picture", "caption": "Caption"}  # fmt: skip
    for name, label in labels.items():
        page.get_by_label(label, exact=name != "body").fill(kettle.RULE[name])
    page.get_by_role("button", name="Try it").click()
    first = page.locator(".tried").first
    first.get_by_text("Before and after").click()
    assert kettle.LETTER in first.locator("del", has_text=kettle.LETTER).inner_text()
    page.get_by_role("button", name="Keep this rule").click()
    page.get_by_text("The rule is kept").wait_for()


def _hostile(person: Reader) -> int:
    """The number of the hostile page's article."""
    texts = {n: person.open(f"/article/{n}").locator(".body").inner_text() for n in (1, 2, 3)}
    (number,) = [n for n, text in texts.items() if 'says "a' in text]
    return number


def test_a_hostile_page_shows_its_words_and_can_do_nothing(person: Reader):
    number = _hostile(person)
    page = person.open(f"/admin/lab/article/{number}/")
    assert page.locator(".line.kept", has_text="reeds below the mill").is_visible()
    assert page.evaluate("window.x === undefined && window.y === undefined")
    assert page.url.endswith(f"/{number}/")
    assert len(page.frames) == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path", ["/admin/lab/", "/admin/lab/article/1/", "/ar/admin/lab/article/1/"]
)
def test_the_lab_is_for_everyone(person: Reader, browser: Browser, scheme: str, path: str):
    context = browser.new_context(
        color_scheme=scheme, viewport={"width": 390, "height": 844},
        storage_state=person.page.context.storage_state(),
    )  # fmt: skip
    one = Reader(context.new_page(), person.site)
    page = one.open(path)
    assert page.url.endswith(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    wanted = "rtl" if path.startswith("/ar") else "ltr"
    assert page.evaluate("getComputedStyle(document.body).direction") == wanted
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    found = Axe().run(page).response["violations"]
    told = [(one["id"], [node["html"][:120] for node in one["nodes"]][:3]) for one in found]
    context.close()
    assert told == []
    assert one.complaints == []


def test_the_button_works_without_javascript(person: Reader, browser: Browser):
    context = browser.new_context(
        java_script_enabled=False, storage_state=person.page.context.storage_state()
    )
    page = context.new_page()
    page.goto(f"{person.site.address}/article/{_hostile(person)}")
    page.locator(".wrong summary").click()
    page.get_by_label("this is no article").check()
    page.locator(".wrong").get_by_role("button", name="Send").click()
    page.get_by_text("Whoever looks after this site will see it").wait_for()
    context.close()
