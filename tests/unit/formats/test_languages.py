"""Language tags of every spelling, one code."""

from octavo.fetch.parse.document import document
from octavo.formats.languages import language, region
from rows import every_row


@every_row(
    ("tag", "code", "country"),
    [
        ("en-US", "en", "US"), ("EN_gb", "en", "GB"), ("iw", "he", ""), ("in-ID", "id", "ID"), ("ji", "yi", ""),
        ("zh-Hans", "zh", ""), ("zh-Hant-TW", "zh", "TW"), ("nb-NO", "no", "NO"), ("nn", "no", ""), ("nor", "no", ""),
        ("deu", "de", ""), ("ger", "de", ""), ("fra-CA", "fr", "CA"), ("tl", "fil", ""), ("fil-PH", "fil", "PH"),
        ("en_US.UTF-8", "en", "US"), (" ar ", "ar", ""), ("jp", "ja", ""), ("cz", "cs", ""), ("ckb", "ckb", ""),
        ("English", "en", ""), ("العربية", "ar", ""), ("und", "", ""), ("x-default", "", ""), ("", "", ""),
        ("englisch", "", ""), ("e", "", ""), ("12", "", ""), ("es-419", "es", ""), ("mo", "ro", ""),
    ],
)  # fmt: skip
def test_a_tag_is_a_language_and_perhaps_a_country(tag: str, code: str, country: str) -> None:
    assert (language(tag), region(tag)) == (code, country)


def test_a_feed_has_the_language_of_its_tag() -> None:
    feed = (
        b"<rss><channel><language>nb-NO</language><item><title>Hei</title></item></channel></rss>"
    )
    channel, entries, _ = document(feed, "https://x.example/feed")
    assert channel.language == entries[0].language == "no"
