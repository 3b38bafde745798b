"""Names as they sound: the same in Arabic and in Latin letters, and few others."""

from octavo.analyse.names.phonetics import phonetic_keys, phonetic_names
from octavo.types import Entity
from rows import every_row


@every_row(
    ("latin", "arabic"),
    [
        ("Vareno", "فارينو"),
        ("Macron", "ماكرون"),
        ("Churchill", "تشرشل"),
        ("Netanyahu", "نتنياهو"),
        ("Zelensky", "زيلينسكي"),
        ("Henrik", "هنريك"),
        ("Lakeland", "ليكلاند"),
        ("Orsk", "أورسك"),
        ("Halma", "هالما"),
        ("Khartoum", "خرطوم"),
        ("Marchetti", "ماركيتي"),
        ("Bellwether", "بيلويذر"),
        ("Dravic", "درافيتش"),
        ("Krantz", "كرانتس"),
        ("Eastmoor", "إيستمور"),
    ],
)
def test_a_name_sounds_alike_in_both_scripts(latin: str, arabic: str) -> None:
    assert set(phonetic_keys(latin)) & set(phonetic_keys(arabic))


@every_row(
    ("latin", "arabic"),
    [
        ("Layan Dabbagh", "ليان الدباغ"),
        ("Jean Abara", "جين أبارا"),
        ("Peter Quist", "بيتر كويست"),
        ("Nader al-Kilani", "نادر الكيلاني"),
    ],
)
def test_a_whole_name_is_known_where_its_words_are_too_short(latin: str, arabic: str) -> None:
    share = phonetic_names("", _names(latin), "en")
    found = share.keys() & phonetic_names(f"قال {arabic} أمس", (), "ar").keys()
    assert any("+" in key for key in found)


@every_row("arabic", ["لوفيل", "بيترسن", "فيكتور", "إليسبي"])
def test_a_name_that_begins_like_a_particle_or_the_article_is_whole(arabic: str) -> None:
    latin = {"لوفيل": "Lovell", "بيترسن": "Petersen", "فيكتور": "Viktor", "إليسبي": "Ellesby"}[
        arabic
    ]
    assert phonetic_names("", _names(latin), "en").keys() & phonetic_names(arabic, (), "ar").keys()


def test_one_name_alone_is_little_proof() -> None:
    assert sum(phonetic_names("", _names("Vareno"), "en").values()) < 0.5


@every_row(
    ("latin", "arabic"),
    [("Vareno", "ماكرون"), ("Macron", "مكان"), ("Oslo", "أصل"), ("Ben", "بن"), ("", "")],
)
def test_other_names_and_short_words_do_not(latin: str, arabic: str) -> None:
    assert not set(phonetic_keys(latin)) & set(phonetic_keys(arabic))


def _names(*names: str) -> list[Entity]:
    return [Entity(name, "other", 1, name.casefold()) for name in names]


def test_the_share_of_the_names_that_an_arabic_text_has() -> None:
    english = phonetic_names("", _names("Vareno", "Mira Kosta", "Henrik Vall"), "en")
    arabic = phonetic_names("وقالت ميرا كوستا في فارينو إن هنريك فال رفض", (), "ar")
    other = phonetic_names("تعادل الفريقان في المباراة النهائية أمس", (), "ar")
    share = sum(weight * arabic.get(key, 0.0) for key, weight in english.items())
    assert 0.3 < share < 1
    assert not english.keys() & other.keys()


def test_ordinary_words_of_a_name_are_not_listened_to() -> None:
    assert "farin" in phonetic_names("", _names("Vareno Port Authority"), "en")
    assert not phonetic_names("", _names("Port Authority"), "en")
    assert phonetic_names("", (), "en") == {}
