"""Which items of a document are one item, and which have a page of their own.

raw items ─► entries ─► keys that several items share are given up:
                        guid ─► address ─► address with its fragment, or title and text
                    ─► items without a page of their own are marked, each once
"""

import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from octavo.fetch.parse import text
from octavo.fetch.parse.entry import Context, Raw, digest, entry, short_key, text_key
from octavo.formats import urls
from octavo.formats.dates import habits
from octavo.types import Entry

OWN_TEXT = 30
"""Characters from which an item has a text of its own: those of a summary that is worth an
article."""
REVISION = re.compile(r"#\d+\Z")
"""The end by which some publishers count the revisions of one item in its guid."""

Group = Sequence[Entry]


def entries(raws: Iterable[Raw], context: Context, tag: str = "") -> tuple[Entry, ...]:
    """Returns the entries of a document's items in its order, each once, with keys that tell them
    apart; `tag` is the language that the document is written in."""
    raws = list(raws)
    dated = [raw.published or raw.updated for raw in raws]
    context = replace(context, habits=habits(dated, tag, context.now))
    read = [one for raw in raws if (one := entry(raw, context)) is not None]
    found: dict[str, Entry] = {}
    for one in _distinguished(read):
        found.setdefault(one.key, one)
    shared = _sharing(list(found.values()))
    return tuple(_placed(one, shared, context) for one in found.values())


# ---------------------------------------------------------------- one item or several


def _distinguished(read: Group) -> list[Entry]:
    """The entries, with other keys where a key stands on items that are not one."""
    by_address = _rekeyed(read, _has_addresses, lambda one: short_key(_address(one)))
    by_place = _rekeyed(by_address, _has_fragments, lambda one: short_key(one.url))
    return _rekeyed(by_place, are_different, lambda one: text_key(one.title, _body(one)))


def _rekeyed(
    read: Group, is_wrong: Callable[[Group], bool], key: Callable[[Entry], str]
) -> list[Entry]:
    wrong = {name for name, group in _grouped(read, lambda one: one.key).items() if is_wrong(group)}
    return [replace(one, key=key(one)) if one.key in wrong else one for one in read]


def _grouped(read: Group, name: Callable[[Entry], str]) -> dict[str, list[Entry]]:
    groups: dict[str, list[Entry]] = {}
    for one in read:
        groups.setdefault(name(one), []).append(one)
    return groups


def _has_addresses(group: Group) -> bool:
    """Whether the items of a group have several addresses, and not one and the same text."""
    return _varies(group, _address) and _varies(group, _words) and all(one.url for one in group)


def _has_fragments(group: Group) -> bool:
    """Whether the items of a group differ by the fragments of one address, and in their texts."""
    is_several = _varies(group, _fragment) and _varies(group, _body) and not _is_counted(group)
    return is_several and all(map(has_text, group))


def _is_counted(group: Group) -> bool:
    """Whether the items of a group are the revisions of one, counted behind its guid (`#0`, `#3`)
    or, under one guid, behind its address."""
    has_guid = all(one.key not in (one.url, _address(one)) for one in group)
    if not has_guid or _varies(group, lambda one: REVISION.sub("", one.key)):
        return False
    numbers = [_fragment(one) for one in group]
    is_numbered = all(map(str.isdigit, numbers))
    return is_numbered or (not any(numbers) and _varies(group, lambda one: one.key))


def are_different(group: Group) -> bool:
    """Whether items under one guid or address are several: titles and texts are their own."""
    return (
        _varies(group, _body)
        and (_varies(group, lambda one: one.title) or not group[0].title)
        and not _is_counted(group)
        and all(map(has_text, group))
    )


def _varies(group: Group, what: Callable[[Entry], Hashable]) -> bool:
    return len(group) > 1 and len({what(one) for one in group}) > 1


def has_text(one: Entry) -> bool:
    """Whether an item carries a text of its own."""
    return len(one.summary) >= OWN_TEXT or len(text.plain(one.content_html)) >= OWN_TEXT


def _address(one: Entry) -> str:
    return urls.canonical(one.url) if one.url else ""


def _fragment(one: Entry) -> str:
    return urlsplit(one.url).fragment if "#" in one.url else ""


def _body(one: Entry) -> str:
    return digest(one.summary or one.content_html)


def _words(one: Entry) -> tuple[str, str]:
    return one.title, _body(one)


# ---------------------------------------------------------------- pages


def _sharing(read: Group) -> set[str]:
    """The keys of items that share their page with others of the document."""
    shared: set[str] = set()
    for address, group in _grouped(read, _address).items():
        if not address or len(group) == 1:
            continue
        telling = [one for one in group if has_text(one)]
        if are_different(telling) or _has_fragments(telling):
            shared.update(one.key for one in telling)
    return shared


def _placed(one: Entry, shared: set[str], context: Context) -> Entry:
    """The entry; one without a page of its own is marked, and says where it is to be found."""
    if one.url and one.key not in shared and not (_is_home(one, context) and has_text(one)):
        return one
    hung = one.enclosures[0].url if one.enclosures else ""
    return replace(one, url=one.url or hung or context.home or context.base, is_pageless=True)


def _is_home(one: Entry, context: Context) -> bool:
    parts = urlsplit(one.url)
    is_root = parts.path in ("", "/") and not parts.query
    return is_root or (bool(context.home) and _address(one) == urls.canonical(context.home))
