"""The script stage: a text that stands in a script, where the page shows none."""

from json import dumps

from drafts import BODY, LINES, page, until
from octavo.extract.stages.read_scripts import SCRIPTED, read_scripts

MORE = "The council meets on Friday and will hear the harbour master."
SCRIPT = f"<script>window.__STATE__ = {dumps({'html': f'{BODY}<p>{MORE}</p>'})}</script>"


def test_a_page_with_its_text_keeps_it() -> None:
    before = until("read_scripts", page(BODY + SCRIPT))
    assert read_scripts(before) is before


def test_a_text_in_a_script_is_found() -> None:
    body = read_scripts(until("read_scripts", page(SCRIPT))).body
    assert [block.text for block in body.blocks] == [*LINES, MORE]
    assert body.confidence == SCRIPTED


def test_without_either_the_draft_is_the_same() -> None:
    before = until("read_scripts", page(""))
    assert read_scripts(before) is before
