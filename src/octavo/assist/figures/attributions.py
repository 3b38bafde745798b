"""Who says what in a sentence: the phrases that name a claimant, and where they stand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain

from octavo.analyse.words.data_files import listed
from octavo.assist.figures.offices import is_office
from octavo.formats.folding import folded

_PLAIN = "said|says|say|told|insisted|insists|argued|argues|wrote|writes|stressed|stated"
_THAT = ("adds|added|claimed|claims|claim|warned|warns|"
         "reported|reports|announced|confirmed|denied|denies|"
         "found|finds|showed|shows|estimates|estimated|estimate|noted|acknowledged")  # fmt: skip
_VERB = re.compile(rf"(?<![\w’'])(?P<verb>{_PLAIN}|{_THAT}|put|puts)(?![\w’'-])")
_ACCORDING = re.compile(r"(?i)(?<!\w)according to (?P<who>[^,.;:]+(?:\.\w[^,.;:]*)*)")
_AFTER_QUOTE = re.compile(r"[,”\"’']\s?(?:said|says|added|adds|wrote|warned)\s(?P<who>[^.;:“\"”]+)")
_BREAK = re.compile(
    r"[;:“”\"]|,(?!\d)|\s(?:and|while|but|whereas|as|after|before)\s(?=[A-Z]|the |it |he |she )"
)
_APPOSITION = re.compile(
    r"(?:[A-Z][\w’'-]+|^(?:The|An?|Its|His|Her|Their) [\w’' -]{2,40}), [^,]{2,80},$"
)
"""A name and what it is, up to the verb: `Dolan, the opposition leader, said`."""
_BY = re.compile(
    r"(?<!\w)(?:put|set|estimated|placed|counted)\s(?:at|as)\s[^,.;]{1,40}?\sby\s(?P<who>[^,.;]{2,60})"
)
_NO_SUBJECT = frozenset(
    "and but for in on at by with after to - clause article section paragraph rule".split()
)
"""Words that begin no subject, or one that nobody is."""
_HEADLINE = re.compile(r":\s(?P<who>[A-Z][\w’' -]{2,40})$")
"""Who says what a headline says: `600 soldiers killed: lawmaker`."""
_WHEN = re.compile(
    r"(?i)^(?:and |but )?(?:on|late|early|in|by)\s(?:on\s)?"
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"the (?:morning|afternoon|evening)|january|february|march|april|may|june|july|august|"
    r"september|october|november|december|\d{4})\s(?:(?:morning|afternoon|evening|night)\s)?"
)
"""What may stand before a subject without a comma: `On Tuesday the union said`."""
_CLAUSE = re.compile(
    r"\s?(?![^,.;:]*\bwh(?:o|ich)\b)(?:[\w’'-]+\s){1,5}?(?:had|has|have|was|were|is|are|would|will|could|must|did)\s\w"
)
"""What is said, without `that`, and not who says it: `…, said members had accepted the offer`."""
_STUDIES = frozenset(
    {"survey", "study", "report", "inquiry", "poll", "review", "census", "figures", "data"}
)
_TELLING = re.compile(
    r"\s(?:that|[$€£]?\d|at least|about|around|more than|nearly|up to|he|she|it|they)(?!\w)"
)
_CLOSED = re.compile(r"\s?(?:[,.;]|$|on [A-Z]|in a statement|last |this |reporters|earlier|late )")


@dataclass(frozen=True, slots=True)
class Attribution:
    """A phrase that says who claims, as written, and the place of its verb. `leads` says that the
    claim follows; otherwise it stands before."""

    at: int
    phrase: str
    leads: bool


def attributions(sentence: str) -> list[Attribution]:
    """The attributions of a sentence, in order."""
    is_arabic = _is_arabic(sentence)
    found = _arabic(sentence) if is_arabic else chain(_verbs(sentence), _trailing(sentence))
    by_place = {one.at: one for one in found if one.phrase or is_arabic}
    return [by_place[at] for at in sorted(by_place)]


def claims_at(found: list[Attribution], place: int) -> Attribution | None:
    """The attribution that a figure at a place is under: the last one before it, else the next."""
    before = [one for one in found if one.at < place]
    after = [one for one in found if one.at >= place]
    if before and (before[-1].leads or not after):
        return before[-1]
    return after[0] if after else None


def _is_arabic(text: str) -> bool:
    return bool(re.search(r"[\u0621-\u064a]{3}", text))


# ---------------------------------------------------------------- English


def _verbs(sentence: str) -> Iterator[Attribution]:
    quoted = _quoted(sentence)
    for match in _VERB.finditer(sentence):
        if any(start < match.start() < end for start, end in quoted):
            continue
        rest = sentence[match.end() :]
        subject = _subject(sentence[: match.start()])
        if (
            subject
            and not _is_inverted(sentence, match)
            and _is_saying(match["verb"], subject, rest)
        ):
            yield Attribution(match.start(), subject, not _CLOSED.match(rest))


def _is_inverted(sentence: str, verb: re.Match[str]) -> bool:
    """Whether the claimant stands after the verb: `…, said Ada Moor`."""
    before, after = sentence[: verb.start()].rstrip(), sentence[verb.end() :]
    if _CLAUSE.match(after):
        return False
    if not before.endswith(",") or not re.match(r"\s(?:[A-Z]|the |its |his |her |an? )", after):
        return False
    return not _APPOSITION.search(before)


def _quoted(sentence: str) -> list[tuple[int, int]]:
    return [m.span() for m in re.finditer(r"“[^”]*”|\"[^\"]*\"", sentence)]


def _is_saying(verb: str, subject: str, rest: str) -> bool:
    if verb in _PLAIN.split("|"):
        return True
    if verb in ("put", "puts"):
        return bool(re.match(r"\s(?:the|its|it)(?:\s[^,.;]{0,40})?\sat\s", rest))
    if _CLOSED.match(rest) or _TELLING.match(rest):
        return verb not in ("found", "finds", "showed", "shows") or _is_study(subject, rest)
    return "estimate" in verb or verb in ("claims", "claim")


def _is_study(subject: str, rest: str) -> bool:
    is_study = not _STUDIES.isdisjoint(folded(subject).split())
    return is_study or rest.startswith(" that ")


def _subject(before: str) -> str:
    """The subject that ends where its verb begins, an apposition between commas apart."""
    if before.rstrip().endswith((" to", " been", " was", " were", " be", " who")):
        return ""
    before = re.sub(r"\s(?:has|have|had|also|later|previously|separately)$", "", before.rstrip())
    if before.endswith(","):
        parts = [part.strip() for part in re.split(r",(?!\d)", _unquoted(before[:-1]))]
        named = parts[-1] if re.match(r"[A-Z]", parts[-1]) else parts[-2] if len(parts) > 1 else ""
        lead = parts[-2] if len(parts) > 1 and named == parts[-1] else ""
        role = re.match(r"(?i)(?:the|a|an) ([a-z]+)$", lead)
        return f"{role.group(1)} {named}" if role else named
    last = 0
    for match in _BREAK.finditer(before):
        last = match.end()
    return _trimmed(before[last:])


def _unquoted(text: str) -> str:
    return re.split('[“”"]', text)[-1]


def _trimmed(subject: str) -> str:
    subject = _WHEN.sub("", subject.strip())
    subject = re.sub(
        r"^(?:and|but|while|so far this week|in response)\s", "", subject.strip(), flags=re.I
    )
    words = subject.split()
    if not words or folded(words[0]) in _NO_SUBJECT:
        return ""
    return subject if len(words) <= 9 else ""


def _trailing(sentence: str) -> Iterator[Attribution]:
    headline = _HEADLINE.search(sentence)
    if headline and is_office(headline["who"]):
        yield Attribution(headline.start(), headline["who"], False)
    for match in _ACCORDING.finditer(sentence):
        leads = match.start() < 3
        yield Attribution(match.start(), match["who"].strip(), leads)
    for match in _BY.finditer(sentence):
        yield Attribution(match.start(), match["who"].strip(), False)
    for match in _AFTER_QUOTE.finditer(sentence):
        if _APPOSITION.search(sentence[: match.start() + 1]) or _CLAUSE.match(match["who"]):
            continue
        first, *more = [part.strip() for part in re.split(r",(?!\d)", match["who"])]
        is_name = more and re.fullmatch(r"(?:[A-Z][\w’'-]+\s?){1,3}", more[0])
        yield Attribution(match.start(), more[0] if is_name else first, False)


# ---------------------------------------------------------------- Arabic

_AR_VERB = re.compile(
    r"(?<!\w)(?:و|ف)?(?:كما |حسبما )?(?:قال|قالت|أعلن|أعلنت|أكد|أكدت|أفاد|أفادت|أضاف|أضافت|"
    r"أوضح|أوضحت|ذكر|ذكرت|أشار|أشارت|توقع|توقعت|قدر|قدرت|تقدر|يقدر|كشف|كشفت|صرح|صرحت|زعم|زعمت)(?!\w)"
)
_AR_BY = re.compile(r"(?<!\w)(?:بحسب|حسب(?!ما)|وفقا ل|وفقًا ل|وفق)\s?(?P<who>[^،.:؛]+)")
_AR_STOP = re.compile(
    r"^(?:إن|أن|بأن|إنه|إنها|أنه|أنها|عن|مقتل|إصابة|اعتقال|إلى|في|أمس|اليوم|الأضرار|طلب|طلبت|رفض|رفضت)$"
)


def _arabic(sentence: str) -> Iterator[Attribution]:
    for match in _AR_VERB.finditer(sentence):
        phrase = arabic_phrase(sentence[match.end() :])
        closes = bool(re.search(r"(?:كما|حسبما)\s?$", sentence[: match.start()])) or bool(
            re.search("كما|حسبما", match.group())
        )
        yield Attribution(match.start(), phrase, not closes)
    for match in _AR_BY.finditer(sentence):
        phrase = arabic_phrase(" " + _definite(match.group(), match["who"]))
        yield Attribution(match.start(), phrase, match.start() < 3)


def _definite(whole: str, who: str) -> str:
    """`وفقا للبنك`: the `ل` of the preposition has taken the alef of `البنك`."""
    is_joined = (
        who.startswith("ل") and not whole.startswith(("بحسب", "حسب")) and "وفق " not in whole
    )
    return "ا" + who if is_joined else who


def arabic_phrase(rest: str) -> str:
    """The claimant at the beginning of `rest`, without its titles; empty where none is named."""
    words = re.match(r"[^،.:؛\"«\d]*", rest.strip()).group().split()  # type: ignore[union-attr]
    words = words[: next((i for i, word in enumerate(words) if _AR_STOP.match(word)), len(words))]
    if not words:
        return ""
    if _is_title(words[0]):
        name = _after_title(words)[:2]
        return " ".join(name) if len(name) == 2 else " ".join(words[:3])
    end = 1 if words[0].startswith("ال") else 2
    while end < len(words) and words[end].startswith("ال") and end < 4:
        end += 1
    return " ".join(words[:end])


def _after_title(words: list[str]) -> list[str]:
    """The name after a title, its office (`رئيس بلدية الجانب …`) and its adjectives."""
    at = 1
    while at < len(words) and words[at].startswith("ال"):
        at += 1
    past = at + 1
    while past < len(words) and words[past].startswith("ال"):
        past += 1
    has_office = at == 1 and past > at + 1 and len(words) >= past + 2
    return words[past if has_office else at :]


@cache
def _titles() -> frozenset[str]:
    more = (
        "مدير مديرة مهندس مهندسة متحدثة متحدث رئيسة نائب نائبة مدرب قائدة مسؤول مسؤولة ضابط".split()
    )
    return frozenset(
        folded(word).removeprefix("ال") for word in [*listed("cues.txt")["title_ar"], *more]
    )


def _is_title(word: str) -> bool:
    return folded(word).removeprefix("ال") in _titles()
