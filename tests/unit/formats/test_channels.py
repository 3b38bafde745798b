"""Whose an address is where one host serves many publishers."""

from octavo.formats.channels import channel_of
from rows import every_row

UC = "UCabcdefghijklmnopqrstuv"
FORMS = [
    (f"youtube.com/channel/{UC}", f"https://www.youtube.com/feeds/videos.xml?channel_id={UC}"),
    (f"youtube.com/channel/{UC}", f"https://m.youtube.com/channel/{UC}/videos"),
    ("youtube.com/@octopus", "https://www.youtube.com/@Octopus"),
    ("youtube.com/@octopus", "https://youtube.com/@octopus/videos?view=0"),
    ("youtube.com/user/octopus", "https://www.youtube.com/feeds/videos.xml?user=octopus"),
    ("youtube.com/playlist/PLx", "https://www.youtube.com/playlist?list=PLx"),
    ("medium.com/@ada", "https://medium.com/@ada"),
    ("medium.com/@ada", "https://medium.com/feed/@ada"),
    ("medium.com/harbour", "https://medium.com/feed/harbour"),
    ("medium.com/harbour", "https://medium.com/harbour/the-cranes-9f3a"),
    ("ada.medium.com", "https://ada.medium.com/feed"),
    ("reddit.com/r/ferries", "https://www.reddit.com/r/Ferries/.rss"),
    ("reddit.com/r/ferries", "https://old.reddit.com/r/ferries.rss"),
    ("reddit.com/r/ferries", "https://www.reddit.com/r/ferries/comments/1abc/late_again/"),
    ("reddit.com/user/ada", "https://www.reddit.com/u/ada"),
    ("tide.substack.com", "https://tide.substack.com/feed"),
    ("tide.substack.com", "https://open.substack.com/pub/tide/p/the-cranes"),
    ("tide.substack.com", "https://substack.com/@tide"),
    ("tide.wordpress.com", "https://tide.wordpress.com/2026/11/01/cranes/"),
    ("tide.blogspot.com", "https://tide.blogspot.com/feeds/posts/default"),
    ("tide.blogspot.co.uk", "https://tide.blogspot.co.uk/"),
    ("blogger.com/123", "https://www.blogger.com/feeds/123/posts/default"),
    ("tide.libsyn.com", "https://tide.libsyn.com/rss"),
    ("libsyn.com/4711", "https://feeds.libsyn.com/4711/rss"),
    ("buzzsprout.com/4711", "https://feeds.buzzsprout.com/4711.rss"),
    ("buzzsprout.com/4711", "https://www.buzzsprout.com/4711/episodes/9-cranes"),
    ("tide.podbean.com", "https://feed.podbean.com/tide/feed.xml"),
    ("tide.podbean.com", "https://tide.podbean.com/e/cranes/"),
    ("anchor.fm/tide", "https://anchor.fm/tide"),
    ("anchor.fm/4ab", "https://anchor.fm/s/4ab/podcast/rss"),
    ("spotify.com/show/tide", "https://podcasters.spotify.com/pod/show/tide"),
    ("spotify.com/show/4rOoJ6Egrf8K2IrywzwOMk", "https://open.spotify.com/show/4rOoJ6Egrf8K2IrywzwOMk"),
    ("soundcloud.com/tide", "https://soundcloud.com/tide/cranes"),
    ("soundcloud.com/4711", "https://feeds.soundcloud.com/users/soundcloud:users:4711/sounds.rss"),
    ("acast.com/tide", "https://feeds.acast.com/public/shows/tide"),
    ("feedburner.com/tide", "https://feeds.feedburner.com/Tide"),
    ("bsky.app/ada.example", "https://bsky.app/profile/ada.example/rss"),
    ("github.com/ada/tide", "https://github.com/ada/tide/releases.atom"),
    ("podcasts.apple.com/id4711", "https://podcasts.apple.com/us/podcast/tide/id4711"),
]  # fmt: skip


@every_row(("expected", "url"), FORMS)
def test_a_channel_is_its_account_whatever_the_form(expected: str, url: str) -> None:
    assert channel_of(url) == expected


@every_row(
    "url",
    [
        "https://www.youtube.com/", "https://www.youtube.com/watch?v=abc", "https://medium.com/",
        "https://substack.com/", "https://www.reddit.com/.rss", "https://wordpress.com/",
        "https://herald.example/@ada", "https://notyoutube.com/@ada", "https://youtube.com.example/@a",
        "https://web.de/", "", "https://[", "mailto:ada@medium.com", "https://feeds.libsyn.com/",
    ],
)  # fmt: skip
def test_what_is_no_channel_is_none(url: str) -> None:
    assert channel_of(url) == ""
