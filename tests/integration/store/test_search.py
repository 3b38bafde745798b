"""Search as a reader types it: every word of the grammar, on either database."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils import timezone

from articles import MEASLES, NOON, REWRITTEN, STRIKE, article, reading
from octavo.actions import ingest, marks, subscriptions
from octavo.actions.stories.live_window import LiveWindow
from octavo.analyse.words.search import search_words
from octavo.analyse.words.words import SNOWBALL
from octavo.fetch.opml import Subscription
from octavo.store import search, site_settings
from octavo.store.models import Article, Hashtag, Tagging, User
from octavo.store.query import query

pytestmark = pytest.mark.django_db

NOW = datetime.now(UTC)
ARABIC = (
    "أعلنت النقابة في فارينو اليوم الاثنين انتهاء إضراب عمال الميناء بعد تسعة أيام من التوقف.",
    "ومن المقرر أن يبدأ تفريغ السفينة الأولى مساء اليوم بعد وصول الفرق إلى الأرصفة.",
)


@pytest.fixture(autouse=True)
def stored(db):
    """Four articles of three outlets, one of them in Arabic."""
    site_settings.forget()
    names = ("Harbour Herald", "Vareno Post", "صدى الميناء")
    wanted = [
        Subscription(url=f"https://s{n}.example/feed", title=name) for n, name in enumerate(names)
    ]
    herald, post, echo = (one.feed.source_id for one in subscriptions.subscribe(wanted))
    batch = [
        reading(herald, article("Dockers end strike", STRIKE, url="https://s0.example/1")),
        reading(post, article("Port reopens", REWRITTEN, url="https://s1.example/1", hours=1,
                              authors=("Ada Lind",))),
        reading(post, article("Measles drive by postal boat", MEASLES, url="https://s1.example/2",
                              hours=-72, authors=())),
        reading(echo, article("انتهاء إضراب الميناء", ARABIC, url="https://s2.example/1",
                              language="ar", hours=2)),
    ]  # fmt: skip
    ingest.save_readings(batch, LiveWindow(14), NOW)


def _found(text: str, user: User | None = None) -> set[str]:
    return {
        row.url.removeprefix("https://") for row in search.found(query(text), user=user).articles
    }


STRIKES, BOAT, ECHO = {"s0.example/1", "s1.example/1"}, {"s1.example/2"}, {"s2.example/1"}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("dockers", STRIKES),
        ("DOCKER", STRIKES),
        ("dockers rainbow", set()),
        ("rainbow OR measles", BOAT),
        ("vaccinating children", BOAT),
        ('"postal boat"', BOAT),
        ('"boat postal"', set()),
        ("“postal boat”", BOAT),
        ("strike -stranded -nowhere", set()),
        ("dockers -returned", {"s1.example/1"}),
        ("intitle:dockers", {"s0.example/1"}),
        ("intitle:stranded", set()),
        ("author:lind dockers", {"s1.example/1"}),
        ("source:post", {"s1.example/1"} | BOAT),
        ("source:vareno-post dockers", {"s1.example/1"}),
        ("-source:post dockers", {"s0.example/1"}),
        ("lang:ar", ECHO),
        ("إضراب", ECHO),
        ("الإضراب", ECHO),
        ("اضراب", ECHO),
        ("date:7d dockers", STRIKES),
        ("date:1999", set()),
        (f"date:{NOON:%Y}..{NOON.year + 1} measles", BOAT),
        ("is:unread measles", BOAT),
        ("is:saved", set()),
        ("story:999999999999999999999", set()),
        ("story:x", set()),
        ("color:blue", set()),
        ("", set()),
        ('"', set()),
        ("OR", set()),
        ("- -- :", set()),
        ("'; DROP TABLE store_article; --", set()),
        ('" OR headline : *', set()),
        ("dockers* NEAR(strike)", set()),
    ],
)
def test_what_is_typed_is_what_is_meant(typed: str, found: set[str]):
    assert _found(typed) == found


def test_a_day_is_one_of_the_sites_zone_and_a_bare_day_the_one_that_was_written():
    Article.objects.filter(url__endswith="s0.example/1").update(
        published=datetime(2026, 11, 26, 12, 30, tzinfo=UTC)
    )
    Article.objects.filter(url__endswith="s1.example/1").update(
        published=datetime(2026, 11, 26, tzinfo=UTC), date_precision="day"
    )
    with timezone.override("Pacific/Auckland"):
        assert _found("date:2026-11-27 dockers") == {"s0.example/1"}
        assert _found("date:2026-11-26 dockers") == {"s1.example/1"}
        assert _found("date:..2026-11-27 dockers") == STRIKES
    with timezone.override("America/Bogota"):
        assert _found("date:2026-11-26 dockers") == STRIKES
        assert _found("date:2026-11-25 dockers") == set()


def test_a_story_a_tag_and_a_section_narrow_a_search():
    boat = Article.objects.get(url__endswith="s1.example/2")
    tag = Hashtag.objects.create(key="islands", name="Islands")
    Tagging.objects.create(article=boat, hashtag=tag, published=boat.published)
    assert _found("#Islands") == _found("tag:islands") == BOAT
    assert _found(f"story:{boat.story_id}") == BOAT
    assert "s1.example/2" in _found(f"section:{boat.section}")


def test_marks_are_the_readers_own():
    lella, other = (User.objects.create(username=name) for name in ("lella", "omar"))
    boat = Article.objects.get(url__endswith="s1.example/2")
    marks.mark(lella, boat, "save", NOW)
    marks.mark(lella, boat, "read", NOW)
    assert _found("is:saved", lella) == _found("is:read", lella) == BOAT
    assert BOAT.isdisjoint(_found("is:unread", lella))
    assert _found("is:saved", other) == set()
    assert _found("is:unread", other) >= BOAT
    marks.mark(lella, boat, "unsave", NOW)
    assert _found("is:saved", lella) == set()


def test_a_filter_finds_what_is_rare_among_what_is_common():
    """However many articles hold a word, the one of the source asked for is found."""
    herald = Article.objects.get(url__endswith="s0.example/1").source
    many = [
        Article(source=herald, url=f"https://s0.example/many/{n}", url_key=f"many{n}",
                headline="Dockers", published=NOON)
        for n in range(search.CANDIDATES + 20)
    ]  # fmt: skip
    made = Article.objects.bulk_create(many)
    words = search_words("dockers", "en")
    search.index([(row.pk, words, words) for row in made])
    assert _found("dockers source:post") == {"s1.example/1"}


def test_the_headline_comes_first_then_the_newest():
    rows = [row.headline for row in search.found(query("dockers")).articles]
    assert rows == ["Dockers end strike", "Port reopens"]


def test_the_page_says_what_it_cannot_read_and_offers_near_misses():
    client = Client()
    assert "not a date" in client.get("/search?q=date:soon").content.decode()
    text = client.get("/search?q=measles+submarine").content.decode()
    assert "Nothing holds all of" in text
    assert "postal boat" in text
    assert client.get("/search/feed.atom?q=measles").status_code == 200
    assert client.get("/search?q=" + "x" * 5000).status_code == 200


def test_a_word_is_excluded_beside_a_filter_too():
    every = _found("lang:en")
    without = _found("lang:en -strike")
    assert without < every
    assert without
    assert _found("lang:en -strike -measles") < without
    assert _found("lang:en -nowhereword") == every


# ---------------------------------------------------------------- every language of the shelf

FOREIGN = {
    "fr": "Les négociateurs annoncèrent hier soir plusieurs accords salariaux favorables.",
    "de": "Die Hafenarbeiterinnen kehrten nach neuntägigen Verhandlungen zufrieden zurück.",
    "ru": "Портовые рабочие вернулись вечером после долгих переговоров об оплате.",
    "tr": "Liman işçileri dokuz günlük grevlerinin ardından rıhtımlara döndüler.",
    "sv": "Hamnarbetarna återvände nöjda efter långa förhandlingar om lönerna.",
    "ja": "港の労働者は九日間のストライキを終えて猫と仕事に戻った。",
}


@pytest.fixture
def foreign(stored):
    source = Article.objects.first().source_id
    batch = [
        reading(source, article(f"{language} 1", (line,), url=f"https://{language}.example/",
                                language=language))
        for language, line in FOREIGN.items()
    ]  # fmt: skip
    ingest.save_readings(batch, LiveWindow(14), NOW)
    assert set(Article.objects.values_list("language", flat=True)) >= set(FOREIGN)


@pytest.mark.parametrize("language", ["fr", "de", "ru", "tr", "sv"])
def test_every_word_is_found_as_it_stands_whatever_the_readers_language(foreign, language):
    words = [word for word in FOREIGN[language].rstrip(".").split() if len(word) > 3]
    missed = [
        (word, reader)
        for word in words
        for reader in ("en", "ar")
        if f"https://{language}.example/"
        not in {row.url for row in search.found(query(word), language=reader).articles}
    ]
    assert missed == []


def test_the_stem_of_one_language_is_no_word_of_another(foreign):
    """Swedish `posten` has the stem of `post`, which is an English word too."""
    assert search_words("posten", "sv") == search_words("post", "en")
    one = article("A new post", ("The post is manned by night.",), url="https://new.example/")
    ingest.save_readings([reading(Article.objects.first().source_id, one)], LiveWindow(14), NOW)
    assert "new.example/" in _found("post")
    assert "new.example/" not in _found("posten")


def test_an_excluded_word_is_excluded_in_every_language(foreign):
    assert "sv.example/" in _found("lang:sv")
    assert _found("lang:sv -förhandlingar") == set()
    assert _found("nöjda") == {"sv.example/"}
    assert _found("nöjda -förhandlingar") == set()


def test_one_character_is_found_where_words_are_indexed_by_twos(foreign):
    assert _found("猫") == {"ja.example/"}
    assert _found("犬") == set()


SCRIPTS = {
    "hi": ("hi", "समुद्र के पास हिन्दी अखबार में भारत की खबर छपी।"),
    "hi-letters": ("hi", "समदर हनद भरत"),
    "ta": ("ta", "தமிழ் நாளிதழில் துறைமுகச் செய்தி வெளியானது."),
    "ta-letters": ("ta", "தமழ தறமகச"),
    "th": ("th", "เขาไปที่ต้นน้ำวันนี้"),
    "th-letters": ("th", "ตนนำ"),
    "he-points": ("he", "הַסֵּפֶר נִכְתַּב עִבְרִית בַּנָּמֵל"),
    "he": ("he", "העיתון יצא לאור בשפה עברית אתמול"),
    "ar-points": ("ar", "نَشَرَتِ الصَّحِيفَةُ خَبَرًا عَنِ السَّفِينَةِ"),
    "ar": ("ar", "قرأ البحار الصحيفة في الصباح قبل الإبحار"),
    "fa": ("fa", "او می\u200cخواهد کتاب\u200cها را ببرد"),
    "c": ("en", "The harbour has a plan C for the crane"),
    "cplus": ("en", "The crane runs a program in C++20 and none in Ada"),
    "csharp": ("en", "Its replacement was written by students who like C#."),
    "pl": ("pl", "Pociąg z Łodzi stanął, a Łódź czekała na Ørsteda"),
}


@pytest.fixture
def scripts(stored):
    source = Article.objects.first().source_id
    batch = [
        reading(source, article("1", (text,), url=f"https://{name}/", language=language))
        for name, (language, text) in SCRIPTS.items()
    ]
    ingest.save_readings(batch, LiveWindow(14), NOW)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("हिन्दी", {"hi"}),
        ("भारत खबर", {"hi"}),
        ("தமிழ்", {"ta"}),
        ("ต้นน้ำ", {"th"}),
        ("วันนี้", {"th"}),
        ("עִבְרִית", {"he", "he-points"}),
        ("עברית", {"he", "he-points"}),
        ("הספר", {"he-points"}),
        ("الصَّحِيفَةُ", {"ar", "ar-points"}),
        ("صحيفة", {"ar", "ar-points"}),
        ("خبر", {"ar-points"}),
        ("می\u200cخواهد", {"fa"}),
        ("میخواهد", {"fa"}),
        ("C++", {"cplus"}),
        ("c++", {"cplus"}),
        ("c#", {"csharp"}),
        ('"plan c"', {"c"}),
        ("lodz", {"pl"}),
        ("Łódź", {"pl"}),
    ],
)
@pytest.mark.parametrize("reader", ["en", "ar"])
def test_words_of_every_script_are_found_whole(scripts, typed: str, found: set[str], reader: str):
    articles = search.found(query(typed), language=reader).articles
    assert {row.url.removeprefix("https://").strip("/") for row in articles} == found


def test_a_name_is_found_without_its_accents_whatever_language_it_stands_in(stored):
    source = Article.objects.first().source_id
    for language in SNOWBALL:
        text = " ".join(f"{language}{n}" for n in range(9)) + " Łódź Ørsted"
        one = article("1", (text,), url=f"https://{language}.example/", language=language)
        ingest.save_readings([reading(source, one)], LiveWindow(14), NOW)
    assert Article.objects.filter(language__in=SNOWBALL).count() >= len(SNOWBALL)
    for typed in ("lodz", "orsted"):
        urls = Article.objects.filter(pk__in=search.matches(query(typed))).values_list(
            "url", flat=True
        )
        assert set(urls) == {f"https://{language}.example/" for language in SNOWBALL}
