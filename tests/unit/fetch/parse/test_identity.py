"""Which items of a feed are one, which are several, and where they are to be found."""

from datetime import UTC, datetime

import pytest

from octavo.fetch.parse.document import MAX_ITEMS, parsed
from octavo.types import Entry

NOW = datetime(2026, 7, 1, tzinfo=UTC)
HOST = "https://news.example"
LONG = "The harbour bridge reopened after eleven months of repairs number "


def item(title: str = "", link: str = "", guid: str = "", text: str = "", more: str = "") -> str:
    parts = (("title", title), ("link", link), ("guid", guid), ("description", text))
    written = "".join(f"<{name}>{value}</{name}>" for name, value in parts if value)
    written = written.replace("<guid>", '<guid isPermaLink="false">')
    return f"<item>{written}{more}</item>"


def entries(*items: str, home: str = HOST + "/") -> tuple[Entry, ...]:
    feed = f"<rss><channel><title>Post</title><link>{home}</link>{''.join(items)}</channel></rss>"
    return parsed(feed.encode(), HOST + "/feed.xml", "", 7, NOW).entries


def test_a_guid_on_items_with_addresses_of_their_own_is_no_key() -> None:
    read = entries(*(item(f"T{n}", f"{HOST}/{n}", "same", LONG + str(n)) for n in range(3)))
    assert [one.key for one in read] == [f"{HOST}/{n}" for n in range(3)]
    assert not any(one.is_pageless for one in read)


def test_a_guid_on_one_item_under_two_addresses_is_its_key() -> None:
    read = entries(*(item("T", f"{HOST}/{part}/1", "same", LONG) for part in ("a", "b")))
    assert [one.key for one in read] == ["same"]


def test_items_on_one_address_are_articles_of_their_own() -> None:
    read = entries(*(item(f"T{n}", f"{HOST}/log", f"g{n}", LONG + str(n)) for n in range(3)))
    assert [(one.key, one.is_pageless) for one in read] == [(f"g{n}", True) for n in range(3)]
    assert {one.url for one in read} == {f"{HOST}/log"}


@pytest.mark.parametrize("link", ["", f"{HOST}/log", f"{HOST}/"])
@pytest.mark.parametrize("guid", ["", "same"])
def test_titles_and_texts_tell_apart_what_nothing_else_does(link: str, guid: str) -> None:
    read = entries(*(item(f"T{n}", link, guid, LONG + str(n)) for n in range(3)))
    assert len({one.key for one in read}) == 3
    assert all(one.is_pageless for one in read)


def test_items_without_text_of_their_own_share_their_page() -> None:
    read = entries(*(item(f"T{n}", f"{HOST}/log", f"g{n}") for n in range(2)))
    assert not any(one.is_pageless for one in read)


@pytest.mark.parametrize("guids", [("", ""), ("g1", "g2")])
def test_a_fragment_counts_where_texts_are_their_own(guids: tuple[str, str]) -> None:
    read = entries(*(item("", f"{HOST}/log.html#e{n}", guids[n], LONG + str(n)) for n in range(2)))
    assert [one.url for one in read] == [f"{HOST}/log.html#e0", f"{HOST}/log.html#e1"]
    assert len({one.key for one in read}) == 2
    assert all(one.is_pageless for one in read)


def test_a_fragment_on_one_text_does_not_count() -> None:
    read = entries(*(item("T", f"{HOST}/a#{n}", "", LONG) for n in range(2)))
    assert [(one.key, one.is_pageless) for one in read] == [(f"{HOST}/a", False)]


def test_revisions_counted_in_the_guid_stay_one_page() -> None:
    read = entries(*(item(f"T{n}", f"{HOST}/a", f"{HOST}/a#{n}", LONG + str(n)) for n in (0, 3)))
    assert not any(one.is_pageless for one in read)
    read = entries(*(item(f"T{n}", f"{HOST}/a#{n}", "g", LONG + str(n)) for n in (0, 3)))
    assert [(one.key, one.is_pageless) for one in read] == [("g", False)]


@pytest.mark.parametrize("has_guid", [False, True])
def test_numbered_places_of_one_page_are_several_items(has_guid: bool) -> None:
    links = [f"{HOST}/log#{n}" for n in (1, 2)]
    read = entries(*(item(one, one, one if has_guid else "", LONG + one) for one in links))
    assert [(one.key, one.is_pageless) for one in read] == [(one, True) for one in links]


@pytest.mark.parametrize(
    ("more", "place"),
    [('<enclosure url="https://cdn.example/1.mp3"/>', "https://cdn.example/1.mp3"),
     ("", f"{HOST}/")],
)  # fmt: skip
def test_an_item_without_an_address_says_where_it_is_found(more: str, place: str) -> None:
    (read,) = entries(item("T", "", "g1", LONG, more))
    assert (read.key, read.url, read.is_pageless) == ("g1", place, True)


def test_an_item_that_links_home_has_no_page_of_its_own() -> None:
    (read,) = entries(item("T", f"{HOST}/blog", "g1", LONG), home=f"{HOST}/blog")
    assert read.is_pageless


def test_a_feed_of_too_many_items_says_so() -> None:
    items = "".join(item(f"T{n}", f"{HOST}/{n}") for n in range(MAX_ITEMS + 1))
    read = parsed(f"<rss><channel>{items}</channel></rss>".encode(), HOST, "", 7, NOW)
    assert (len(read.entries), read.partial) == (MAX_ITEMS, "too_many")
