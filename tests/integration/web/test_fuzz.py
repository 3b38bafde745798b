"""Whatever stands in an address or a form: an answer, never a fault of ours; and feeds are
well-formed whatever was asked for."""

import json
import re
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.test import Client
from django.urls import URLPattern
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from octavo import urls
from octavo.store import site_settings
from octavo.store.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stored")]

BIG = 2**64
NASTY = [
    "", " ", "0", "-1", "²", "٣", "1.5", "9" * 5000, "9" * 5000 + "@", str(2**63), str(2**64),
    "\x00", "a\x00b", "\x0b\x1b", "'", '"', "%", "\\", "../../etc/passwd", "<script>", "]]>", "&",
    "\u202e", "\U0001f600" * 50, "a" * 20_000, "(" * 3000, '"' * 999, '"unclosed', "#a " * 55,
    "story:²", "story:" + "9" * 380, "story:1 " * 50, "date:9999-99-99", "date:0000", "tag:x " * 60,
    "lang:xx section:x country:zz tag:#", "a " * 2000, "*", "NEAR(a b)", ":", "~",
    "2026-11-27T00:00:00+00:00~" + "9" * 5000, "0001-01-01T00:00:00+14:00~1", "2026-11-27~1",
    "9999-12-31T23:59:59-14:00~1", "//evil.example/", "javascript:alert(1)", "http://[", "NaN",
]  # fmt: skip
"""What strangers send, and what broke somebody once."""

WORDS = st.one_of(
    st.sampled_from(NASTY),
    st.text(max_size=60),
    st.text("0123456789²٣-+~@#:\"'()*%\\ TZ", max_size=40),
    st.integers(-(2**70), 2**70).map(str),
)
NAMES = """q after article story next theme name do text parent state wrong note action to near why
rule outcome lang token login email username p e o all id__exact _selected_action index""".split()
"""Every parameter that some page reads, and some of the admin's."""

LISTS = ("store/article/", "store/feed/", "store/user/", "store/attempt/", "lab/")
PATHS = [
    *(str(one.pattern) for one in [*urls.machines, *urls.pages] if isinstance(one, URLPattern)),
    *("account/login/", "account/signup/", "account/password/reset/", "admin/"),
    *(f"admin/{table}" for table in LISTS),
]
PART = re.compile(r"<(row|str|slug):\w+>")


@st.composite
def _asked(draw: Any) -> tuple[str, str, dict[str, str]]:
    """A method, an address with a query, and a form."""

    def part(match: re.Match[str]) -> str:
        numbers = st.sampled_from(["1", "0", "9" * 19, "9" * 30, "9" * 5000, str(2**64)])
        return quote(draw(numbers if match[1] == "row" else WORDS).encode("utf-8", "replace"), "")

    path = PART.sub(part, draw(st.sampled_from(PATHS)))
    pairs = st.dictionaries(st.sampled_from(NAMES), WORDS, max_size=4)
    query = urlencode(draw(pairs), errors="replace")
    prefix = draw(st.sampled_from(["/", "/ar/"]))
    method = draw(st.sampled_from(["get", "get", "post"]))
    return method, f"{prefix}{path}?{query}", draw(pairs)


@pytest.fixture
def clients(stored) -> list[Client]:
    site_settings.set_value("registration_open", True)
    made = [Client()]
    for role in User.Role.values:
        one = Client()
        one.force_login(User.objects.create(username=role, role=role))
        made.append(one)
    return made


@settings(max_examples=200, suppress_health_check=list(HealthCheck))
@given(_asked(), st.integers(0, 3))
def test_nothing_that_is_asked_is_a_fault_of_ours(clients, asked, who):
    method, path, form = asked
    safe = {name: value.encode("utf-8", "replace").decode() for name, value in form.items()}
    _answered(clients[who], method, path, safe)


@pytest.mark.parametrize("word", NASTY)
def test_no_word_breaks_search_lists_or_feeds(client, word):
    asked = quote(word.encode(), safe="")
    for path in (
        f"/?after={asked}", f"/source/harbour-herald?after={asked}", f"/search?q={asked}",
        f"/search/feed.atom?q={asked}", f"/search/feed.json?q={asked}&after={asked}",
        f"/search?q=strike&after={asked}", f"/ask?q=strike&article={asked}", f"/ask?q={asked}",
        f"/hashtag/{asked}/feed.atom", f"/country/{asked}/feed.atom", f"/section/{asked}",
    ):  # fmt: skip
        _answered(client, "get", path, {})


@pytest.mark.parametrize("number", ["0", "9" * 19, str(2**63), str(2**64), "9" * 5000])
def test_a_number_that_no_row_has_leads_nowhere(clients, number):
    for path in PATHS:
        if "<row:" in path and path.count("<") == 1:
            for method in ("get", "post"):
                _answered(clients[3], method, "/" + PART.sub(number, path), {})


def test_a_nul_finds_nothing_anywhere(clients):
    for path in ("/search?q=a%00b", "/hashtag/a%00b", "/?after=%00", "/?%00=1"):
        assert clients[0].get(path).status_code == 404, path
    assert (
        clients[0].post("/account/login/", {"login": "a\x00", "password": "x"}).status_code == 404
    )


def _answered(client: Client, method: str, path: str, form: dict[str, str]) -> None:
    """Asks, and sees that the answer is one, well-formed."""
    answer = getattr(client, method)(path, *([form] if method == "post" else []))
    assert answer.status_code < 500, path
    kind = answer.get("Content-Type", "") if answer.status_code == 200 else ""
    if "atom+xml" in kind:
        etree.fromstring(answer.content)
    if "json" in kind:
        json.loads(answer.content)
