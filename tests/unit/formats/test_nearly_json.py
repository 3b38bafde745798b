"""JSON with the faults that publishers make."""

import json
import time

from hypothesis import given, settings
from hypothesis import strategies as st

from octavo.formats.nearly_json import json_value
from rows import every_row

VALUE = {"a": "Rain, and more", "b": {"c": [1, 2.5, True, None]}}


@every_row(
    "text",
    [
        '{"a": "Rain, and more", "b": {"c": [1, 2.5, true, null]}}',
        '{"a": "Rain, and more" "b": {"c": [1, 2.5, true, null]}}',
        '{"a": "Rain, and more"\n"b": {"c": [1, 2.5 true, null]}}',
        '{"a": "Rain, and more",, "b": {"c": [1, 2.5, true, null,],},};',
        '{/* note */ "a": "Rain, and more", // said\n "b": {"c": [1, 2.5, true, null]}}',
        "{&quot;a&quot;: &quot;Rain, and more&quot;, &quot;b&quot;: {&quot;c&quot;: "
        "[1, 2.5, true, null]}}",
        '//<![CDATA[\n{"a": "Rain, and more", "b": {"c": [1, 2.5, true, null]}}\n//]]>',
        '/*<![CDATA[*/{"a": "Rain, and more", "b": {"c": [1, 2.5, true, null]}}/*]]>*/',
        '<!--//--><![CDATA[//><!--\n{"a": "Rain, and more", "b": {"c": [1, 2.5, true, null]}}',
        '<![CDATA[{"a": "Rain, and more", "b": {"c": [1, 2.5, true, null]}}]]>',
        "{'a': 'Rain, and more', 'b': {'c': [1, 2.5, true, null]}}",
        "{“a”: “Rain, and more”, “b”: {“c”: [1, 2.5, true, undefined]}}",
        "{&#8220;a&#8221;: &#8220;Rain, and more&#8221;, &#8220;b&#8221;: {&#8220;c&#8221;: "
        "[1, 2.5, true, null]}}",
        '{a: "Rain, and more", "b": {"c": [1, 2.5, true, null]}}',
    ],
)
def test_nearly_json_gives_its_value(text: str) -> None:
    assert json_value(text) == VALUE


@every_row(
    ("text", "said"),
    [
        ('{"t": "one\ntwo"}', "one\ntwo"),
        ('{"t": "He said "no" and left", "u": 1,}', 'He said "no" and left'),
        ('{"t": "He said "no", then left", "u": 1}', 'He said "no", then left'),
        (r'{"t": "a \"b\" é \/ \n", "u": 1,}', 'a "b" é / \n'),
    ],
)
def test_strings_end_where_they_were_meant_to(text: str, said: str) -> None:
    assert json_value(text)["t"] == said


@every_row("text", ["", "window.x = 1", '{"a": ', "{", "[" * 5_000, '{"a" 1}'])
def test_what_is_no_json_gives_nothing(text: str) -> None:
    assert json_value(text) is None


def test_what_is_cut_off_gives_what_came_before() -> None:
    text = '{"a": "Rain", "b": {"c": [1, 2'
    assert json_value(text) is None
    assert json_value(text, is_cut=True) == {"a": "Rain", "b": {"c": [1, 2]}}
    assert json_value('{"a": "Rain", "b":}') == {"a": "Rain", "b": None}


@given(st.recursive(st.none() | st.integers() | st.text(), lambda x: st.lists(x), max_leaves=20))
def test_json_is_read_as_json(value: object) -> None:
    assert json_value(json.dumps(value)) == value


@given(st.text(alphabet='{}[]",:\\ab1 \n/*'))
def test_any_text_is_read_or_refused(text: str) -> None:
    json_value("{" + text)
    json_value("{" + text, is_cut=True)


@every_row(
    "hostile",
    [
        '{"a" : "' + '" ' * 50_000,
        "{" + "/*" * 50_000,
        '{"a":1' + " " * 100_000 + '"',
        '{"a":"' + ('"' + "\n" * 50_000) * 2 + "x",
    ],
)
def test_hostile_text_costs_little(hostile: str) -> None:
    start = time.perf_counter()
    json_value(hostile)
    assert time.perf_counter() - start < 1.0


@every_row("text", ["[}", "[1}", '{"items":[}', "[1,}", '[{"a":]}', "{a:[}]", "[[}]"])
def test_a_bracket_that_closes_nothing_ends_the_reading(text: str) -> None:
    assert json_value(text) is None


@given(st.text(alphabet="[]{}\",:'\\ /*a1\n&;", max_size=60), st.booleans())
@settings(max_examples=300)
def test_whatever_stands_there_the_reading_ends(text: str, is_cut: bool) -> None:
    json_value("[" + text, is_cut=is_cut)
    json_value('{"items":[' + text, is_cut=is_cut)
