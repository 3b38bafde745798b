"""Hashtags: what an article is about, as readers would tag it: at most eight, the same for articles
on the same thing.

Names come first (folded through the gazetteer, so `DPRK` is #NorthKorea): those of the headline and
the lead, and those that are repeated, in full; then the topics (see `topics`). English is
written in camel case, Arabic with underscores.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice

from octavo.analyse.names.gazetteer import capital_of
from octavo.analyse.topics import topics
from octavo.analyse.words.data_files import listed
from octavo.analyse.words.words import ARABIC, WORD, content_stems, folded, key
from octavo.types import Entity, EntityKind

MAX_HASHTAGS = 8
"""Hashtags of an article. Chosen by hand; not measured."""

LONGEST_HASHTAG = 32
"""Characters of a hashtag: more is a sentence. Chosen by hand; not measured."""

MAX_NAME_TAGS = 6
"""Of the eight, how many may be names; the rest are topics. Chosen by hand; not measured."""

MAX_TOPIC_TAGS = 3
"""Of the eight, how many may be topics. Chosen by hand; not measured."""

LEAD_CHARACTERS = 320
"""Characters of a body that are its lead. Chosen by hand; not measured."""

OFTEN_NAMED = 3
"""How often a name stands in the text that stands neither in the headline nor in the lead. Chosen
by hand; not measured."""

HEADLINE_WEIGHT, LEAD_WEIGHT = 2.0, 1.4
"""What a name counts that stands in the headline, in the lead, against one further down. Chosen by
hand; not measured."""

_KIND_WEIGHT = {"person": 1.2, "organisation": 1.0, "place": 1.0, "other": 0.8}
_GLUE = re.compile(r"[\s\W_]+")


def hashtags(
    headline: str, body: str, entities: Sequence[Entity], language: str, senders: Sequence[str] = ()
) -> tuple[str, ...]:
    """The hashtags of an article, without `#`, best first. `senders` are the names of its source
    and agency, which are none."""
    lead = body[:LEAD_CHARACTERS].rpartition(" ")[0] if len(body) > LEAD_CHARACTERS else body
    sender_keys = {form for name in senders for form in (key(name), *key(name).split())}
    plain = frozenset(word for word in WORD.findall(f"{headline}\n{body}") if word.islower())
    entities = [e for e in entities if e.key not in plain and not _is_noun(e, body, language)]
    about = (e for e in entities if e.key not in sender_keys and not _is_sender(e))
    chosen = list(_names(headline, lead, list(about)))[:MAX_NAME_TAGS]
    found = topics(headline, lead, body, language, _named(entities, language))
    kinds = {entity.name: entity.kind for entity in entities}
    told = _most_telling(chosen, list(islice(found, MAX_TOPIC_TAGS)), kinds, language)
    tags = [spelled(_uninflected(words, language)) for words in told]
    unique = {
        folded(tag): tag for tag in reversed([t for t in tags if 2 <= len(t) <= LONGEST_HASHTAG])
    }
    return tuple(reversed(unique.values()))[:MAX_HASHTAGS]


def _most_telling(
    names: Sequence[str], topical: Sequence[str], kinds: Mapping[str, EntityKind], language: str
) -> list[str]:
    """The names and topics without those topics whose words all stand in another, and those names
    of no known kind whose words all stand in a topic: `measles` and `vaccines` say nothing beside
    `measles vaccines`, but a town does beside its port's authority."""
    stems = {
        name: {stem for word in WORD.findall(name) for stem in content_stems(word, language)}
        for name in (*names, *topical)
    }
    longer = {
        **{name: topical if kinds[name] == "other" else () for name in names},
        **dict.fromkeys(topical, (*names, *topical)),
    }
    return [name for name in stems if not any(stems[name] < stems[other] for other in longer[name])]


def _named(entities: Sequence[Entity], language: str) -> Callable[[tuple[str, ...]], bool]:
    """Whether stems are of a name: of a body of several words all of them, of any other one."""
    any_of: set[str] = set()
    all_of = []
    for entity in entities:
        words = (*WORD.findall(entity.name), *entity.key.split())
        own = {stem for word in words for stem in content_stems(word, language)}
        if entity.kind != "organisation" or " " not in entity.key:
            any_of |= own
        else:
            all_of.append(own)
    return lambda stems: (
        not any_of.isdisjoint(stems) or any(own.issuperset(stems) for own in all_of)
    )


def _names(headline: str, lead: str, entities: Sequence[Entity]) -> Iterator[str]:
    """The names a text is about, the strongest first."""
    weighed = []
    title, start = f" {key(headline)} ", f" {key(lead)} "
    countries = {entity.key for entity in entities if entity.kind == "place"}
    for entity in entities:
        in_headline, in_lead = _stands(entity, title), _stands(entity, start)
        if capital_of(entity.key) in countries or _is_generic(entity, in_headline or in_lead):
            continue  # `Moscow said` is Russia's tag
        if _is_part(entity, entities):
            continue
        if in_headline or in_lead or entity.count >= OFTEN_NAMED:
            weight = HEADLINE_WEIGHT if in_headline else LEAD_WEIGHT if in_lead else 1.0
            weighed.append(
                (-weight * _KIND_WEIGHT[entity.kind] * entity.count**0.5, entity.key, entity)
            )
    yield from (entity.name for _, _, entity in sorted(weighed, key=lambda row: row[:2]))


def _is_part(entity: Entity, entities: Sequence[Entity]) -> bool:
    """Whether a name of several words is the end of a longer one that is there as well."""
    return " " in entity.key and any(e.key.endswith(f" {entity.key}") for e in entities)


def _is_sender(entity: Entity) -> bool:
    """Whether a name is of a news agency."""
    words = entity.key.split()
    return words[-1] == "wire" or "".join(words) in listed("cues.txt")["agency"]


def _is_noun(entity: Entity, body: str, language: str) -> bool:
    """Whether a name may be any noun: German writes them all with a capital, but names of one word
    without an article."""
    if language != "de" or entity.kind != "other":
        return False
    return entity.count < 2 or (" " not in entity.key and _has_article(entity.name, body))


def _has_article(name: str, body: str) -> bool:
    articles = r"\b(?:[dD](?:er|ie|as|en|em|es)|[eE]ine?[rnms]?|[iIaA]m|[zZ]u[mr]|[vV]om) "
    return bool(re.search(articles + re.escape(name), body))


def _stands(entity: Entity, text: str) -> bool:
    last = entity.key.rpartition(" ")[2] if entity.kind == "person" else entity.key
    return any(f" {form} " in text for form in (entity.key, key(entity.name), last))


def _is_generic(entity: Entity, stands_out: bool) -> bool:
    cues = listed("cues.txt")
    words = entity.key.split()
    if entity.kind != "organisation" and ("and" in words or len(words) > 4):
        return True  # two names
    if len(words) == 1 and words[0] in cues["organisation"]:
        return True
    if len(words) == 1 and entity.kind == "other" and not (stands_out or entity.count > 1):
        return True
    if len(words) == 1 and (len(words[0]) < 3 or words[0] in cues["no_topic"]):
        return entity.kind == "other"
    return all(word in cues["generic"] or word in cues["weekday"] for word in words)


def _uninflected(name: str, language: str) -> str:
    """A Turkish name without the endings that its apostrophes set off, a German one without the
    title before it; any other as it is."""
    first, _, rest = name.partition(" ")
    if language == "de" and rest and first.lower() in listed("cues.txt")["title_de"]:
        return rest
    return re.sub(r"['’]\w+", "", name) if language == "tr" else name


def spelled(name: str) -> str:
    """A name as a hashtag: `north korea` is NorthKorea, `كوريا الشمالية` is كوريا_الشمالية."""
    words = [word for word in _GLUE.split(name.replace("'", "").replace("’", "")) if word]
    if ARABIC.search(name):
        return "_".join(words)
    return "".join(word[:1].upper() + word[1:] for word in words)
