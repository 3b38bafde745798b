"""The documents: links, paths and commands lead somewhere, and others' work is named."""

import re
from collections.abc import Iterator
from pathlib import Path

import octavo
from octavo import cli

ROOT = Path(__file__).parents[2]
PACKAGE = Path(octavo.__file__).parent
LINK = re.compile(r"\]\(([^)\s]+)\)")
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
CODE = re.compile(r"^```\w*\n(.*?)^```|`([^`\n]+)`", re.M | re.S)
PATH = re.compile(r"(?:[\w.-]+/)*[\w-]+\.py|(?:[\w.-]+/)+[\w-]+\.\w+|(?:[\w-]+/)+[\w-]*")


def _code() -> Iterator[tuple[str, str]]:
    """Each line that a document sets as code, with the document's name. Decisions and the
    changelog are of their day; the cases of the hostile bench have names with a slash."""
    of_their_day = {"decisions", "CHANGELOG.md", "hostile.md"}
    for page in PAGES:
        if not of_their_day & {page.name, page.parent.name}:
            for block, inline in CODE.findall(page.read_text("utf-8")):
                yield from ((page.name, line.strip()) for line in (block or inline).splitlines())


def test_every_path_that_a_document_names_is_there() -> None:
    rooms = {one.name for place in (ROOT, PACKAGE) for one in place.iterdir() if one.is_dir()}
    there = [path.as_posix() for room in ("src", "tests", "bench", "docs", ".ci", "constraints")
             for path in (ROOT / room).rglob("*")]  # fmt: skip
    named = [(page, text) for page, text in _code() if PATH.fullmatch(text)]
    named = [(page, text) for page, text in named if "." in text or text.split("/")[0] in rooms
             or text.endswith("/")]  # fmt: skip
    assert len(named) > 50, "the paths were not found"
    assert [
        f"{page}: {text}"
        for page, text in named
        if not any(path.endswith("/" + text.rstrip("/")) for path in there)
        and not (ROOT / text).exists()
    ] == []


def test_every_command_that_a_document_names_is_there() -> None:
    words = re.compile(r"(?:^|[/ ])octavo ([a-z][a-z-]+)")
    named = [(page, name) for page, text in _code() for name in words.findall(text)]
    assert len(named) > 50, "the commands were not found"
    assert [f"{page}: {name}" for page, name in named if name not in cli.COMMANDS] == []


def test_every_target_that_a_document_names_is_there() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = {*re.findall(r"^([a-z-]+):", makefile, re.M), ".venv/.dev"}
    made = re.compile(r"(?:^|&& )make ([\w./-]+)")
    named = [(page, name) for page, text in _code() for name in made.findall(text)]
    assert len(named) > 10, "the targets were not found"
    assert [f"{page}: {name}" for page, name in named if name not in targets] == []


def test_every_link_between_documents_leads_somewhere() -> None:
    links = [
        (page, to.partition("#")[0]) for page in PAGES for to in LINK.findall(page.read_text())
    ]
    near = [(page, to) for page, to in links if to and "://" not in to]
    assert len(near) > 15, "the links were not found"
    lost = [f"{page.name}: {to}" for page, to in near if not (page.parent / to).exists()]
    assert not lost


def test_the_readme_stays_short_and_has_its_picture() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    assert len(text.splitlines()) < 120
    assert "docs/images/front.png" in text


def test_the_notice_names_every_font_with_its_licence_and_the_model() -> None:
    notice = (ROOT / "NOTICE").read_text("utf-8")
    fonts = PACKAGE / "web" / "static" / "fonts"
    shipped = {path.name for path in fonts.iterdir() if path.suffix in {".woff2", ".txt"}}
    shipped |= {path.name for path in (PACKAGE / "analyse" / "models").iterdir()}
    assert not {name for name in shipped if name not in notice}


def test_the_page_of_the_tables_names_every_model_and_no_other() -> None:
    from octavo.store import models

    page = (ROOT / "docs" / "explanation" / "data-model.md").read_text("utf-8")
    named = re.findall(r"^\| `(\w+)` \|", page, re.M)
    assert sorted(named) == sorted(models.__all__)


def test_the_readme_leads_to_what_people_look_for() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    wanted = {"CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "docs/howto/upgrade.md"}
    wanted |= {f"docs/explanation/{name}.md" for name in ("data-flow", "data-model")}
    assert wanted <= set(LINK.findall(text))


def test_where_a_change_goes_names_rooms_that_are_there() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    table = text[text.index("| it …") : text.index("## How do I add")]
    rooms = re.findall(r"`(\w+)/", table)
    assert {"fetch", "extract", "store", "web"} <= set(rooms)
    lost = [name for name in rooms if not any((p / name).is_dir() for p in (PACKAGE, ROOT))]
    assert lost in ([], ["models"])
