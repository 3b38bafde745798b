"""Subscription lists in and out."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from octavo.errors import UsageError
from octavo.fetch.opml import Subscription, document, subscriptions
from rows import every_row

LIST = """<?xml version="1.0"?><opml version="1.0"><head><title>x</title></head><body>
<outline text="World"><outline title="Asia">
  <outline text="Post &amp;amp; Co" xmlUrl="https://a.example/rss?x=1&amp;y=2" htmlUrl="https://a.example/"/>
  <outline text="again" xmlUrl="https://A.example:443/rss?y=2&amp;x=1"/>
</outline><outline text="Times" XMLURL="feed://b.example/rss" language="ar" country="EG"/></outline>
<outline text="Top" xmlUrl="feed:https://c.example/" category="/Tech/Chips,/Other"/>
<outline text="evil" xmlUrl="javascript:alert(1)"/><outline text="empty"/>
</body></opml>"""


def test_a_list_keeps_folders_and_drops_doubles() -> None:
    assert subscriptions(LIST.encode()) == (
        Subscription(
            "https://a.example/rss?x=1&y=2", "Post &amp; Co", "https://a.example/", "World/Asia"
        ),
        Subscription("http://b.example/rss", "Times", "", "World", "ar", "EG"),
        Subscription("https://c.example/", "Top", "", "Tech/Chips"),
    )


def test_a_sloppy_list_is_read_all_the_same() -> None:
    sloppy = LIST.replace("Post &amp;amp; Co", "Post & Co").replace("</body></opml>", "")
    assert [one.title for one in subscriptions(sloppy.encode())] == ["Post & Co", "Times", "Top"]


@every_row("body", [b"", b"<rss/>", b"hello", b"{}", b"\x00\xff"])
def test_what_is_no_list_is_refused_in_plain_words(body: bytes) -> None:
    with pytest.raises(UsageError) as refusal:
        subscriptions(body)
    assert "OPML" in refusal.value.detail


def test_a_bomb_is_refused() -> None:
    with pytest.raises(UsageError):
        subscriptions(
            b'<!DOCTYPE o [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><opml><body>&b;</body></opml>'
        )


def test_folders_as_deep_as_you_like() -> None:
    deep = '<outline text="f">' * 200 + '<outline xmlUrl="http://a.example/"/>' + "</outline>" * 200
    (found,) = subscriptions(f"<opml><body>{deep}</body></opml>".encode())
    assert found.folder.startswith("f/f/f")


letters = st.characters(min_codepoint=33, max_codepoint=0x2FFF, exclude_categories=["C", "Z", "M"])
names = st.text(letters, min_size=1, max_size=12).map(lambda word: word.replace("/", "-"))


@settings(max_examples=25)
@given(
    st.lists(
        st.builds(
            Subscription,
            url=st.integers(0, 10**6).map(lambda n: f"https://x{n}.example/feed?a={n}&b=1"),
            title=names,
            home=st.sampled_from(["", "https://x.example/?a=1&b=2"]),
            folder=st.lists(names, max_size=3).map("/".join),
            language=st.sampled_from(["", "en", "ar"]),
            country=st.sampled_from(["", "EG"]),
        ),
        unique_by=lambda one: one.url,
        max_size=8,
    )
)
def test_the_round_trip_is_exact(given_list: list[Subscription]) -> None:
    back = subscriptions(document(given_list, "My list"))
    import unicodedata

    def nfc(one: Subscription) -> tuple[str, ...]:
        return tuple(unicodedata.normalize("NFC", getattr(one, name)) for name in one.__slots__)

    assert sorted(map(nfc, back)) == sorted(map(nfc, given_list))
