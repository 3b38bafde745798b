"""What texts are made of, counted for a page at once, and lines compared and measured."""

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from lxml.html import document_fromstring

from octavo.extract.body import boilerplate_phrases
from octavo.extract.body.character_counts import letters
from octavo.extract.body.features import feature_rows
from octavo.extract.metadata.headline import is_similar
from octavo.extract.metadata.page_metadata import Metadata
from octavo.extract.page.text import flat, flat_words, key, words
from octavo.extract.page.text_blocks import text_blocks
from rows import every_row

LINES = [
    "Ships rest. Crews wait; nobody said why.",
    "",
    "In 2024 the “Aurora” left @port",
    "عاد الصيادون إلى الميناء، ثم أبحروا؟",
    "ÉTÉ 1998",
]


def test_characters_are_counted_for_each_line_alone() -> None:
    counts = letters(LINES)
    assert counts["stops"].tolist() == [2, 0, 0, 1, 0]
    assert counts["commas"].tolist() == [1, 0, 0, 1, 0]
    assert counts["digits"].tolist() == [0, 0, 4, 0, 4]
    assert counts["upper"].tolist() == [2, 0, 2, 0, 3]
    assert counts["quotes"].tolist() == [0, 0, 2, 0, 0]
    assert counts["marks"].tolist() == [0, 0, 1, 0, 0]
    assert counts["dated"].tolist() == [0, 0, 1, 0, 1]


def test_no_lines_have_no_counts() -> None:
    assert all(len(column) == 0 for column in letters([]).values())


def test_a_year_far_down_a_paragraph_is_no_date_line() -> None:
    paragraph = "The harbour was closed. " * 12 + "It was 2024."
    assert letters([paragraph, "2024"])["dated"].tolist() == [0, 1]


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\n"), max_size=60)))
def test_a_page_of_lines_is_counted_as_each_line_is(lines: list[str]) -> None:
    together = letters(lines)
    for index, line in enumerate(lines):
        alone = letters([line])
        assert {name: column[index] for name, column in together.items()} == {
            name: column[0] for name, column in alone.items()
        }


@given(st.text(max_size=80))
def test_texts_compare_by_letters_and_digits_alone(text: str) -> None:
    plain = re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())
    assert key(text) == plain


def test_typed_signs_make_no_difference() -> None:
    assert key("“It’s over”, she said — twice…") == key('"It\'s over", she said - twice...')


@given(st.text(max_size=80))
def test_a_flat_line_has_as_many_words_however_they_are_counted(text: str) -> None:
    assert flat_words(flat(text)) == words(flat(text))


@every_row(
    ("line", "kind"),
    [
        ("Advertisement", 1),
        ("By Mara Lindqvist", 2),
        ("Mara Lindqvist contributed to this report.", 2),
        ("Tomas Okafor, Staff Writer", 2),
        ("Mara Lindqvist can be reached at the harbour office", 3),
        ("Do you like ships? Sign up for our harbour newsletter", 3),
        ("Read more: Ferry runs aground", 4),
        ("The ferry ran aground in fog.", 0),
    ],
)
def test_lines_around_a_report_are_told_by_kind(line: str, kind: int) -> None:
    size = words(line)
    assert boilerplate_phrases.kind(line, size) == kind
    assert boilerplate_phrases.is_boilerplate(line, size) == (kind in {1, 2, 3, 4})


def test_a_long_paragraph_is_never_a_phrase() -> None:
    line = "Read more: " + "the ferry ran aground in fog " * 20
    assert boilerplate_phrases.kind(line, words(line)) == 0


def test_lines_that_share_few_letters_are_not_similar() -> None:
    assert is_similar("Ferry runs aground in fog", "Ferry runs aground in fog!")
    assert is_similar("Ferry runs aground in thick fog", "Ferry runs aground in the fog")
    assert not is_similar("Ferry runs aground in fog", "Mayor of port resigns today")


def test_an_inline_element_around_a_block_is_walked_into() -> None:
    page = text_blocks(
        document_fromstring(
            "<body><div>Before <span><a href=/x><b>with</b><p>A paragraph.</p></a></span> after</div>"
            "<div>One <em>line</em> of <i>text</i>.<br><br>Another one.</div></body>"
        )
    )
    assert [text_block.text for text_block in page] == [
        "Before", "with", "A paragraph.", "after", "One line of text.", "Another one.",
    ]  # fmt: skip


def test_a_page_of_nothing_has_no_rows() -> None:
    seen = feature_rows([], Metadata("https://www.northernpost.example/a"))
    assert seen.values.shape == (0, len(seen.names))
