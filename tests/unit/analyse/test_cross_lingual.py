"""Cross-lingual vectors: what says the same in two languages lies near."""

import hashlib
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from octavo.analyse.cross_lingual import (
    DIMENSIONS,
    FOLDER,
    MOST_PIECES,
    CrossLingual,
    packed_cross_lingual,
    shipped_cross_lingual,
    unpacked_cross_lingual,
)
from rows import every_row

ENGLISH = [
    "The river rose over its banks and flooded forty houses in the night.",
    "Parliament approved the budget after a long debate about pensions.",
    "Doctors at the hospital went on strike for higher pay.",
    "The football team won the final on penalties.",
    "Scientists found a new kind of beetle in the forest.",
    "The airport closed its runway because of thick fog.",
]
OTHERS = {
    "ar": [
        "ارتفع منسوب النهر وفاض على ضفافه وأغرق أربعين منزلا خلال الليل.",
        "أقر البرلمان الميزانية بعد نقاش طويل حول المعاشات.",
        "أضرب أطباء المستشفى للمطالبة بزيادة الأجور.",
        "فاز فريق كرة القدم بالمباراة النهائية بركلات الترجيح.",
        "اكتشف العلماء نوعا جديدا من الخنافس في الغابة.",
        "أغلق المطار مدرجه بسبب الضباب الكثيف.",
    ],
    "de": [
        "Der Fluss trat in der Nacht über die Ufer und überflutete vierzig Häuser.",
        "Das Parlament billigte nach langer Debatte über die Renten den Haushalt.",
        "Ärzte des Krankenhauses streikten für höhere Löhne.",
        "Die Fußballmannschaft gewann das Finale im Elfmeterschießen.",
        "Forscher fanden im Wald eine neue Käferart.",
        "Der Flughafen schloss wegen dichten Nebels seine Landebahn.",
    ],
    "ja": [
        "川が夜のうちに氾濫し、四十軒の家が浸水した。",
        "議会は年金をめぐる長い議論の末に予算を承認した。",
        "病院の医師たちは賃上げを求めてストライキを行った。",
        "サッカーチームはPK戦で決勝に勝った。",
        "科学者たちは森で新種の甲虫を発見した。",
        "空港は濃い霧のため滑走路を閉鎖した。",
    ],
    "ru": [
        "Ночью река вышла из берегов и затопила сорок домов.",
        "Парламент одобрил бюджет после долгих споров о пенсиях.",
        "Врачи больницы бастовали, требуя повышения зарплаты.",
        "Футбольная команда выиграла финал по пенальти.",
        "Учёные нашли в лесу новый вид жуков.",
        "Аэропорт закрыл взлётную полосу из-за густого тумана.",
    ],
}
ANY = st.text(max_size=300) | st.text(alphabet="aB ▁\u0000\ud800ش川🙂.", max_size=300)


def shipped() -> CrossLingual:
    table = shipped_cross_lingual()
    assert table
    return table


@every_row("language", sorted(OTHERS))
def test_each_sentence_is_nearest_to_its_translation(language):
    mine, theirs = shipped().vectors(ENGLISH), shipped().vectors(OTHERS[language])
    near = mine @ theirs.T
    assert near.argmax(axis=1).tolist() == list(range(len(ENGLISH)))


def test_pieces_are_the_words_whole_and_in_order() -> None:
    table = shipped()
    pieces = (FOLDER / "pieces.txt").read_text("utf-8").split("\n")
    text = "The quick brown fox jumped over a lazy dog. Der Hund schläft."
    joined = "".join(pieces[number] for number in table.pieces(text))
    assert joined.replace("\u2581", " ").strip() == text


def test_what_is_stored_is_the_same_vector() -> None:
    (vector,) = shipped().vectors(ENGLISH[:1])
    again = unpacked_cross_lingual(packed_cross_lingual(vector))
    assert again is not None
    assert len(packed_cross_lingual(vector)) == DIMENSIONS
    assert float(vector @ again) > 0.999
    assert unpacked_cross_lingual(b"") is unpacked_cross_lingual(b"other") is None


@settings(max_examples=60, deadline=None)
@given(ANY)
def test_any_text_has_a_vector_of_unit_length_or_none(text: str) -> None:
    table = shipped()
    (vector,) = table.vectors([text])
    assert len(table.pieces(text)) <= MOST_PIECES
    if packed := packed_cross_lingual(vector):
        assert abs(np.linalg.norm(vector) - 1) < 1e-3
        assert unpacked_cross_lingual(packed) is not None
    else:
        assert not table.pieces(text)


def test_the_table_is_the_one_that_the_notice_names_and_no_larger_than_told() -> None:
    notice = (Path(__file__).parents[3] / "NOTICE").read_text("utf-8")
    files = sorted(FOLDER.iterdir())
    assert sum(path.stat().st_size for path in files) <= 20_000_000
    for path in files:
        assert f"{path.name}" in notice
        assert hashlib.sha256(path.read_bytes()).hexdigest() in notice
