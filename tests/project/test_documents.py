"""The documents: links lead somewhere, and everything that is others' work is named."""

import re
from pathlib import Path

import octavo

ROOT = Path(__file__).parents[2]
PACKAGE = Path(octavo.__file__).parent
LINK = re.compile(r"\]\(([^)\s]+)\)")


def test_every_link_between_documents_leads_somewhere() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    links = [
        (page, to.partition("#")[0]) for page in pages for to in LINK.findall(page.read_text())
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
