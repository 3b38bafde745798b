"""What the hostile inputs of the publisher farm come to, which stands beside the checkout
(`../shared/farm`)."""

import json
import socket
import subprocess
import sys
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from urllib.request import urlopen

from bench.hostile.case import Case, asked

FARM = Path(__file__).resolve().parents[3] / "shared" / "farm" / "publisher_farm.py"
OPTIONS = ("--feeds=1", "--ports=1", "--slow-s=2", "--hang-s=6", "--huge-mb=32")

REFUSED = {
    "empty": "empty", "html-page": "not_a_feed", "json-nofeed": "not_a_feed",
    "json-deep": "not_a_feed", "svg-xss-image": "not_a_feed", "html-as-image": "not_a_feed",
    "billion-laughs": "malformed", "quadratic-entity": "malformed", "endless": "too_large",
    "huge-length": "too_large", "gzip-bomb": "bomb", "slow-headers": "timeout",
    "slow-drip": "timeout", "hang": "timeout", "reset": "reset", "bad-chunk": "protocol",
    "header-bomb": "protocol", "long-header": "protocol", "no-status": "protocol",
    "loop": "redirects", "chain/12": "redirects", "redirect-file": "bad_scheme",
    "redirect-canary": "robots", "redirect-decimal": "blocked_address",
    "redirect-octal": "blocked_address", "redirect-short": "blocked_address",
    "redirect-v6mapped": "blocked_address", "redirect-localhost": "blocked_address",
    "redirect-userinfo": "bad_url", "redirect-gopher": "bad_scheme", "redirect-crlf": "http_404",
    "redirect-nohost": "bad_url", "304-always": "http_304", "retry-forever": "http_429",
    "retry-past": "http_503", "auth": "http_401",
}  # fmt: skip
"""How polling an input ends, by the code of the error."""

TITLES = {
    "xxe-file": "[&x;]", "xxe-http": "[&x;]", "xxe-dtd": "ok dtd", "xinclude": "t",
    "deep-nesting": "deep", "deep-html": "deephtml", "many-attrs": "attrs", "many-items": "ok 0",
    "unescaped-amp": "AT&T & co x ©", "unclosed": "ok 1", "truncated-xml": "ok 0",
    "ctrl-chars": "abcd", "leading-junk": "ok 1", "trailing-junk": "ok 1",
    "latin1-as-utf8": "café déjà", "charset-conflict": "naïve 日本", "utf16-bom": "naïve 日本",
    "utf7": "+ADw-script+AD4-alert(1)", "bogus-charset": "ok 1", "windows1251": "Привет мир",
    "gb2312": "中文新闻", "json-evil": "good", "no-guid": "same", "dup-guid": "one",
    "bidi-title": "gnp.exe x", "rel-links": "r", "internal-links": "i", "prompt-injection": "p",
    "sqli-title": "Robert'); DROP TABLE articles;-- \" %00 ${7*7} {{7*7}}",
    "fts-syntax": 'NEAR( "unbalanced AND OR NOT * ^ : col:x', "javascript-links": "j",
    "formula-title": '=HYPERLINK("http://evil.invalid","x")', "truncated": "ok 1",
    "gzip-garbage": "ok 1", "double-gzip": "ok 1", "cookie-gate": "ok 1", "etag-evil": "ok 1",
    "set-refresh": "ok 1", "content-type-none": "ok 1", "guid-churn": "a0", "bad-dates": "d0",
    "etag-lie": "ok v1", "xss": "T & bold",
}  # fmt: skip
"""The title of the first item of those that can be read."""

OTHERS = {"flapping": "http_500", "huge-title": "500 characters"}
"""The first of two answers, and a title that is kept within bounds."""


def cases(stack: ExitStack) -> list[Case]:
    """The inputs of a farm that runs as long as the stack; none where there is no farm."""
    if not FARM.exists():
        return []
    host = f"127.0.0.1:{_free_port()}"
    command = [sys.executable, str(FARM), "--port", host.partition(":")[2], *OPTIONS]
    process = stack.enter_context(
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    )
    stack.callback(process.terminate)
    assert process.stdout is not None
    process.stdout.readline()
    with urlopen(f"http://{host}/_manifest.json", timeout=20) as answer:
        rows = json.load(answer)["hostile"]
    expected = REFUSED | TITLES | OTHERS
    return [
        Case(f"farm/{one['name']}", "of the farm", expected.get(one["name"], "nothing: it is new"),
             partial(_came, one["name"], one["url"], host))
        for one in rows
    ]  # fmt: skip


def _came(name: str, url: str, host: str) -> str:
    found = asked(url, served_by=host)
    if isinstance(found, str):
        return found
    title = found.entries[0].title if found.entries else "no item"
    return f"{len(title)} characters" if name == "huge-title" else title


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
