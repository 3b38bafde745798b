"""A story's perspectives and the gaps between outlets, as pages and commands show them."""

import json
from pathlib import Path

import pytest
from lxml import etree

from articles import MEASLES, NOON, article, reading
from octavo.actions import ingest, subscriptions
from octavo.actions.sources.attributes import exported, import_attributes
from octavo.actions.stories.live_window import LiveWindow
from octavo.cli import main
from octavo.errors import UsageError
from octavo.fetch.opml import Subscription
from octavo.store.models import Article, Source, SourceAttribute, Story, StoryFace

pytestmark = pytest.mark.django_db

EVENT = "Dockers in Vareno walked out at noon on Monday in a strike over pay at the container port."
FIRST = (
    EVENT,
    "The Dockers Union said 18,000 dockers walked out of the container port.",
    "A baker on Rope Street gave the pickets two hundred rolls.",
)
SECOND = (
    "In a strike over pay dockers in Vareno walked out of the container port at noon on Monday.",
    "The reckless strike ruins the fruit trade, an importer of oranges complained.",
)
THIRD = (
    "At noon on Monday dockers walked out in Vareno, on strike over pay at the container port.",
    "18,000 dockers walked out of the container port, the Dockers Union said.",
)
TABLE = "source,Ownership\nHerald,public\nPost,private\nLedger,public\nTarn,private\n"


@pytest.fixture
def story(db) -> int:
    """A story that two papers and an agency tell, a copy of the agency's at another, and another
    story of a fifth paper."""
    wanted = [
        Subscription(url=f"https://{name.lower()}.example/feed", title=name, country=country,
                     language="en")
        for name, country in (("Herald", "HR"), ("Post", "HR"), ("Ledger", "CH"), ("Copyist", "CH"),
                              ("Tarn", "EE"))
    ]  # fmt: skip
    ids = [one.feed.source_id for one in subscriptions.subscribe(wanted)]
    rows = [
        (ids[0], "Vareno dockers walk out", FIRST),
        (ids[1], "Chaos at the quay as reckless strike begins", SECOND),
        (ids[2], "Dockers walk out in Vareno", THIRD),
        (ids[3], "Vareno port shut", THIRD),
        (ids[4], "Measles drive", MEASLES),
    ]
    batch = [
        reading(source, article(headline, lines, url=f"https://x{n}.example/1", hours=n / 10))
        for n, (source, headline, lines) in enumerate(rows)
    ]
    ingest.save_readings(batch, LiveWindow(14), NOON)
    assert Article.objects.filter(duplicate_of__isnull=False).count() == 1
    return Article.objects.get(headline="Vareno dockers walk out").story_id or 0


def _page(client, address: str):
    answer = client.get(address)
    assert answer.status_code == 200
    return etree.HTML(answer.content)


def _texts(tree, path: str) -> list[str]:
    return [" ".join("".join(one.itertext()).split()) for one in tree.xpath(path)]


def _under(tree, title: str, path: str) -> list[str]:
    """What stands under a heading, up to the next."""
    inside = f"preceding-sibling::h2[1][normalize-space()='{title}']"
    return _texts(tree, f"//section[@class='said'][{inside}]{path}")


def test_what_all_report_and_what_only_some_stand_word_for_word(client, story):
    tree = _page(client, f"/story/{story}/perspectives")
    (shared,) = _under(tree, "What all report", "/blockquote[1]")
    assert shared in (EVENT, SECOND[0], THIRD[0])
    told = _under(tree, "What all report", "//blockquote")
    assert sorted(told) == sorted([EVENT, SECOND[0], THIRD[0]])
    (some,) = _under(tree, "What only some report", "")
    assert FIRST[1] in some or THIRD[1] in some
    assert some.endswith("Not in Post")
    alone = _under(tree, "What one alone reports", "//blockquote")
    assert FIRST[2] in alone and SECOND[1] in alone
    bodies = [one.body.text for one in Article.objects.select_related("body")]
    for quoted in _texts(tree, "//section[@class='said']//blockquote/p"):
        assert any(quoted in body for body in bodies), quoted


def test_copies_count_once_and_headlines_stand_side_by_side(client, story):
    tree = _page(client, f"/story/{story}/perspectives")
    assert "4 outlets, 3 independent" in " ".join(_texts(tree, "//header//p"))
    rows = _texts(tree, "//table[@class='heads']/tbody/tr")
    assert len(rows) == 4
    assert _texts(tree, "//table[@class='heads']//mark") == ["Chaos", "reckless"]
    switzerland = next(row for row in _texts(tree, "//table[@class='covering'][1]//tr")
                       if row.startswith("Switzerland"))  # fmt: skip
    assert "1 of 1" in switzerland and "Copyist" in switzerland
    assert "too few to say" in switzerland


def test_the_owners_axes_stand_beside_ours(client, story):
    import_attributes(TABLE.encode())
    tree = _page(client, f"/story/{story}/perspectives")
    labels = _texts(tree, "//section[@id='coverage']/details/summary")
    assert labels == ["Country", "Ownership"]
    tree = _page(client, f"/ar/story/{story}/perspectives")
    assert _texts(tree, "//section[@id='coverage']/details/summary") == ["الدولة", "الملكية"]


def test_gaps_are_chosen_by_axis_and_values(client, story):
    import_attributes(TABLE.encode())
    tree = _page(client, "/gaps?axis=country&covers=HR&misses=EE")
    assert tree.xpath("//article//h2/a/@href") == [f"/story/{story}/perspectives"]
    assert "HR" in tree.xpath("//select[@name='covers']/option[@selected]/@value")
    tree = _page(client, "/gaps?axis=country&covers=EE&misses=HR")
    assert _texts(tree, "//article//h2") == ["Measles drive"]
    tree = _page(client, "/gaps?axis=ownership&covers=public&misses=private")
    assert tree.xpath("//article") == []
    for odd in ("/gaps", "/gaps?axis=nonsense&covers=x", "/gaps?axis=country&covers=HR&misses=HR",
                "/ar/gaps?axis=language"):  # fmt: skip
        _page(client, odd)


def test_a_gap_is_headed_in_the_language_of_the_page(client, story):
    import_attributes(TABLE.encode())
    told = StoryFace.objects.get(story=story)
    arabic = Article.objects.exclude(pk=told.article_id).filter(story=story).first()
    Article.objects.filter(pk=arabic.pk).update(headline="إضراب فارينو", language="ar")
    told.pk, told.article_id, told.language, told.is_primary = None, arabic.pk, "ar", False
    told.save()
    address = "gaps?axis=country&covers=HR&misses=EE"
    assert _texts(_page(client, f"/ar/{address}"), "//article//h2") == ["إضراب فارينو"]
    assert _texts(_page(client, f"/{address}"), "//article//h2") != ["إضراب فارينو"]


def test_nothing_is_asked_of_a_site_without_sources(client):
    tree = _page(client, "/gaps")
    assert "import-attributes" in " ".join(_texts(tree, "//main"))


def test_a_source_of_excerpts_is_compared_for_readers_only(client, reader, story):
    Source.objects.filter(name="Herald").update(policy="excerpt")
    assert FIRST[2] not in client.get(f"/story/{story}/perspectives").content.decode()
    assert FIRST[2] in reader.get(f"/story/{story}/perspectives").content.decode()


def test_a_hidden_report_is_in_no_perspective(client, story):
    Article.objects.filter(headline="Vareno dockers walk out").update(is_hidden=True)
    answer = client.get(f"/story/{story}/perspectives")
    assert FIRST[2] not in answer.content.decode()
    assert "Herald" not in answer.content.decode()


def test_programs_get_both_pages_as_json(client, story):
    told = client.get(f"/story/{story}/perspectives.json").json()
    assert told["independent"] == 3
    assert [len(one["shared"]) for one in told["perspectives"]] == [1]
    gaps = client.get("/gaps.json?axis=country&covers=EE&misses=HR").json()
    assert [one["headline"] for one in gaps["gaps"]] == ["Measles drive"]
    for odd in (f"/story/{story}/perspectives.xml", "/gaps.csv"):
        assert client.get(odd).status_code == 404


def test_a_merged_story_sends_on_and_one_that_is_not_there_is_not_found(client, story):
    gone = Story.objects.create(pk=9000, first_at=NOON, last_at=NOON, merged_into_id=story)
    for end in ("", ".json"):
        answer = client.get(f"/story/{gone.pk}/perspectives{end}")
        assert answer.status_code == 301
        assert answer["Location"] == f"/story/{story}/perspectives{end}"
    assert client.get("/story/4/perspectives").status_code == 404


# ---------------------------------------------------------------- what the owner says of sources


def test_each_odd_line_is_told_and_the_others_are_kept(story):
    table = (
        "\ufeffsource;Ownership;Reach\r\n"
        "HERALD;family;local\r\n"
        "post.example;;national\r\n"
        "https://www.ledger.example/;company\r\n"
        "Heralt;x;y\r\n"
        ";x;y\r\n"
        "Tarn;a;b;c\r\n"
        "Herald;trust;local\r\n"
        "tarn;public;local;;\r\n"
    )
    done = import_attributes(table.encode())
    found = [(one.line, one.code) for one in done.problems]
    assert found == [(4, "too_few_cells"), (5, "unknown_source"), (6, "no_source"),
                     (7, "too_many_cells"), (8, "repeated_source")]  # fmt: skip
    assert "is it 'Herald'?" in done.problems[1].detail
    rows = SourceAttribute.objects.order_by("source__name", "axis")
    assert list(rows.values_list("source__name", "axis", "value")) == [
        ("Herald", "Reach", "local"), ("Herald", "ownership", "family"),
        ("Ledger", "ownership", "company"), ("Post", "Reach", "national"),
        ("Tarn", "Reach", "local"), ("Tarn", "ownership", "public"),
    ]  # fmt: skip


def test_a_table_goes_out_as_it_came_in_and_an_empty_cell_takes_away(story):
    import_attributes(TABLE.encode())
    assert exported() == (
        "source,ownership\nCopyist,\nHerald,public\nLedger,public\nPost,private\nTarn,private\n"
    )
    assert import_attributes(exported().encode()).problems == []
    done = import_attributes(b"source,ownership\nHerald,\nPost,mixed\n")
    assert (done.values, done.removed) == (1, 1)
    assert dict(SourceAttribute.objects.values_list("source__name", "value")) == {
        "Ledger": "public", "Post": "mixed", "Tarn": "private",
    }  # fmt: skip


def test_an_axis_of_ours_is_the_owners_to_say(client, story):
    done = import_attributes(
        "host,country,language\nherald.example,Norway,العربية\nx,y,z\n".encode()
    )
    assert [one.line for one in done.problems] == [3]
    tree = _page(client, f"/story/{story}/perspectives")
    assert any(row.startswith("Norway") and "Herald" in row
               for row in _texts(tree, "//table[@class='covering']//tr"))  # fmt: skip
    assert dict(SourceAttribute.objects.values_list("axis", "value")) == {
        "country": "NO", "language": "ar",
    }  # fmt: skip


def test_a_value_a_row_is_a_table_too(story):
    done = import_attributes(b"source,axis,value\nHerald,reach,local\nHerald,owner,family\n")
    assert (done.sources, done.values, done.axes) == (1, 2, ["reach", "owner"])


@pytest.mark.parametrize(("table", "code"), [
    ("", "empty_table"),
    ("paper,owner\nHerald,x\n", "no_source_column"),
    ("source,owner\n", "empty_table"),
    ("source\nHerald\n", "no_axes"),
    ("source,Owner,owner\nHerald,x,y\n", "repeated_column"),
    ("source," + ",".join(f"a{n}" for n in range(41)) + "\nx\n", "too_many_axes"),
    ("source," + "a" * 61 + "\nx\n", "long_column"),
])  # fmt: skip
def test_a_table_that_cannot_be_followed_says_why(story, table, code):
    with pytest.raises(UsageError) as told:
        import_attributes(table.encode())
    assert told.value.code == code


# ---------------------------------------------------------------- the command line


def _run(capsys, *arguments: str):
    code = main([*arguments, "--json"])
    return code, [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_program_gets_perspectives_and_gaps_as_json(story, capsys, tmp_path: Path):
    path = tmp_path / "table.csv"
    path.write_text(TABLE + "Nobody,x\n", "utf-8")
    code, (done,) = _run(capsys, "sources", "import-attributes", str(path))
    assert (code, done["values"], [one["line"] for one in done["problems"]]) == (0, 4, [6])
    code, (told,) = _run(capsys, "perspectives", str(story))
    (one,) = told["perspectives"]
    assert (code, told["independent"], len(one["shared"])) == (0, 3, 1)
    assert {source["source"] for source in one["sources"]} == {"Herald", "Post", "Ledger"}
    assert told["coverage"]["ownership"][0]["verdict"] == "few"
    code, (gaps,) = _run(capsys, "gaps", "--axis", "country", "--covers", "EE", "--misses", "HR")
    assert [one["headline"] for one in gaps["gaps"]] == ["Measles drive"]
    assert main(["perspectives", str(story)]) == main(["gaps"]) == 0
    assert main(["sources", "export-attributes", str(tmp_path / "out.csv")]) == 0
    assert "Herald,public" in (tmp_path / "out.csv").read_text("utf-8")


def test_what_is_not_there_is_said_with_a_code(story, capsys, tmp_path):
    for arguments, code in (
        (["perspectives", "4000"], "no_story"), (["perspectives", "x.jsonl"], "no_story"),
        (["gaps", "--axis", "planet"], "no_axis"),
        (["gaps", "--axis", "country", "--covers", "MARS"], "no_value"),
        (["sources", "import-attributes"], "usage"),
        (["sources", "import-attributes", str(tmp_path / "none.csv")], "file"),
    ):  # fmt: skip
        found, (said,) = _run(capsys, *arguments)
        assert (found, said["error"]) == (1, code)


def test_stories_of_a_file_are_compared_without_a_site(capsys, tmp_path):
    rows = [
        {"id": n, "story": "s", "source": source, "title": "Port", "text": "\n".join(lines),
         "attributes": {"owner": owner}}
        for n, (source, lines, owner) in enumerate(
            (("Herald", FIRST, "a"), ("Ledger", THIRD, "b"), ("Copyist", THIRD, "b"))
        )
    ] + [{"id": 9, "story": "t", "source": "Tarn", "text": "\n".join(MEASLES)}]  # fmt: skip
    path = tmp_path / "in.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    code, _ = _run(capsys, "perspectives", str(path), str(tmp_path / "out.jsonl"))
    told, other = map(json.loads, (tmp_path / "out.jsonl").read_text("utf-8").splitlines())
    assert (code, told["story"], told["independent"], other["story"]) == (0, "s", 2, "t")
    (one,) = told["perspectives"]
    assert len(one["shared"]) == 2
    assert one["sources"][1]["printed_by"] == ["Copyist"]
    assert {line["id"] for line in one["headlines"]} <= {0, 1, 2}
    assert [value["value"] for value in told["coverage"]["owner"]] == ["b", "a"]
