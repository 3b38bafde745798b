"""From `octavo up` on an empty folder to reading: publishers' feeds go in, a person reads, in
English and Arabic; nothing leaves the machine, nothing is said on the console."""

import json
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from articles import MEASLES, REWRITTEN, STRIKE
from press import Press
from reader import Reader, visiting
from site_process import Site

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

ARABIC = (
    "أعلنت النقابة في فارينو اليوم الاثنين انتهاء إضراب عمال الميناء بعد تسعة أيام من التوقف.",
    "وقالت النقابة إن الزيادة المتفق عليها تبلغ 6.5 في المئة، فيما تحدثت سلطة الميناء عن 5.",
    "ومن المقرر أن يبدأ تفريغ السفينة الأولى مساء اليوم بعد وصول الفرق إلى الأرصفة.",
)


@pytest.fixture(scope="module")
def octavo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A running site that was told of three publishers."""
    strike = "Dockers return at noon as Vareno port strike ends"
    with ExitStack() as stack:
        presses = [
            Press(
                "Harbour Herald",
                (("strike", strike, STRIKE), ("boat", "Measles drive by postal boat", MEASLES)),
            ),
            Press("Vareno Post", (("over", "Port strike in Vareno is over", REWRITTEN),)),
            Press("صدى الميناء", (("idrab", "انتهاء إضراب عمال ميناء فارينو", ARABIC),), "ar"),
        ]
        for press in presses:
            stack.enter_context(press.open())
        site = Site(tmp_path_factory.mktemp("site"))
        stack.enter_context(site.up())
        for press in presses:
            assert "following" in site.run("add", press.home)
        site.wait_for("/", "Vareno")
        site.wait_for("/?lang=ar", "إضراب")
        site.wait_for("/source/vareno-post", "Port strike")
        site.wait_for("/search?q=measles", "postal boat")
        yield site


@pytest.fixture
def reader(browser: Browser, octavo: Site) -> Iterator[Reader]:
    with visiting(browser, octavo, viewport={"width": 1240, "height": 900}) as person:
        yield person


def test_from_the_front_page_to_the_related_article(reader):
    page = reader.open("/")
    page.locator("a[href*='/story/']", has_text="port strike").first.click()
    page.wait_for_url("**/story/*")
    page.locator(".cover").get_by_role("link", name="Dockers return at noon").click()
    page.wait_for_url("**/article/*")
    assert page.locator(".body").inner_text().startswith(STRIKE[0])
    page.locator(".near").get_by_role("link", name="Port strike in Vareno is over").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Port strike in Vareno is over"
    page.locator(".tags a").first.click()
    page.wait_for_url("**/hashtag/*")
    assert page.locator(".row").count() >= 1


def test_search_and_ask(reader):
    page = reader.open("/")
    page.get_by_role("searchbox").fill('"postal boat"')
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=*")
    assert page.locator(".row h2").inner_text() == "Measles drive by postal boat"
    page = reader.open("/ask?q=How many children does the health service expect to reach?")
    assert "11,000" in page.locator(".passage p").first.inner_text()


def test_arabic_runs_from_right_to_left(reader):
    page = reader.open("/ar/")
    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    assert page.locator("a[data-open]", has_text="إضراب").count() == 1
    page = reader.open("/ar/search?q=إضراب")
    page.locator(".row h2 a").click()
    page.wait_for_url("**/ar/article/*")
    assert page.locator(".body").inner_text().startswith(ARABIC[0])


def test_a_phone_is_never_scrolled_sideways(browser, octavo):
    paths = ("/", "/ar/", "/article/1", "/ar/article/1", "/story/1", "/search?q=strike", "/sources",
             "/ask", "/eight", "/apps")  # fmt: skip
    with visiting(browser, octavo, viewport={"width": 360, "height": 740}) as person:
        for path in paths:
            page = person.open(path)
            assert page.evaluate("document.documentElement.scrollWidth") <= 360, path


def test_on_a_phone_the_tools_stay_beside_the_text(browser, octavo):
    with visiting(browser, octavo, viewport={"width": 390, "height": 640}) as person:
        page = person.open("/article/1")
        summary = page.locator(".rail a[href='#summary']")
        for way in (0, 300):
            page.evaluate(f"window.scrollTo(0, {way})")
            box = summary.bounding_box()
            assert box is not None
            assert 0 <= box["y"] <= 640 - box["height"], way
        summary.click()
        assert 0 <= page.locator("#summary").bounding_box()["y"] < 640


def test_without_javascript_everything_can_be_read(browser, octavo):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(octavo.address + "/article/1")
    assert page.locator(".body p").count() >= 3
    assert page.locator("#ask input[name=q]").is_visible()
    context.close()


def test_what_was_opened_can_be_read_without_a_connection(browser, octavo):
    context = browser.new_context()
    page = context.new_page()
    page.goto(octavo.address + "/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.goto(octavo.address + "/article/1")
    page.goto(octavo.address + "/article/1")
    headline = page.locator("h1").inner_text()
    context.set_offline(True)
    page.goto(octavo.address + "/article/1")
    assert page.locator("h1").inner_text() == headline
    page.goto(octavo.address + "/article/2?never=opened")
    assert page.locator("h1").inner_text() == "No connection"
    context.close()


def test_the_site_survives_its_worker_being_killed(tmp_path: Path):
    items = tuple(
        (f"a{n}", f"Bridge number {n} reopens", tuple(f"Bridge {n}: {line}" for line in STRIKE))
        for n in range(30)
    )
    with Press("Bridge News", items).open() as press:
        site = Site(tmp_path, OCTAVO_FETCH_HOST_GAP="0.02")
        site.run("add", press.home)
        for seconds in (2.0, 2.5, 3.0):
            process = site.start("worker")
            time.sleep(seconds)
            process.kill()
            process.wait()
        site.run("fetch")
        titles = [json.loads(line)["title"] for line in site.run("export", "jsonl").splitlines()]
        assert sorted(titles) == sorted(title for _, title, _ in items)
