"""Whether a sentence can be understood without the one before it.

The rules look at the head of a sentence, where English and Arabic put what points back: a pronoun,
a connective, a word for one of several (`Four of the other five`). They know no grammar, and are
strict: what they refuse is only not quoted. Other languages have stop words alone.
"""

import re
from collections.abc import Callable, Sequence

from octavo.analyse.words.data_files import listed
from octavo.analyse.words.words import WORD
from octavo.types import Sentence

FEWEST_WORDS = 4
"""Words of a sentence that says something by itself. Chosen by hand; not measured."""

HEAD_STOP_WORDS = 3
"""In languages without rules: so many stop words at its head and a sentence points back. Chosen by
hand; not measured."""

LONGEST_PAIR = 420
"""Characters of two sentences that are shown together. Chosen by hand; not measured."""

Rule = tuple[str, Callable[[str], object]]


def dependence(text: str, language: str) -> str:
    """Why a sentence cannot stand alone: `question`, `dateline`, `fragment`, `quotation`,
    `connective`, `pronoun` or `reference`; empty where it can."""
    text = text.strip()
    rules = _RULES.get(language, (*_SHARED, ("connective", _begins_with_stop_words(language))))
    return next((reason for reason, applies in rules if applies(text)), "")


def without_dateline(one: Sentence) -> Sentence:
    """A sentence without the dateline that it begins with."""
    match = _DATELINE.match(one.text)
    at = match.end() if match else 0
    at += len(one.text[at:]) - len(one.text[at:].lstrip())
    return Sentence(one.start + at, one.end, one.text[at:]) if at < len(one.text) else one


def with_antecedent(found: Sequence[Sentence], at: int, text: str, language: str) -> Sentence:
    """Sentence `at` of `found`, the sentences of `text`; together with the one before it where that
    one stands alone, is of the same line, and names what a pronoun of this one stands for."""
    one = found[at]
    if not at or dependence(one.text, language) != "pronoun":
        return one
    before = found[at - 1]
    gap = text[before.end : one.start]
    is_near = not gap.strip(" \u00a0") and one.end - before.start <= LONGEST_PAIR
    if not is_near or dependence(before.text, language) or not _names(before.text, language):
        return one
    return Sentence(before.start, one.end, text[before.start : one.end])


def is_impersonal(text: str) -> bool:
    """Whether a sentence is told without the outlet's `we` and without turning to the reader; what
    it quotes does not count. English only: Arabic says both in its verbs."""
    return not _PERSONAL.search(_outside(text))


def _names(text: str, language: str) -> bool:
    """Whether a sentence names somebody or something that a pronoun may stand for."""
    if language == "ar":
        return bool(re.search(r"(?<!\w)(?:و|ب|ل)?ال\w{2,}", text))
    return any(word[0].isupper() for word in WORD.findall(text)[1:])


# ---------------------------------------------------------------- all languages

_TERMINAL = re.compile(r"[.!?…؟۔。！？।][\"'”’»)\]』」]*$")
_QUESTION = re.compile(r"[?؟？][\"'”’»)\]』」]*$")
_DATELINE = re.compile(
    r"^[A-Z][A-Z .'’-]+(?:, [A-Z][\w .]+)? ?(?:\([^()]{2,30}\) ?[-–—]|[-–—] |: )|"
    r"^[\u0600-\u06ff ]{2,30}(?:\([^()]{2,25}\)\s*[-–—:]| [-–—] [\u0600-\u06ff ]{2,20}[/:])"
)
_QUOTED = re.compile(r"[\"“«„][^\"”»“]*[\"”»“]|(?<!\w)['‘][^'’]*(?:['’](?=\w)[^'’]*)*['’](?!\w)")

_PERSONAL = re.compile(
    r"\b(?:[Ww]e|us|[Oo]ur|ours|I|[Mm]y|[Yy]ou|[Yy]ours?)\b|^(?:Close|Bring|Check) "
)


def _is_fragment(text: str) -> bool:
    is_spaced = bool(re.search(r"[A-Za-z\u0600-\u06ff]", text))
    return (
        not _TERMINAL.search(text)
        or text[:1].islower()
        or (is_spaced and len(WORD.findall(text)) < FEWEST_WORDS)
    )


def _begins_with_stop_words(language: str) -> Callable[[str], bool]:
    known = listed("stopwords.txt").get(language, frozenset())
    head = slice(HEAD_STOP_WORDS)
    return lambda text: bool(known) and all(w.lower() in known for w in WORD.findall(text)[head])


def _outside(text: str) -> str:
    """A sentence without what it quotes."""
    return _QUOTED.sub(" ", text).strip(" ,،.:;!?؟")


_SHARED: tuple[Rule, ...] = (
    ("question", _QUESTION.search),
    ("dateline", _DATELINE.search),
    ("fragment", _is_fragment),
    ("quotation", lambda text: not WORD.search(_outside(text))),
)

# ---------------------------------------------------------------- English

_TIME_NOUN = r"(?:year|week|month|morning|afternoon|evening|summer|winter|spring|autumn|season)"
_NUMBER = (
    r"(?:\d[\d,.]*|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\w+)?|(?:some|about|nearly) \w+|"
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|some|most|many|few|several|"
    r"all|none|half|another|a (?:half|third|quarter|fifth|tenth))"
)
_CONNECTIVE_EN = re.compile(
    r"(?i)^[\"“'‘]?(?:but|and|so|also|which|however|still|yet|then|meanwhile|moreover|furthermore|"
    r"instead|"
    r"nor|or|besides|therefore|thus|hence|otherwise|nevertheless|nonetheless|similarly|likewise|"
    r"consequently|finally|afterwards?|secondly|thirdly|even so|in addition|as a result|"
    r"for (?:example|instance|one thing)|on the other hand|by contrast|in turn|that said|in fact|"
    r"at the same time|(?:since|until|by|before) then|(?:before|after) that|either way|in all|"
    r"indeed|again|not so|(?:later|earlier|first|second|third)(?=,))(?![\w-])"
)
_BACK = r"(?:he|she|they|it|him|her|them|his|their|its|these|those|this|that)"
_PRONOUN_EN = re.compile(
    rf"(?i)^[\"“'‘]?(?:(?:he|she|they|his|her|hers|their|its|these|those|him|them|we|i|our|my|"
    rf"us|you|"
    rf"your)\b|th(?:is|at)\b(?! {_TIME_NOUN})|"
    r"it\b(?! (?:took|takes) [^.]* to\b| (?:is|was|remains) (?:\w+ )?"
    r"(?:unclear|clear|possible|likely|unlikely|unknown|illegal|legal|hard|easy|too early)\b)|"
    rf"(?:[\w,-]+ ){{0,2}}(?:of|under|in|among|by|with|on|at|for|from|to|after|before|between|"
    rf"behind|"
    rf"against|like|without|than) {_BACK}\b(?! {_TIME_NOUN})|"
    rf"(?:asked|told)\b[^,]*, (?:he|she|they)\b|"
    rf"(?:when|before|after|if|as|while|until|since|because|once|asked|told|seen|though|although)\b"
    rf"(?: [a-z]+)? (?:he|she|they|it)\b)"
)
_NAMED_NEXT = re.compile(
    r"^(?:From|In|At|With|On|After|Despite|For|By|Under|Before) (?:his|her|its|their) [^,.]{2,60}, "
    r"(?:[A-Z][\w.]+ ){1,4}"
)
"""The name that a pronoun stands for may come after it (`In her letter, Judge Hamre …`)."""
_LATE_PRONOUN = re.compile(r"\b(?:he|she|him|her|his|hers)\b")
_ANTECEDENT = re.compile(
    r"(?i:\b(?:an?|the|every|each|no|one)\b)|(?<=\s)[A-Z]|^(?!(?:When|At|In|On|By|With|After|"
    r"Asked|From|As|For|To|Only|Now|Today|Yesterday|Last|Until)\b)[A-Z]"
)
_REFERENCE_EN = re.compile(
    rf"(?i)^(?:others|another|such|neither|each(?! of the)|both(?! [\w ]+ and )|"
    rf"the (?:others?|latter|former|same|rest|remaining)\b|"
    rf"the (?:first|second|third|fourth|fifth|last|next) (?:things?|ones?|reason|point|step|is|was|"
    rf"will|came|comes)|{_NUMBER} of the (?:others?|rest|remaining)|"
    rf"{_NUMBER} (?:more|others?)(?: of| are| were| is| was|,)|"
    rf"{_NUMBER}, who\b|(?:so far |only )?{_NUMBER} (?:(?:is|are|was|were|has|have|had|will|"
    rf"would|can|could|may|do|does|"
    rf"did|said|says|say|wants?|wanted|who|came|come|went|go|sits?))\b|"
    rf"the (?:move|pattern|difference|trick|idea|problem|result|reason|answer|figure|message|reply|"
    rf"decision|rule|latest|number|signal|account) (?:is|was|came|comes|follows|has|had|"
    rf"means|will|would|costs?|cost|belonged|did)|only those)(?![\w-])"
)
_ELLIPSIS = re.compile(
    r"(?i)^(?:[\w'’]+ ){1,4}(?:did|does|do|is|was|were|has|had|can|will|would|could)(?: not|"
    r"n['’]t)?"
    r"[:;.]|^(?:in|by|from|on|at) [\w ]{2,40}:|^\w+(?: \w+)?: "
)
_BARE_NUMBER = re.compile(
    r"\b(?:says?|said|puts?) (?:it at )?(?:about |around |some |nearly )?[$€£]?\d[\d.,]*"
    r"(?: ?%| per ?cent| million| billion)?\.$"
)
"""A number of something that was named before: `The union says 6.5 per cent.`"""
_QUOTED_PRONOUN = re.compile(
    rf"^[\"“'‘](?:He|She|They|It|(?:This|That)(?! {_TIME_NOUN})|"
    r"These|Those|Them|His|Their|Its)\b(?!\w)"
)
_THEN_OR_THEM = re.compile(r"^(?:[\w'’-]+ ){1,3}then [a-z]|^(?:[\w'’-]+ ){2,6}(?:him|them)\b")
"""Early in a sentence: what came before, and persons who are not its subject (Chomsky's principle
B: `Strand has sent him flowers` is not of Strand)."""
_LATE_REFERENCE = re.compile(
    rf"(?i)\b(?:on|of|by|with|for|at|from|under|in|to) (?:that|this|these|those) "
    rf"(?!{_TIME_NOUN}|who\b|of\b|that\b|which\b|in\b)[a-z]|\b(?:of|by|with|in) such\b(?! as)|"
    r"\b(?:done|did|do|does) so\b|\bthe same(?=[,.;]| and\b)|^what (?:\w+ ){1,6}(?:is|was|are)\b|"
    r"^what (?:it|they|he|she)\b|"
    r"^(?:[\w.'’-]+ ){2,6}(?:the same|an? similar) \w|"
    r"\b(?:an?|the) \w+ ones?\b(?! of| who| that)"
)
_SPEAKER_PRONOUN = re.compile(
    r"(?i)^(?:he|she|they|it|i|we)\b|"
    r"\b(?:said|says|asked|added|wrote|noted|told|replied) (?:he|she|they|it|i|we|one of them)\b|"
    r"^(?:said|says|asked|added|replied)$"
)


def _is_bare_quotation(text: str) -> bool:
    """Whether a sentence quotes somebody whom it does not name."""
    return text[:1] in "\"“'‘" and bool(_SPEAKER_PRONOUN.search(_outside(text)))


def _points_back(text: str) -> bool:
    """Whether a sentence begins with a pronoun for what it does not name right after."""
    return bool(_PRONOUN_EN.search(text)) and not _NAMED_NEXT.search(text)


def _lacks_antecedent(text: str) -> bool:
    """Whether a person is spoken of before anything that it may be has been named."""
    if _NAMED_NEXT.search(text):
        return False
    plain = _outside(text)
    late = _LATE_PRONOUN.search(plain)
    return bool(late) and not _ANTECEDENT.search(plain[: late.start()] if late else "")


_ENGLISH: tuple[Rule, ...] = (
    *_SHARED,
    ("quotation", _is_bare_quotation),
    ("connective", _CONNECTIVE_EN.search),
    ("reference", _REFERENCE_EN.search),
    ("fragment", _ELLIPSIS.search),
    ("fragment", _BARE_NUMBER.search),
    ("pronoun", lambda text: text[:1] not in "\"“'‘" and _points_back(text)),
    ("pronoun", _QUOTED_PRONOUN.search),
    ("pronoun", lambda text: text[:1] not in "\"“'‘" and _THEN_OR_THEM.search(text)),
    ("pronoun", _lacks_antecedent),
    ("reference", lambda text: _LATE_REFERENCE.search(_outside(text))),
)

# ---------------------------------------------------------------- Arabic

_VOWELS = re.compile("[\u064b-\u065f\u0670\u0640]")
_SAID = (
    r"(?:قال|أضاف|تابع|أوضح|أشار|أكد|ذكر|لفت|شدد|ختم|رأى|اعتبر|صرح|نفى|زعم|استدرك|أردف|بين|يقول|"
    r"يضيف|يرى|تقول|تضيف)(?:ت|وا|ا)?"
)
_TIME_AR = r"(?:العام|السنة|الشهر|الأسبوع|الصيف|الشتاء|الربيع|الخريف|الصباح|المساء|الموسم)"
_QUESTION_AR = re.compile(r"^(?:هل|لماذا|ماذا|كيف(?! \w+ال)|أين|متى|كم) ")
_CONNECTIVE_AR = re.compile(
    r"^و?(?:لكن(?:ه|ها|هم)?|غير أن(?:ه|ها)?|إلا أن(?:ه|ها)?|بل|ثم|كما|أما|إذ|حيث|لذلك|بذلك|لذا|"
    r"كذلك|"
    r"أيضا|مع ذلك|رغم ذلك|بعد ذلك|قبل ذلك|عندئذ|حينها|آنذاك|بالتالي|هكذا|في المقابل|في حين|بينما|"
    r"فيما(?! ي)|من جهة أخرى|على صعيد آخر|في السياق|إلى ذلك|على العكس|بالمقابل|أخيرا|لا سيما|"
    r"علاوة على|"
    r"فضلا عن ذلك|نتيجة لذلك|من ثم)(?!\w)|"
    r"^ف(?:إن|إنه|إنها|قد|إذا|لا|هو|هي|هم|لم|لن|ليس|ليست|كان|كانت|هذا|هذه)(?!\w)|"
    r"^فال(?!نسيا|نتين|ح |كون)\w{3,}"
)
_PRONOUN_AR = re.compile(
    r"^[وف]?(?:هو|هي|هم|هما|هن|نحن|أنا|أنت|إنه|إنها|إنهم|ذلك|تلك|هؤلاء|أولئك|هكذا)(?!\w)|"
    rf"^و?(?:هذا|هذه|هذان)(?! {_TIME_AR})(?!\w)|"
    r"^و?(?:من (?:جهته|جهتها|جانبه|جانبها|ناحيته|ناحيتها)|بدوره|بدورها|عنه|عنها|فيه|فيها|منه|منها|"
    r"منهم|بينهم|بينها|بينهما|لديه|لديها|لهم|له|لها|عليه|عليها|به|بها)(?!\w)|"
    rf"^[وف]?{_SAID}(?::| :|،| [«\"“]| (?:إن|أن|إنه|إنها|أنه|أنها|بأن|بأنه|قائلا|قائلة|إلى|على|"
    rf"في|خلال|"
    r"وهو|وهي|بعد|عن|أيضا|لل\w+|ل\w*نا)(?!\w))|"
    r"^و?كان(?:ت|وا)? (?:قد )?(?:ي|ت|أ)\w+ (?:ب|ل|في|من|على|إلى|عن|إن|أن)\w*(?!\w)|"
    r"^وقد \w+ (?:ب\w+|ل\w+|في|من|على|إلى|عن|إن|أن)(?!\w)|"
    r"^و?(?:جاء|جاءت|راح|راحت|عاد|عادت) (?:ي|ت|ل)\w+"
)
_SUFFIX = re.compile(r"\w{2,}(?:ها|هما|هم|هن|ه)$")
_NO_SUFFIX = frozenset(
    "مياه المياه وجه الوجه إله الإله شبه اتجاه الاتجاه انتباه درهم الدرهم أهم الأهم المهم مهم "
    "مبهم تنبيه التنبيه توجيه التوجيه الله والله عبدالله لله بالله نزيه فقيه طه".split()
)
_REFERENCE_AR = re.compile(
    r"^[وف]?(?:كلاهما|كلتاهما|أحدهم|أحدهما|إحداهما|إحداها|بعضهم|بعضها|معظمهم|معظمها|جميعهم|كلهم|"
    r"كلها|"
    r"كل منهما|كل منهم|آخرون|الآخرون|الآخر|الأخرى|الأخير|الأخيرة|الأمر|السبب|النتيجة|الطرفان|"
    r"الجانبان|"
    r"القسم الثاني|الأول|الثاني|الثالث|الباقون|الباقي)(?!\w)|"
    r"^و?\w+ (?:منها|منهم|منهما|آخرون|أخرى|آخرين)(?!\w)"
)
_SPEAKER_AR = re.compile(
    rf"^و?(?:{_SAID}|كما {_SAID})?$|^و?{_SAID} (?:في|خلال|بعد|وهو|وهي|ل\w+نا)(?!\w)"
)


def _has_early_suffix(text: str) -> bool:
    """Whether one of the first two words ends in a pronoun and no name or definite noun comes
    before it."""
    for word in WORD.findall(text)[:2]:
        if _SUFFIX.search(word) and word not in _NO_SUFFIX:
            return True
        if word.startswith(("ال", "وال", "بال", "لل")):
            return False
    return False


def _unvowelled(rule: Callable[[str], object]) -> Callable[[str], object]:
    return lambda text: rule(_VOWELS.sub("", text))


_ARABIC: tuple[Rule, ...] = (
    *_SHARED,
    ("question", _unvowelled(_QUESTION_AR.search)),
    ("quotation", lambda text: text[:1] in '"“«' and _SPEAKER_AR.search(_outside(text))),
    ("connective", _unvowelled(_CONNECTIVE_AR.search)),
    ("reference", _unvowelled(_REFERENCE_AR.search)),
    ("pronoun", _unvowelled(_PRONOUN_AR.search)),
    ("pronoun", _unvowelled(_has_early_suffix)),
)

_RULES: dict[str, tuple[Rule, ...]] = {"en": _ENGLISH, "ar": _ARABIC}
