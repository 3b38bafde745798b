"""Contact details in a comment, and whether they are another person's: telephone numbers in the
form of many countries, mail addresses, streets with a house number."""

import re

from octavo.assist.moderation.plain import visible

CUE_WITHIN = 25
"""Characters before a number in which a word such as `call` makes it a telephone's. Chosen by hand;
not measured."""

_DIGITS = r"\d[\d\s().\-/]{5,18}\d"
_NUMBER = re.compile(rf"(?<![\d.,:/\w-])(?:\+\s?|\(\+?)?{_DIGITS}(?![\w]|[.,/:-]\d)")
_MAIL = re.compile(
    r"(?i)([\w.+-]{1,64})\s?(?:@|\(at\)|\[at\])\s?[\w-]{1,63}(?:\.|\s?\(dot\)\s?|\[dot\])[a-z]{2,12}"
)
_OFFICE = re.compile(
    r"(?i)^(?:info|press|news|newsroom|editors?|corrections|letters|help|support|contact|office|"
    r"hello|mail|service|tips|subscriptions|complaints)\b"
)
_MESSENGER = re.compile(
    r"(?i)\b(?:whats\s?app|telegram|wechat|viber|signal|واتس\s?اب|واتساب|تلغرام|تليجرام|تيليجرام)"
    r"[^\n]{0,30}?\d[\d\s().-]{5,18}\d|\b(?:t|wa)\.me/\w"
)
_PHONE_CUE = re.compile(
    r"(?i)\b(?:call|phone|tel|telephone|mobile|cell|number(?! of)|ring|text|sms|dial|reach|fax)\b|"
    r"رقم|جوال|هاتف|تلفون|موبايل|اتصل|كلمو|كلمه|راسل|محمول"
)
_NOT_PRIVATE = re.compile(r"(?:\+?1[\s-]?)?\(?8(?:00|88|77|66)\)?[\s.-]|0[\s-]?80[08]|116\s?\d{3}$")
_NATIONAL = re.compile(r"0[1-9]\d{7,10}|00\d{9,14}|[2-9]\d{9}")
_AMERICAN = re.compile(r"\(?[2-9]\d\d\)?[\s.-]\s?\d{3}[\s.-]\d{4}")
_DATES = re.compile(
    r"(?:1[5-9]|20)\d\d\s?[-/–.]\s?(?:1[5-9]|20)?\d\d?|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}"
)
_GROUPED = re.compile(r"\d{1,3}(?:[\s.,]\d{3})+")
_STREET = re.compile(
    r"\b\d{1,4}[a-z]?,?\s(?:[A-Z][\w'’-]{1,20}\s){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|"
    r"Close|Court|Square|Way|Row|Terrace|Place|Crescent|Gardens|Hill|Boulevard|Blvd|Quay|Alley|Mews)\b"
    r"|\b(?:flat|apartment|apt\.?|house|number)\s\d{1,4}[a-z]?\b[^.\n]{0,40}"
    r"|\b(?:rue|via|calle|avenida|rua|boulevard)\s[^\d\n]{3,30}\s?\d{1,4}|\b[A-Z]\w{2,20}(?:straße|strasse|gasse|weg|platz|straat|laan|gata|vej)\s\d{1,4}"
    r"|(?:شارع|حي|عمارة|شقة|زنقة|برج|طريق)\s[^\n]{2,40}?(?:رقم\s?)?\d{1,4}"
)  # fmt: skip
_HOME = re.compile(
    r"(?i)\b(?:he|she|they|family|parents|mother|father|sister|brother|kids|children|teacher|author|judge|mayor|minister|driver|owner|wife|husband|who|guy)\s(?:\w+\s){0,2}(?:lives?|stays?|sleeps?)\b|"
    r"\b(?:his|her|their|whose|author's|judge's|mayor's|minister's)\s(?:\w+\s)?(?:home|house|address|flat|apartment|place)\b|"
    r"\b(?:address|home) (?:is|:)|\b(?:lives|living) (?:at|in|on)\b|\bfind (?:him|her|them)\b|"
    r"يسكن|تسكن|ساكن|بيته|بيتها|بيتهم|منزله|منزلها|عنوانه|عنوانها|عنوان الكاتب|عنوان بيت"
)
_ANOTHER = re.compile(
    r"(?i)\b(?:his|her|him|their|them|whose|he|she|author|judge|mayor|minister|driver|editor|"
    r"\w+['’]s)\b|رقمه|رقمها|جواله|جوالها|هاتفه|هاتفها|رقم ال|بريده|بريدها|كلموه|كلموها|"
    r"تلفونه|تلفونها"
)


def contact_reasons(text: str) -> frozenset[str]:
    """`doxxing` where a text gives away how to reach somebody else, `contact` where its own writer
    asks to be reached, nothing where there are no private details."""
    shown = visible(text)
    if _STREET.search(shown) and _HOME.search(shown):
        return frozenset({"doxxing"})
    if not (_MESSENGER.search(shown) or has_private_number(shown) or _has_mail(shown)):
        return frozenset()
    return frozenset({"doxxing" if _ANOTHER.search(shown) else "contact"})


def has_private_number(text: str) -> bool:
    """Whether a telephone number stands in the text: written internationally, in a national form
    with its 0, in groups as in North America, or after a word such as `call`. Years, sums and
    helplines are none."""
    return any(
        _is_number(
            found[0].strip(),
            bool(_PHONE_CUE.search(text, max(0, found.start() - CUE_WITHIN), found.start())),
        )
        for found in _NUMBER.finditer(text)
    )


def _is_number(written: str, is_cued: bool) -> bool:
    digits = "".join(c for c in written if c.isdigit()).translate(_ASCII)
    plain = written.translate(_ASCII)
    if not 7 <= len(digits) <= 15 or _NOT_PRIVATE.match(plain) or _DATES.fullmatch(plain):
        return False
    if plain.startswith(("+", "(+")):
        return len(digits) >= 9
    if _GROUPED.fullmatch(plain):
        return is_cued and " " in plain and len(digits) > 8
    if plain[0] in "0(" and _NATIONAL.fullmatch(digits):
        return True
    return bool(_AMERICAN.fullmatch(plain)) or (is_cued and len(digits) >= 8)


_ASCII = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


def _has_mail(text: str) -> bool:
    return any(not _OFFICE.match(found[1]) for found in _MAIL.finditer(text))
