"""Bytes to text when labels lie."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from octavo.formats.encodings import charset, codec, decoded
from rows import every_row

XML = '<?xml version="1.0" encoding="{}"?><t>{}</t>'


def xml(label: str, words: str, codec_name: str) -> bytes:
    return XML.format(label, words).encode(codec_name)


@every_row(
    ("body", "content_type", "words"),
    [
        (xml("windows-1251", "Привет", "cp1251"), "", "Привет"),
        (xml("gb2312", "中文镕", "gb18030"), "text/xml", "中文镕"),
        (xml("shift_jis", "日本①", "cp932"), "", "日本①"),
        (xml("euc-kr", "한국", "cp949"), "", "한국"),
        (xml("iso-8859-1", "“café”", "cp1252"), "", "“café”"),
        (xml("iso-2022-jp", "日本", "iso2022_jp"), "", "日本"),
        (xml("utf-8", "naïve 日本", "utf-8"), "text/xml; charset=us-ascii", "naïve 日本"),
        (xml("iso-8859-1", "naïve 日本", "utf-8"), "", "naïve 日本"),
        (xml("utf-8", "café", "latin-1"), "application/rss+xml; charset=utf-8", "café"),
        (xml("utf-8", "naïve 日本", "utf-16"), "", "naïve 日本"),
        (xml("utf-16", "naïve", "utf-16-le"), "", "naïve"),
        (xml("utf-16", "naïve", "utf-16-be"), "", "naïve"),
        (b"\xfe\xff" + xml("utf-16", "naïve", "utf-16-be"), "", "naïve"),
        (b"\xef\xbb\xbf" + xml("latin-1", "naïve", "utf-8"), "", "naïve"),
        ("<t>Привет</t>".encode("koi8-r"), "text/xml; charset=KOI8-R", "Привет"),
        (xml("x-nope", "plain", "ascii"), "text/xml; charset=x-nope", "plain"),
        (xml("utf-7", "+ADw-b+AD4-", "ascii"), "text/xml; charset=utf-7", "+ADw-b+AD4-"),
    ],
)  # fmt: skip
def test_words_survive_their_labels(body: bytes, content_type: str, words: str) -> None:
    assert words in decoded(body, content_type)


def test_one_stray_byte_does_not_spoil_the_rest() -> None:
    body = "<t>日本 ".encode() + b"caf\xe9" + " naïve</t>".encode()
    assert decoded(body) == "<t>日本 café naïve</t>"


@every_row("label", ["utf-7", "rot13", "base64", "zlib", "unicode_escape", "idna", "\0", "é"])
def test_a_codec_that_is_no_charset_is_not_believed(label: str) -> None:
    assert codec(label) == ""
    assert charset(f"text/xml; charset={label}") == ""


@settings(max_examples=40)
@given(st.binary(max_size=300), st.text(max_size=40))
def test_any_bytes_decode(body: bytes, content_type: str) -> None:
    assert isinstance(decoded(body, content_type), str)


TEXTS = {
    "ko": "서울시 새 다리 개통. 항구 대교가 열한 달의 보수 공사 끝에 화요일 다시 열렸다고 시장이 짧은 기념식에서 말했다.",
    "ja": "港の大橋が再び開通。十一か月にわたる補修工事を終えて火曜日に再び開通した。市長は岸壁で開かれた式典で述べた。",
    "zh": "港口大桥恢复通车。港口大桥在经过十一个月的维修之后于星期五重新开放。市长在码头举行的仪式上说，费用为四千万欧元。",
    "tw": "港口大橋恢復通車。港口大橋在經過十一個月的維修之後於星期五重新開放。市長在碼頭舉行的儀式上說，費用為四千萬歐元。",
    "ru": "Портовый мост открыт после одиннадцати месяцев. Инженеры заменили все тросы и западную опору, сообщил мэр.",
    "pl": "Most portowy otwarto we wtorek po jedenastu miesiącach napraw, które kosztowały miasto czterdzieści milionów euro, poinformowała burmistrzyni. Wyższą część odsłonięto później.",
    "cs": "Most v přístavu byl v úterý znovu otevřen po jedenácti měsících oprav, které město stály čtyřicet milionů eur, řekla starostka na krátké slavnosti.",
    "el": "Η γέφυρα του λιμανιού άνοιξε ξανά την Τρίτη μετά από έντεκα μήνες επισκευών που κόστισαν στην πόλη σαράντα εκατομμύρια.",
    "tr": "Liman köprüsü, kente kırk milyon avroya mal olan on bir aylık onarımın ardından salı günü yeniden açıldı, dedi belediye başkanı rıhtımdaki kısa törende.",
    "he": "גשר הנמל נפתח מחדש ביום שלישי לאחר אחד עשר חודשי תיקונים שעלו לעיר ארבעים מיליון אירו, אמר ראש העיר בטקס קצר ברציף.",
    "ar": "أعيد فتح جسر الميناء يوم الثلاثاء بعد أحد عشر شهرا من الإصلاحات التي كلفت المدينة أربعين مليون يورو.",
    "fr": "Le pont du port a été rouvert mardi après onze mois de réparations qui ont coûté quarante millions d’euros à la ville, a déclaré le maire lors d’une brève cérémonie.",
}
FEED = '<?xml version="1.0"?><rss version="2.0"><channel><title>Port</title><item><title>{}</title><link>https://x.example/1</link></item></channel></rss>'
PAGE = "<!doctype html><html><head><title>{}</title></head><body><article><p>{}</p></article></body></html>"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("ko", "euc-kr"), ("ja", "shift_jis"), ("ja", "euc_jp"), ("zh", "gb2312"), ("zh", "gb18030"),
        ("tw", "big5"), ("ru", "cp1251"), ("ru", "koi8-r"), ("pl", "cp1250"), ("pl", "iso8859-2"),
        ("cs", "iso8859-2"), ("el", "cp1253"), ("tr", "cp1254"), ("he", "cp1255"), ("ar", "cp1256"),
        ("fr", "cp1252"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("document", [FEED, PAGE])
def test_what_declares_no_encoding_is_read_by_its_looks(
    text: str, encoding: str, document: str
) -> None:
    whole = document.replace("{}", TEXTS[text])
    assert decoded(whole.encode(encoding)) == whole


def test_a_long_text_is_guessed_by_its_beginning_as_well() -> None:
    whole = TEXTS["ja"] * 2_000
    assert decoded(whole.encode("euc_jp")) == whole


def test_megabytes_in_no_encoding_take_little_time() -> None:
    started = time.process_time()
    for body in (b"\xff" * 3_000_000, b"\xa4\xa2" * 1_500_000, b"<meta charset" * 200_000):
        decoded(body)
    assert time.process_time() - started < 1


def test_bytes_in_no_encoding_at_all_are_mended_and_too_few_are_not_guessed() -> None:
    assert decoded(b"caf\xe9") == "café"
    assert len(decoded(b"\x81\xff" * 40)) == 80


@every_row(
    ("declaration", "encoding"),
    [
        ("<?xml version='1.0' encoding = \"windows-1251' ?>", "cp1251"),
        ("<?xml version=1.0 encoding=Windows-1251?>", "cp1251"),
        ("\n  <?XML VERSION='1.0' ENCODING='cp-1251'?>", "cp1251"),
        ('<?xml version="1.0" encoding="UTF-16"?>', "cp1251"),
        ("<html><meta http-equiv=Content-Type content='text/html; charset=koi8-r'>", "koi8-r"),
        ('<html><meta content="text/html; charset = win-1251 " name=x>', "cp1251"),
        ('<html><!-- a --><meta charset="x-cp1251">', "cp1251"),
    ],
)  # fmt: skip
def test_odd_declarations_are_understood(declaration: str, encoding: str) -> None:
    whole = f"{declaration}<p>{TEXTS['ru']}</p>"
    assert decoded(whole.encode(encoding)) == whole


def test_a_page_inside_a_feed_declares_nothing_for_the_feed() -> None:
    inside = "<item><description><![CDATA[<meta charset='koi8-r'>{}]]></description></item>"
    whole = f"<rss><channel>{inside.format(TEXTS['ru'])}</channel></rss>"
    assert decoded(whole.encode("cp1251")) == whole
    page = f"<html><head><meta charset='koi8-r'></head>{TEXTS['ru']}</html>"
    assert decoded(page.encode("koi8-r"), "text/html; charset=windows-1251") == page


def test_what_cannot_be_in_the_declared_encoding_is_read_by_its_looks() -> None:
    whole = FEED.replace('1.0"', '1.0" encoding="euc-kr"').replace("{}", TEXTS["ja"])
    assert decoded(whole.encode("shift_jis")) == whole
    assert decoded(whole.encode("shift_jis"), "text/xml; charset=utf-8") == whole


@every_row(
    ("label", "name"),
    [
        ("x-sjis", "cp932"), ("Shift-JIS", "cp932"), ("ks_c_5601-1987", "cp949"), ("EUC-KR", "cp949"),
        ("GB_2312-80", "gb18030"), ("x-gbk", "gb18030"), ("Big5", "big5hkscs"), ("windows1251", "cp1251"),
        ("ISO_8859-1:1987", "cp1252"), ("latin1", "cp1252"), ("UTF8", "utf-8"), ("koi8r", "koi8-r"),
        ("ISO-8859-15", "iso8859-15"), ("x-unknown", ""), ("cp9999", ""),
    ],
)  # fmt: skip
def test_labels_of_every_spelling(label: str, name: str) -> None:
    assert codec(label) == name
