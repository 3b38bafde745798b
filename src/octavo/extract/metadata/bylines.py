"""Bylines as people: what stands in an author field, without desks, agencies, places and
addresses."""

import re
from collections.abc import Iterable

from octavo.extract.metadata.agencies import agency
from octavo.extract.page.text import flat, key, unescaped

_BY = re.compile(
    r"(?i)^\W*(?:(?:written|reported|story|posted|published|words|article|analysis|text|review|report)\s+)?"
    r"(?:by|von|par|por|di|door|af|av|autor(?:in)?|author|auteur|بقلم|كتب(?:ت)?|إعداد|文|取材)\b\s*:?\s*"
)
_LABEL = re.compile(r"^(?:Author|By|Autor|Von|Par|Por)(?=[A-ZÀ-Þ][a-zß-ÿ])")
_ALL_BY = re.compile(
    r"(?i)^\W*(?:(?:see |view |read |show )?(?:all|more)(?: (?:posts?|articles?|stories|content))?(?: written)? (?:by|from)"
    r"|(?:zeige )?(?:alles|mehr|alle (?:artikel|beiträge)|weitere (?:artikel|beiträge)) (?:von|über)"
    r"|(?:tous (?:les|ses) (?:articles|posts)|plus|tout) (?:de|par)|(?:todos (?:los|sus) artículos|más|ver más) (?:de|por)"
    r"|tutti gli articoli di|altro di|alle artikelen van|meer van)(?:\s+|$)"
)
"""The way to a writer's other pieces."""
_GLUED = re.compile(
    r"(?:\s|(?<=[a-zß-ÿ]))(?:Hace|Há|Vor|Il y a|Publi(?:shed|cado|é)|Updated|Actualizado|Veröffentlicht|Aktualisiert|"
    r"Stand|Mis à jour|Posted)(?=$|\s|:).*$"
)
"""When it was written, run on to a name."""
_SPLIT = re.compile(
    r"\s*(?:[;|•·\n]|\s(?:im gespräch mit|in conversation with|interviewed by)\s|\s/\s|,\s+(?!(?:jr|sr|md|phd|ii|iii)\b)|\s&\s|\s(?:and|und|et|y|with|mit|och|og|e)\s|(?<=\w)\s+و(?=\w{3})|、|،)\s*",
    re.IGNORECASE,
)
_NOT_A_PERSON = re.compile(
    r"(?i)^name$|\b(staff|editors?|editorial|newsroom|desk|team|redaktion|redazione|redacción|rédaction|redactie|"
    r"correspondents?|reporters?|writers?|contributors?|admin(?:istrator)?|news|agenc(?:y|ies|ia)|online|bureau|"
    r"magazine|press|media|times|post|journal|daily|guest|anonymous|webmaster|unknown|null|undefined|none|"
    r"subscribe|author|wire|services?|report|special|digital|desk|tv|radio|show|newspaper|gazette|herald|tribune|"
    r"updated?|published|veröffentlicht|publicado|publié|full bio|sign up|learn|says|ago|min(?:utes)? read|share|follow|view|more|https?|www|"
    r"network|copied|link|email|print|save|bookmark|listen|comments?|reply|theme|journalists?)\b|^former\b|[@:#{}<>*]|\.com\b|\d{2,}"
    r"|محرر|تحرير|وكالات|وكالة|صحيفة|مراسل|فريق|編集部|編集|取材班"
)
_OTHERS = re.compile(
    r"(?i)[\s|,(]*(?:(?:medically |expert )?reviewed|edited|fact[ -]checked|photograph(?:y|s|ed)|photos?|pictures?|styled|styling|"
    r"illustrat(?:ed|ions?)|translated|produced|contributions?|additional reporting)\s(?:by|from)\b.*$"
)
"""Those who did other work on a piece than to write it."""
_ROLE = re.compile(
    r"(?i)\s*(?:[,|(–—-]\s*|\s)(?:(?:senior|chief|political|economics?|science|health|staff|sports?|crime|business|world|us|uk|"
    r"technology|diplomatic|content|marketing|former|freelance|national|breaking|foreign|deputy|associate|assistant|managing|global|environment|education|security|royal)\s+)*"
    r"(?:correspondent|reporter|editor|writer|columnist|journalist|producer|analyst|contributor|photographer|coordinator|specialist|consultant|"
    r"(?:the )?associated press|reuters|afp|bbc news|cnn|usa today)\b.*$|\s(?:기자|記者|记者)(?:\s.*)?$"
    r"|\s+(?:(?i:for)\s+(?i:the\s)?|Former\s)(?-i:[A-Z]).*$"
)
_STAMP = re.compile(
    r"(?i)\s*(?:\b(?:published|updated|posted|last modified|am|on)\b\W|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?\s\d|(?<!\w)\d).*$"
)
"""What follows a name in a byline that is seen: when it was written."""
_ADDRESS = re.compile(r"\([^)]*\)|\S+@\S+|https?://\S+")
_NO_SIGN = re.compile(
    r"(?i)[@:#{}<>\[\]]|\d{4}|\b(?:null|undefined|none|unknown|webmaster|admin(?:istrator)?|subscribe|name|email)\b"
)
_THE = re.compile(r"(?i)^(?:the|der|die|das|le|la|el|il)\s+")
_INITIAL = re.compile(r"(?:[\s.])[A-Z]$")
_ACRONYM = re.compile(r"[A-Z]{2,6}$")
_LIMIT = 12
"""People and signs of a byline at most. Chosen by hand; not measured."""


def people(values: Iterable[str], site_names: Iterable[str] = ()) -> tuple[str, ...]:
    """The people that the byline values name, in order, each once, at most twelve."""
    sites = {key(form) for name in site_names if name for form in (name, _THE.sub("", name))}
    found: dict[str, str] = {}
    for value in values:
        for name in _names(unescaped(value)[:400], sites):
            if key(name) not in sites:
                found.setdefault(key(name), name)
    return tuple(found.values())[:_LIMIT]


def byline(values: Iterable[str], site_names: Iterable[str] = ()) -> tuple[str, ...]:
    """The names that the values sign with, as written: people, and the agency beside them; where no
    person is named, the agency, desk or outlet of the first value that names anyone."""
    values = [unescaped(value)[:400] for value in values]
    found = people(values, site_names)
    parts = [[_clean(_bared(part)) for part in _parts(value)] for value in values]
    if found:
        wires = [part for value in parts for part in value if agency(part)]
        return tuple(dict.fromkeys([*found, *wires]))[:_LIMIT]
    signs = ([part for part in value if _is_sign(part)] for value in parts)
    return tuple(next(filter(None, signs), ()))[:_LIMIT]


def is_signed(text: str) -> bool:
    """Whether the text is a byline ("By ...") with a name."""
    match = _BY.match(text)
    return match is not None and any(_is_sign(part) for part in _SPLIT.split(text[match.end() :]))


def _is_sign(part: str) -> bool:
    return 2 <= len(part) <= 60 and any(map(str.isalpha, part)) and not _NO_SIGN.search(part)


def _clean(part: str) -> str:
    return _trimmed(flat(_GLUED.sub("", _STAMP.sub("", part))))


def _trimmed(name: str) -> str:
    bare = name.strip(" .,-–—|*")
    return bare + "." * bool(_INITIAL.search(bare) and f"{bare}." in name)


def _without_outlet(name: str, sites: set[str]) -> str:
    """The name without the outlet's own behind it (`Ada Holm Northern Post`)."""
    parts = name.split()
    for at in range(2, len(parts)):
        if len(rest := key("".join(parts[at:]))) > 4 and rest in sites:
            return " ".join(parts[:at])
    return name


def bylined_agency(values: Iterable[str]) -> str:
    """The agency that the byline values name, empty when none does."""
    for value in values:
        for part in _SPLIT.split(_BY.sub("", unescaped(value)[:400])):
            if part and (name := agency(part)):
                return name
    return ""


def _names(value: str, sites: set[str]) -> list[str]:
    parts = [_clean(_bared(part)) for part in _parts(value)]
    names = [_without_outlet(_without_role(part), sites) for part in parts]
    return [_cased(name) for name in names if _is_person(name)]


def _parts(value: str) -> list[str]:
    return _SPLIT.split(_bared(_OTHERS.sub("", _ADDRESS.sub(" ", value))))


def _without_role(part: str) -> str:
    """The name without its bearer's post; nothing where but a word of the post's own is left."""
    name = _trimmed(flat(_ROLE.sub("", part)))
    return name if name == part or " " in name or not name.isascii() else ""


def _bared(value: str) -> str:
    """The value without the words before a name: "by", "all posts by", a label run on to it."""
    return _BY.sub("", _LABEL.sub("", _ALL_BY.sub("", value)))


def _is_person(name: str) -> bool:
    if not (3 <= len(name) <= 60 and len(name.split()) <= 6) or agency(name) or name == "The":
        return False
    first = name.split()[0]
    if _ACRONYM.match(name) or (first.isupper() and agency(first)):
        return False
    if _NOT_A_PERSON.search(name) or not any(char.isalpha() for char in name):
        return False
    return not name.isascii() or name[0].isupper() or (name.islower() and " " in name)


def _cased(name: str) -> str:
    """Names in capitals or in small letters as names are written."""
    if len(name) > 4 and (name.isupper() or name.islower()) and " " in name:
        return re.sub(r"[^\W\d_]+", lambda match: match.group(0).capitalize(), name)
    return name
