"""The face of a story, and files in, files out."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from octavo.errors import UsageError
from octavo.formats.json_lines import write_rows
from octavo.stories import corpus
from octavo.stories.faces import Member, face, independent_reports
from unit.stories.window.test_window import DAM, STRIKE, STRIKE_TOO

AT = datetime(2026, 3, 2, 8, tzinfo=UTC)


def member(number: int, hours: float = 0, **more: object) -> Member:
    fields = {"language": "en", "words": 300, "category": "World", "countries": ("NO",), **more}
    return Member(number, number, AT + timedelta(hours=hours), **fields)  # type: ignore[arg-type]


def test_copies_and_agencies_are_not_independent() -> None:
    members = [
        member(1, wire="Reuters"),
        member(2, 1, wire="reuters"),
        member(3, 2, duplicate_of=1),
        member(4, 3),
        member(5, 4),
    ]
    assert independent_reports(members) == 3
    found = face(members)
    assert (found.independent, found.sources, found.articles) == (3, 5, 5)


def test_a_copy_is_nobodys_own_and_of_an_agencys_copies_the_first_is() -> None:
    wire = [member(1, wire="AFP"), member(2, 1, duplicate_of=1), member(3, 2, wire="afp")]
    assert face(wire).own == {1}
    assert face([*wire, member(4, 3)]).own == {1, 4}


def test_an_agencys_own_article_stands_before_all_that_credit_it() -> None:
    assert face([member(1, wire="AFP"), member(2, 1, agency="AFP")]).own == {2}
    is_copy = member(2, 1, agency="AFP", duplicate_of=1)
    assert face([member(1, wire="AFP"), is_copy]).own == {1}


def test_who_is_independent_is_who_is_nobodys_copy() -> None:
    """A copy that credits an agency which its original does not adds no report to the count."""
    members = [member(1), member(2, 1, wire="AFP", duplicate_of=1), member(3, 2, wire="AFP")]
    assert face(members[:2]).independent == len(face(members[:2]).own) == 1
    assert face(members).independent == len(face(members).own) == 2


def test_each_language_has_its_speaker() -> None:
    found = face([member(1, duplicate_of=2), member(2), member(3, language="ar")])
    assert found.languages == ("en", "ar")
    assert dict(found.headlines) == {"en": 2, "ar": 3}
    assert found.lead == 2


def test_a_story_is_called_what_its_members_call_it() -> None:
    headlines = (
        "Ferry inquiry hears two of three pumps had failed",
        "The engineer's e-mail: nine days, one reply",
        "Two of three ferry pumps failed, inquiry told",
        "Ferry inquiry hears two of three pumps had failed",
    )
    members = [
        member(n, n, headline=text, has_picture=n == 2, duplicate_of=1 if n == 4 else None)
        for n, text in enumerate(headlines, 1)
    ]
    assert face(members).lead in {1, 3}


def test_rank_prefers_independent_reports_and_news_and_never_changes_order_by_waiting() -> None:
    one, many = face([member(1)]), face([member(i) for i in range(1, 5)])
    later = face([member(1, 48)])
    assert later.rank > many.rank > one.rank
    assert many.rank == pytest.approx(sum(many.why.values()), abs=1e-3)
    assert face([member(i) for i in (3, 1, 4, 2)]) == many


def test_what_bears_no_date_ranks_below_all_that_is_dated_that_day() -> None:
    early, seen = face([member(1, -7)]), face([member(2, 9, is_dated=False)])
    assert face([member(3, -9)]).rank < seen.rank < early.rank
    assert seen.last_at == AT + timedelta(hours=9)


def in_sections(*names: str, copies: tuple[int, ...] = ()) -> str:
    return face(
        [
            member(n, n, category=name, duplicate_of=1 if n in copies else None)
            for n, name in enumerate(names, 1)
        ]
    ).category


def test_a_story_stands_where_most_of_its_papers_put_it_copies_too() -> None:
    assert in_sections("Technology", "Technology", "Business", copies=(2,)) == "Technology"
    assert in_sections("General", "Health", "Business", "Health", copies=(2, 4)) == "Health"
    assert in_sections("General", "General", "Sport") == "Sport"
    assert in_sections("General", "General") == "General"


def test_of_two_sections_the_earliest_own_reports_counts() -> None:
    assert in_sections("Technology", "Business") == "Technology"
    assert in_sections("World", "Business", "World", "Business") == "World"
    assert in_sections("General", "Climate", "Business", copies=(2,)) == "Business"


def test_a_story_without_members_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="members"):
        face([])


def rows() -> list[dict[str, object]]:
    texts = [STRIKE, DAM, STRIKE_TOO, "Breaking. " + DAM]
    heads = ["Fishermen strike over cod", "Dam drained", "Cod strike idles boats", "Dam drained"]
    times = ["2026-03-02T08:00:00Z", None, "2026-03-02T09:00:00Z", "no time"]
    return [
        {"id": f"x{i}", "time": when, "lang": "en", "title": head, "text": text}
        for i, (when, head, text) in enumerate(zip(times, heads, texts, strict=True))
    ]


def test_a_corpus_is_clustered_and_related_from_file_to_file(tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    write_rows(source, rows())
    assert corpus.cluster(source, target) == 4
    found = {row["id"]: row for row in corpus.read(target)}
    assert found["x0"]["cluster"] == found["x2"]["cluster"] != found["x1"]["cluster"]
    assert (found["x3"]["duplicate_of"], found["x1"]["duplicate_of"]) == ("x1", None)
    corpus.nearest(source, target)
    assert {row["id"]: row["related"] for row in corpus.read(target)}["x0"] == ["x2"]


def test_pairs_are_scored_by_likeness(tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    pairs = [("near", STRIKE, STRIKE_TOO), ("far", STRIKE, DAM), ("none", "", "")]
    write_rows(
        source,
        ({"pair_id": p, "lang1": "en", "lang2": "en", "text1": a, "text2": b} for p, a, b in pairs),
    )
    corpus.similarity(source, target)
    score = {row["pair_id"]: row["score"] for row in corpus.read(target)}
    assert score["near"] > score["far"] >= score["none"] >= 0


def test_a_bad_line_is_named(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text(json.dumps({"id": 1}) + "\nnot json\n", encoding="utf-8")
    with pytest.raises(UsageError, match="line 2"):
        corpus.cluster(source, tmp_path / "out.jsonl")


def test_the_headline_whose_words_the_reports_open_with_speaks_for_a_story() -> None:
    opening = "A fire destroyed the covered market of Arden on Monday."
    told = member(1, headline="Fire destroys covered market of Arden", opening=opening)
    aside = [
        member(2, headline="Firemen praised for night of work", opening=opening),
        member(3, headline="Firemen praised for night of labour", opening=opening),
    ]
    assert face([told, *aside]).lead == 1
