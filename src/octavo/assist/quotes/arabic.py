"""Who says it, in Arabic: the verb stands before its subject, and agrees with it in gender."""

import re
from collections.abc import Iterator
from functools import cache

from octavo.analyse.words.data_files import listed
from octavo.assist.quotes.words import genders, person_words
from octavo.formats.folding import folded

_SAID = (
    "قال|أكد|أضاف|أوضح|ذكر|أشار|صرح|تابع|أعلن|أفاد|كشف|شدد|لفت|ختم|رأى|اعتبر|نفى|زعم|أردف|استدرك|"
    "كتب|سأل|أجاب|رد|علق|حذر|نبه|روى|حكى|هتف|صاح|همس|اعترف|أقر|تساءل|طالب|دعا|وصف|أعرب|عبر|نوه|"
    "استطرد|بين|توقع|جدد|وعد|تعهد|انتقد|خاطب|واصل|اختتم|اتهم|سمى|شبه|عد|هدد|ناشد|شكا|تمنى|أبدى"
)
_SAYS = (
    "يقول|تقول|يتحدث|تتحدث|يضيف|تضيف|يؤكد|تؤكد|يوضح|توضح|يرى|ترى|يشرح|تشرح|يروي|تروي|يتابع|تتابع|يصف|تصف|يحذر|"
    "تحذر|يعتقد|تعتقد|يتذكر|تتذكر|يقولون"
)
_TRANSITIVE = re.compile(
    "(?:خاطب|وصف|اتهم|شبه|سمى|سم|عد|انتقد|ناشد|طالب|دعا|دع|هدد|سأل|اعتبر|وعد)ت?|[يت]صف"
)
_FEMININE = {"رأى": "رأت", "نفى": "نفت", "روى": "روت", "حكى": "حكت", "دعا": "دعت", "سمى": "سمت",
             "شكا": "شكت", "أبدى": "أبدت", "تمنى": "تمنت"}  # fmt: skip
_SHE = "|".join(_FEMININE.get(one, one + "ت") for one in _SAID.split("|"))
VERB = re.compile(
    rf"(?<!\w)(?:و|ف)?(?:كما\s|حيث\s|قد\s)?"
    rf"(?P<verb>(?P<she>{_SHE})|{_SAID}|قالوا|أكدوا|{_SAYS})(?!\w)"
)
_ATTRIBUTED = re.compile(
    r"(?<!\w)و?(?:(?:بحسب|حسب|وفق|على حد (?:قول|تعبير|وصف))\s|وفقا\sل|وفقًا\sل|طبقا\sل|نقلا\sعن\s)"
    r"(?P<who>[^،.:؛«\"“]+)"
)
_QUOTED_FROM = re.compile(
    r"(?:نقل(?:ت)?|عن)\s(?:[^،.]{2,40}\s)?عن\s(?P<who>[^،.:؛]+?)\s(?:قوله|قولها|تأكيده|تأكيدها)|"
    r"عن\s(?P<whom>[^،.:؛]+?)\s(?:قوله|قولها)"
)
_IN_STATEMENT = re.compile(r"(?:جاء|ورد)\sفي\s(?P<who>(?:بيان|تقرير|رسالة|كلمة)[^،.:؛]*)")
_GOES_ON = re.compile(
    r"(?:قائلا|قائلة|قائلًا|مضيفا|مضيفة|مؤكدا|مؤكدة|موضحا|موضحة|مشيرا|مشيرة|متسائلا|متسائلة|قوله|"
    r"قولها|محذرا|محذرة|مشددا|مشددة)"
)
_ROLE_WORDS = 2
"""Words of a role after which a preposition begins something else. Chosen by hand; not measured."""

_ADVERB = re.compile(r"ب\w{3,}ة$|ب(?:فخر|غضب|حزن|صوت|أسى|هدوء|حزم|وضوح|حماس|قلق|صراحة)$")
_THUS = re.compile(r"^(?:هكذا|هذا ما|بهذه الكلمات|كما|حسبما|وفق ما|كذا)\s")
_STOP = frozenset(
    "إن أن بأن إنه إنها أنه أنها بأنه بأنها في على إلى عن خلال بعد قبل أمس اليوم إثر عقب أمام ردا "
    "تعليقا مساء صباح يوم عبر بينما وهو وهي التي الذي الذين لدى مع حول حين عندما لما من أثناء ضمن "
    "كما وقد قد ثم حيث الأحد الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت قائلا قائلة لـ إنهم "
    "أنهم القرار الخطة".split()
)
_TO = re.compile(r"^لل\w{3,}|^ل(?:وكالة|صحيفة|قناة|مراسل|ـ)\w*")
_LINKS = frozenset("باسم بلدية مجلس نقابة هيئة شركة وزارة جمعية اتحاد بن ابن أبو آل عبد".split())
_WORD = re.compile(r"[^\W_]+")
_VOWELS = re.compile("[\u064b-\u065f\u0670\u0640]")


def after(right: str) -> tuple[str, str] | None:
    """The phrase and gender (`he`, `she`, or empty) in what follows on a quotation."""
    text = _THUS.sub("", right[:220].lstrip(" ،,.–—-"))
    if re.match(r"\s*[–—-]\s", right) and len(text.split()) <= 6 and not VERB.search(text):
        return phrase(text), ""
    if named := _ATTRIBUTED.match(text):
        return _attributed(named), ""
    if (verb := VERB.match(text)) is None:
        return None
    return phrase(text[verb.end() :]), _gender(verb)


def before(left: str) -> tuple[str, str] | None:
    """As `after`, in what stands before a quotation in its sentence."""
    text = _VOWELS.sub("", left[-220:])
    if quoted := _QUOTED_FROM.search(text):
        return phrase(quoted["who"] or quoted["whom"]), ""
    if stated := _IN_STATEMENT.search(text):
        return phrase(stated["who"]), ""
    verbs = list(VERB.finditer(text))
    named = _ATTRIBUTED.search(text)
    if named and (not verbs or verbs[-1].start() < named.start()):
        return _attributed(named), ""
    if verbs:
        return _of_verbs(text, verbs)
    goes_on = _GOES_ON.search(text)
    if goes_on is None:
        who = phrase(text) if text.rstrip().endswith(":") and len(text.split()) <= 6 else ""
        return (who, "") if who and (is_own_name(who) or _is_role(who.split()[0])) else None
    head = _WORD.findall(text[: goes_on.start()])
    return phrase(" ".join(head[1:])), "" if goes_on.group().endswith("ا") else "she"


def _of_verbs(text: str, verbs: list[re.Match[str]]) -> tuple[str, str]:
    """Of several verbs the last with a subject; else what stands before the first, then nothing."""
    for verb in reversed(verbs):
        found = phrase(text[verb.end() :])
        if _TRANSITIVE.fullmatch(verb["verb"]):
            found = _without_object(found)
        if found and not found.startswith(("بأن", "لل")):
            return found, _gender(verb)
    first = verbs[0]
    subject = text[: first.start()].strip(" ،:")
    if subject and not subject.startswith(("لكن", "ثم", "و")):
        return phrase(subject), _gender(first)
    return "", _gender(verbs[-1])


def _without_object(found: str) -> str:
    """A name of two words without the object that follows on it: `خاطب كريم منصور الصيادين`."""
    name = found.split()
    is_long = len(name) > 2 and not name[0].startswith("ال") and not _is_role(name[0])
    return " ".join(name[:2]) if is_long and name[2].startswith("ال") else found


def _gender(verb: re.Match[str]) -> str:
    plain = verb["verb"]
    if plain.startswith(("ت", "ي")) and plain in _SAYS.split("|"):
        return "she" if plain.startswith("ت") else "he"
    return "she" if verb["she"] else "" if plain.endswith("وا") else "he"


def _attributed(named: re.Match[str]) -> str:
    who = named["who"].strip()
    head = named.group()[: named.start("who") - named.start()]
    who = "ا" + who if head.endswith("ل") and who.startswith("ل") else who
    return phrase(re.sub(r"\s(?:فإن|فان|إن|أن)\s.*$", "", who + " "))


def phrase(rest: str) -> str:
    """The speaker at the beginning of `rest`: the name without its titles, else the role."""
    cut = re.match(r"[^،.:؛\"«»“”\d\n()–—]*", rest.strip(" ،"))
    words: list[str] = _WORD.findall(_VOWELS.sub("", cut.group() if cut else ""))
    if within := _given_within(words):
        return within
    words = words[: next((i for i, word in enumerate(words) if _stops(words, i)), len(words))][:9]
    if not words or words[0] in _POINTING or _is_object(words):
        return ""
    at = _after_role(words)
    name = words[at:]
    if at == len(words) and not _is_role(words[0]) and words[0].endswith("ي") and len(words) > 1:
        return words[0]
    if not name or at == 0:
        return " ".join(words[:4] if at == 0 and len(words) > 4 else words)
    return " ".join(name[:4]) if len(name) > 1 else " ".join(words)


def _is_object(words: list[str]) -> bool:
    """Whether a phrase is what was said or written, not who did: `كتب سطرا واحدا`."""
    return not _is_role(words[0]) and bool(_DESCRIBED.search(" ".join(words[:2])))


def goes_on(gap: str) -> bool:
    """Whether a speaker says something more: `مضيفا`."""
    return bool(_GOES_ON.search(gap))


def _given_within(words: list[str]) -> str:
    """The name after a role that holds prepositions: `عضو المجلس في مرسى الريح نديم فرح`."""
    if not words or not _is_role(words[0]):
        return ""
    for at, word in enumerate(words[1:9], 1):
        if word.startswith(("إن", "أن", "بأن", "لل", "التي", "الذي")):
            return ""
        if folded(word) in genders() and words[at - 1].startswith("ال") and at + 1 < len(words):
            return "" if _stops(words, at + 1) else _name_from(words, at)
    return ""


def _name_from(words: list[str], at: int) -> str:
    end = at + 2
    while end < len(words) and (words[end - 1] in _NAME_PARTS or words[end] in _NAME_PARTS):
        end += 1
    return " ".join(words[at:end])


def _stops(words: list[str], at: int) -> bool:
    word = words[at]
    is_role_place = word in ("في", "من", "لدى") and at and _is_role(words[0])
    if is_role_place and at + 1 < len(words):
        return at > _ROLE_WORDS or not re.match("ال(?!مؤتمر)", words[at + 1])
    if at and _ADVERB.match(word) and folded(word) not in genders() and word not in _LINKS:
        return True
    if words[0] in ("بيان", "تقرير", "مصدر") and word in ("عن", "من", "في"):
        return False
    is_own = at > 0 and word.startswith("ل") and _TO.match(word) and not words[0].startswith("بيان")
    return word in _STOP or bool(is_own) or word.startswith(("بأن", "فإن"))


def _after_role(words: list[str]) -> int:
    """How many words of a phrase are the role, before the name."""
    is_role = _is_role(words[0]) or words[0].startswith("ال")
    if not is_role and _is_of_name(words):
        return 2
    if not is_role:
        return 0
    is_unnamed = not _is_role(words[0]) and len(words) > 1 and folded(words[1]) not in genders()
    if is_unnamed and (words[0].endswith("ي") or words[1].endswith(("ة", "ا"))):
        return len(words)  # a surname, and what it did: `أعلن العمري خطة`
    at = 1
    closed = words[0].startswith("ال")
    while at < len(words):
        word = words[at]
        if word.startswith(("ال", "لل")) or word in ("في", "من", "لدى"):
            closed = True
        elif word in _LINKS or _is_role(word) or not closed:
            closed = closed and word not in _LINKS and not _is_role(word)
        else:
            return at
        at += 1
    return at


def _is_of_name(words: list[str]) -> bool:
    """Whether a name follows on an occupation of two words that no list has: `عازف الأوبوا …`."""
    is_name = folded(words[0]) in genders() or len(words) < 4
    return not is_name and words[1].startswith("ال") and not words[2].startswith("ال")


@cache
def _roles() -> frozenset[str]:
    named = listed("cues.txt")["title_ar"] | person_words("title_ar")
    return frozenset(folded(one).removeprefix("ال") for one in named)


def _is_role(word: str) -> bool:
    plain = folded(word)
    return plain in _roles() or plain.removeprefix("ال") in _roles()


def is_feminine(phrase_: str) -> bool | None:
    """Whether a name or role is feminine by its form; None where it does not say."""
    first = phrase_.split()[0] if phrase_ else ""
    if known := genders().get(folded(first)):
        return known == "she"
    return True if first.endswith(("ة", "اء", "ى")) and first != "طلحة" else None


def given_names(text: str) -> Iterator[str]:
    """Names of two words (more with `بن` and its like) that begin with a known given name."""
    words = [(m.group(), m.end()) for m in _WORD.finditer(text)]
    for (first, end), at in zip(words, range(1, len(words)), strict=False):
        plain = first if folded(first) in genders() else first.removeprefix("و").removeprefix("ل")
        if folded(plain) not in genders() or text[end : end + 1] != " ":
            continue
        name = [plain]
        for word, _ in words[at : at + 3]:
            name.append(word)
            if word not in _NAME_PARTS:
                break
        is_whole = name[-1] not in _STOP | _NAME_PARTS and len(name[-1]) > 2
        if is_whole and " ".join(name) in text:
            yield " ".join(name)


def titled_names(text: str) -> Iterator[str]:
    """Names of two words after a title with its article: `فالوزيرة ليديا فاركاش`."""
    for match in _TITLED.finditer(text):
        is_name = match["first"] not in _STOP and match["last"] not in _STOP
        if _is_role(match["title"]) and is_name:
            yield f"{match['first']} {match['last']}"


_TITLED = re.compile(
    r"(?<!\w)[وفبل]?(?P<title>ال\w{3,})\s(?!ال)(?P<first>\w{3,})\s(?!ال)(?P<last>\w{3,})(?!\w)"
)
_NAME_PARTS = frozenset("بن ابن أبو آل عبد بنت".split())


def is_name(found: str) -> bool:
    """Whether a phrase has the form of a person's name: words without article and role."""
    words = found.split()
    is_plain = len(words) > 1 and not _is_role(words[0]) and not words[0].startswith("ال")
    return is_plain and not _DESCRIBED.search(found)


def is_arabic(phrase_: str) -> bool:
    """Whether a phrase is in Arabic letters."""
    return "\u0600" <= phrase_[:1] <= "\u06ff"


def is_own_name(speaker: str) -> bool:
    """Whether a speaker is named by a name: a known given name, or `شركة` and its like, first."""
    first, *rest = speaker.split()
    bodies = {folded(one) for one in listed("cues.txt")["organisation_ar"]}
    if not rest or _is_role(first) or first in _NO_NAMES or first.startswith("ال"):
        return False
    if _DESCRIBED.search(speaker):
        return False
    is_plain = not any(one.startswith("ال") for one in rest)
    return is_plain or folded(first) in genders() or folded(first) in bodies


_DESCRIBED = re.compile(
    r"\s(?:واحد|آخر|جديد|كبير|صغير|طويل|قصير|كثير|قليل|مقتضب|مطول|مكتوب|رسمي|مشترك|خاص|عام|مفتوح|مهم|واضح|"
    r"صريح|غاضب|حاد)(?:ا|ة|ين|ات)?(?!\w)"
)
"""A thing and what it is like, which follows a verb as its object: `كتب سطرا واحدا`."""
_POINTING = frozenset("فيه فيها له لها به بها عنه عنها عليه عليها ذلك هذا هذه".split())
_NO_NAMES = frozenset("بيان تقرير مصادر سكان أهالي رسالة كلمة شهود مسؤولون".split())
