"""Listening in real Chromium. Chromium here has no voice: the page is given one of the shape that
the standard asks for (https://webaudio.github.io/web-speech-api/), quick or not ending at all."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, Page, expect

from press import Press
from reader import visiting
from site_process import Site

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

STRIKE = [
    "Dockers went back to work. The strike cost $4.7bn, the port said.",
    *(
        f"Berth {n} was cleared of {n}% of its crates, Mr. Falk told the council."
        for n in range(3, 9)
    ),
]
MEASLES = [f"Nurses reached island {n} on Tuesday, {n * 13} km out at sea." for n in range(2, 9)]
VOICE = """
(() => {
  const voices = [["Anna", "en-GB"], ["Ben", "en-US"]].map(([name, lang]) => (
    { name, lang, voiceURI: name, default: name === "Anna", localService: true }));
  let timer = 0;
  window.heard = [];
  window.isSlow = false;
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  Object.defineProperty(window, "speechSynthesis", { value: {
    getVoices: () => voices,
    addEventListener: () => {},
    speak: (words) => {
      window.heard.push(`${words.text} (${words.voice.name}, ${words.rate})`);
      if (!window.isSlow) timer = setTimeout(() => words.onend({}), 20);
    },
    cancel: () => clearTimeout(timer),
  } });
})();
"""
MUTE = "Object.defineProperty(window, 'speechSynthesis', { value: { getVoices: () => [] } });"


@pytest.fixture(scope="module")
def octavo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A running site with two articles."""
    items = (
        ("strike", "Port strike in Vareno is over", STRIKE),
        ("measles", "Nurses vaccinate the outer islands", MEASLES),
    )
    with ExitStack() as stack:
        press = stack.enter_context(Press("Harbour Herald", items).open())
        site = Site(tmp_path_factory.mktemp("listening"))
        stack.enter_context(site.up())
        site.run("add", press.home)
        site.wait_for("/search?q=strike", "Port strike")
        site.wait_for("/search?q=nurses", "Nurses vaccinate")
        yield site


def _marked(page: Page) -> str:
    """The text that is marked as being read."""
    return page.evaluate("[...(CSS.highlights.get('spoken') ?? [])].map(String).join('|')")


def _wait_for_mark(page: Page, text: str) -> None:
    marked = "[...(CSS.highlights.get('spoken') ?? [])].map(String).join('|')"
    page.wait_for_function(f"text => {marked} === text", arg=text)


def _slow(page: Page) -> None:
    page.add_init_script(VOICE.replace("isSlow = false", "isSlow = true"))


def test_each_sentence_is_marked_while_it_is_read_and_a_pause_keeps_its_place(browser, octavo):
    with visiting(browser, octavo, viewport={"width": 1240, "height": 900}) as person:
        _slow(person.page)
        page = person.open("/search?q=strike")
        page.get_by_role("link", name="Port strike").click()
        page.get_by_role("button", name="Listen ·").wait_for()
        page.keyboard.press("i")
        _wait_for_mark(page, "Port strike in Vareno is over")
        bar = page.get_by_role("region", name="Listen")
        bar.get_by_role("button", name="A sentence on").click()
        bar.get_by_role("button", name="A sentence on").click()
        _wait_for_mark(page, "The strike cost $4.7bn, the port said.")
        assert page.evaluate("heard.at(-1)") == (
            "The strike cost 4.7 billion dollars, the port said. (Ben, 1)"
        )
        bar.get_by_label("Speed").select_option("1.5")
        bar.get_by_label("Voice").select_option("Anna")
        assert page.evaluate("heard.at(-1)").endswith("(Anna, 1.5)")
        bar.get_by_role("button", name="Pause").click()
        page.reload()
        bar.get_by_role("button", name="Read aloud").click()
        page.wait_for_function("heard.length === 1")
        assert page.evaluate("heard[0]").startswith("The strike cost")
        assert page.evaluate("heard[0]").endswith("(Anna, 1.5)")
        bar.get_by_role("button", name="A sentence back").click()
        _wait_for_mark(page, "Dockers went back to work.")


def test_a_queue_is_read_to_its_end_and_can_be_changed(browser, octavo):
    with visiting(browser, octavo, viewport={"width": 390, "height": 800}) as person:
        _slow(person.page)
        page = person.open("/source/harbour-herald")
        page.get_by_role("button", name="Listen to these").click()
        bar = page.get_by_role("region", name="Listen")
        expect(bar.get_by_text("Queue")).to_contain_text("2")
        page = person.open("/")
        bar.get_by_text("Queue").click()
        first = bar.get_by_role("listitem").first.get_by_role("link").inner_text()
        page.evaluate("isSlow = false")
        bar.get_by_role("button", name="Read aloud").click()
        expect(bar).to_be_hidden(timeout=10_000)
        heard = page.evaluate("heard")
        assert heard[0].startswith(first)
        assert any(line.startswith("Berth 8 was cleared of 8 percent") for line in heard)
        assert any(
            line.startswith("Nurses reached island 8 on Tuesday, 104 kilo") for line in heard
        )
        assert page.evaluate("JSON.parse(localStorage['octavo.listen']).queue") == []


def test_a_queue_is_changed_by_keyboard_alone(browser, octavo):
    with visiting(browser, octavo) as person:
        _slow(person.page)
        page = person.open("/source/harbour-herald")
        page.get_by_role("button", name="Listen to these").wait_for()
        for key in ("j", "l", "j", "l", "l"):
            page.keyboard.press(key)
        bar = page.get_by_role("region", name="Listen")
        expect(bar.get_by_text("Queue")).to_contain_text("2")
        bar.get_by_role("button", name="On to the next").press("Enter")
        expect(bar.get_by_text("Queue")).to_contain_text("1")
        page.keyboard.press("k")
        page.keyboard.press("l")
        expect(bar.get_by_text("Queue")).to_contain_text("2")
        bar.get_by_text("Queue").focus()
        for key in ("Enter", "Tab", "Tab", "Enter"):
            page.keyboard.press(key)
        expect(bar.get_by_role("listitem")).to_have_count(1)
        bar.get_by_role("button", name="Close").press("Enter")
        expect(bar).to_be_hidden()


@pytest.mark.parametrize("script", [MUTE, "delete window.speechSynthesis;"])
def test_a_browser_without_a_voice_shows_nothing_of_it(browser: Browser, octavo: Site, script):
    with visiting(browser, octavo) as person:
        person.page.add_init_script(script)
        page = person.open("/source/harbour-herald")
        page.wait_for_timeout(500)
        expect(page.get_by_role("button", name="Listen to these")).to_be_hidden()
        expect(page.locator("[data-player]")).to_be_hidden()
