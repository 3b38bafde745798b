"""The words of the pages: whatever a page says, it says in Arabic too."""

import ast
import gettext
import re
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils.translation.template import templatize

import octavo

PACKAGE = Path(octavo.__file__).parent
ARABIC = PACKAGE / "web" / "locale" / "ar" / "LC_MESSAGES"
PLACE = re.compile(r"%\(\w+\)[sd]")
TEXT = r"""u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
CALL = re.compile(rf"\b(gettext|ngettext|pgettext|npgettext|_)\(\s*{TEXT}(?:\s*,\s*{TEXT})?")
COUNTS = (0, 1, 2, 3, 10, 11, 99, 100, 103)
SINGLE = (0, 1, 2)
"""The Arabic forms that stand for one number only (none, one, two): they may leave it unsaid."""

Key = tuple[str, str]
"""A context, empty for none, and a message."""


def _entries(path: Path) -> dict[Key, list[str]]:
    """The translations of a .po file: key to its forms, a single one where there is no plural."""
    found: dict[Key, list[str]] = {}
    for block in path.read_text("utf-8").split("\n\n"):
        fields: dict[str, str] = {}
        name = ""
        for line in block.splitlines():
            if match := re.match(r"(msg\w+(?:\[\d\])?) (\".*\")$", line):
                name = match[1]
                fields[name] = ast.literal_eval(match[2])
            elif line.startswith('"'):
                fields[name] += ast.literal_eval(line)
        if "msgid" in fields:
            key = (fields.get("msgctxt", ""), fields["msgid"])
            assert key not in found, f"said twice: {key}"
            found[key] = [text for name, text in fields.items() if name.startswith("msgstr")]
    return found


def _of_template(path: Path) -> Iterator[Key]:
    """What a template asks to be translated."""
    for name, first, second in CALL.findall(templatize(path.read_text("utf-8"))):
        texts = [ast.literal_eval(text) for text in (first, second) if text]
        yield (texts[0], texts[1]) if name.startswith(("pg", "npg")) else ("", texts[0])


def _of_module(path: Path) -> Iterator[Key]:
    """What a module asks to be translated; a name known only at run time cannot be looked up."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
            continue
        name = node.func.id.removesuffix("_lazy")
        texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
        if name in {"_", "gettext", "ngettext"} and texts:
            yield "", texts[0]
        elif name in {"pgettext", "npgettext"} and len(texts) > 1:
            yield texts[0], texts[1]


@pytest.fixture(scope="module")
def arabic() -> dict[Key, list[str]]:
    found = _entries(ARABIC / "django.po")
    found.pop(("", ""))
    return found


@pytest.fixture(scope="module")
def said() -> set[Key]:
    keys: set[Key] = set()
    for path in sorted((PACKAGE / "web" / "templates").rglob("*.html")):
        keys.update(_of_template(path))
    for path in sorted((PACKAGE / "web").rglob("*.py")):
        keys.update(_of_module(path))
    return keys


def test_everything_a_page_says_is_said_in_arabic(
    said: set[Key], arabic: dict[Key, list[str]]
) -> None:
    assert len(said) > 150, "the strings were not found"
    silent = [key for key in said if not arabic.get(key) or not all(arabic[key])]
    assert not silent


def test_nothing_is_translated_that_no_page_says(
    said: set[Key], arabic: dict[Key, list[str]]
) -> None:
    assert not set(arabic) - said


def test_no_translation_is_a_guess() -> None:
    text = (ARABIC / "django.po").read_text("utf-8")
    assert "fuzzy" not in text
    assert "#~" not in text


def test_placeholders_are_kept(arabic: dict[Key, list[str]]) -> None:
    for (_, message), forms in arabic.items():
        for number, form in enumerate(forms):
            given, kept = set(PLACE.findall(message)), set(PLACE.findall(form))
            assert kept <= given, form
            assert kept == given or (len(forms) == 6 and number in SINGLE), form
            assert "%" in message or "%" not in form, form


def test_every_count_has_its_six_forms(arabic: dict[Key, list[str]]) -> None:
    assert {len(forms) for forms in arabic.values()} == {1, 6}


def test_the_compiled_words_are_the_written_ones(arabic: dict[Key, list[str]]) -> None:
    path = ARABIC / "django.mo"
    magic, _, count = struct.unpack("<3I", path.read_bytes()[:12])
    assert magic == 0x950412DE
    assert count == len(arabic) + 1, "run msgfmt: the compiled file has other messages"
    with path.open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for (context, message), forms in arabic.items():
        if len(forms) == 6:
            told = {compiled.ngettext(message, "", n) for n in COUNTS}
            assert told == set(forms), message
        else:
            told_once = (
                compiled.pgettext(context, message) if context else compiled.gettext(message)
            )
            assert told_once == forms[0], message


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "منذ ساعة"),
        (2, "منذ ساعتين"),
        (5, "منذ 5 ساعات"),
        (11, "منذ 11 ساعة"),
        (23, "منذ 23 ساعة"),
    ],
)
def test_hours_are_counted_as_arabic_counts_them(count: int, words: str) -> None:
    with (ARABIC / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    form = compiled.ngettext("%(n)s hour ago", "%(n)s hours ago", count)
    assert form % {"n": count} == words
