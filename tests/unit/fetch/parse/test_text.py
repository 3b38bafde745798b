"""Titles and summaries as plain text."""

import time
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from octavo.fetch.parse import text
from rows import every_row


@every_row(
    ("markup", "plain"),
    [
        ("AT&amp;T &amp;amp; co", "AT&T & co"), ("Caf&eacute; &#8211; open", "Café – open"),
        ("<b>Bold</b> move", "Bold move"), ("&lt;em&gt;x&lt;/em&gt; y", "x y"),
        ("Using &lt;div&gt; in HTML", "Using <div> in HTML"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("T<script>alert(1)</script> end", "T end"), ("  two\n lines ", "two lines"),
        ("\u202egnp.exe \u2066x", "gnp.exe x"), ("a\x00b\x08c\x1bd", "abcd"), ("", ""),
        ("Robert'); DROP TABLE x;-- %00 ${7*7}", "Robert'); DROP TABLE x;-- %00 ${7*7}"),
        ("cafe\u0301", "café"), ("&amp;lt;b&amp;gt;", "<b>"),
    ],
)  # fmt: skip
def test_a_title_is_what_a_person_would_read(markup: str, plain: str) -> None:
    assert text.title(markup) == plain


def test_a_title_ends_somewhere() -> None:
    long = text.title("word " * 1000)
    assert len(long) <= text.MAX_TITLE
    assert long.endswith("…")


def test_heaps_of_combining_marks_are_capped() -> None:
    assert len(text.title("e" + "\u0301" * 4000)) <= 1 + text.RUN


@every_row("marks", ["\u0301\u0316", "\u0301", "\u0e38\u0e48", "\u3099\u0301"])
def test_marks_by_the_hundred_thousand_take_no_time(marks: str) -> None:
    started = time.process_time()
    text.clean("a" + marks * 200_000)
    assert time.process_time() - started < 1.0


def test_a_summary_keeps_words_of_neighbouring_blocks_apart() -> None:
    html = "<p>One.</p><p>Two</p><style>p{}</style>three<br/>four<img src=x"
    assert text.plain(html) == "One. Two three four"


def test_a_summary_escaped_twice_is_still_plain() -> None:
    assert text.plain("&lt;p&gt;Rain &amp;amp; wind&lt;/p&gt;") == "Rain & wind"


@every_row(
    "hostile",
    ["<div>" * 200_000, "<" * 500_000, "<script>" * 100_000, "<!--" * 100_000, "&" * 500_000],
)
def test_hostile_markup_takes_no_time(hostile: str) -> None:
    started = time.process_time()
    text.plain(hostile)
    text.title(hostile)
    text.without_hidden(hostile)
    assert time.process_time() - started < 1.0


@settings(max_examples=40)
@given(st.text(max_size=300))
def test_any_text_gives_one_clean_line(markup: str) -> None:
    for line in (text.title(markup), text.plain(markup)):
        assert unicodedata.is_normalized("NFC", line)
        assert not any(unicodedata.category(c) in ("Cc", "Cs") for c in line)
        assert len(line) <= text.MAX_SUMMARY
