"""The private podcast of the wrap-ups: one secret address for each reader, who can take it back.

Whoever knows the address is its reader; nothing of it is to be indexed. What is hidden leaves the
episodes it was in, which are recorded anew without it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext

from octavo.actions.listening import podcast as addresses
from octavo.actions.listening.scripts import edition_script
from octavo.assist.listening.recording import Recording, chapters_document
from octavo.errors import SpeechError
from octavo.store import read, site_settings
from octavo.web.errors import busy
from octavo.web.excerpts import quotable
from octavo.web.listening.podcast_document import Episode, Podcast, rss
from octavo.web.listening.sound import PATIENCE, made, offers_recordings, sound
from octavo.web.tags import asset

if TYPE_CHECKING:
    from octavo.store.models import User

Sent = TypeVar("Sent", bound=HttpResponseBase)

_EditionRow = Any
"""A row of the store, which pages do not know."""

EPISODES = 30
"""Episodes that a podcast lists, the newest: a month. Chosen by hand."""


@dataclass(frozen=True, slots=True)
class _Listener:
    """Who listens, in which language, at which secret address."""

    user: User
    key: str
    language: str

    def address(self, name: str, *rest: object) -> str:
        """An address of theirs, whole."""
        return settings.ORIGIN + reverse(name, args=[self.key, self.language, *rest])


def feed(request: HttpRequest, key: str, language: str) -> HttpResponse:
    """The podcast of a language, with the episodes that are recorded; those that are not yet are
    begun, and the newest is waited for."""
    listener = _listener(key, language)
    with translation.override(language):
        document = rss(_podcast(listener, list(_recorded(listener))))
    etag = f'"{hashlib.sha256(document).hexdigest()[:32]}"'
    response = HttpResponse(document, content_type="application/rss+xml; charset=utf-8")
    response.headers["ETag"] = etag
    return _unindexed(get_conditional_response(request, etag=etag, response=response) or response)


def episode(
    request: HttpRequest, key: str, language: str, day: date, form: str
) -> HttpResponseBase:
    """The recording of an edition."""
    listener = _listener(key, language)
    try:
        found = made(_script(listener, _edition(listener, day)))
    except SpeechError as error:
        raise Http404 from error
    return sound(request, found) if found else busy(request)


def chapters(request: HttpRequest, key: str, language: str, day: date) -> HttpResponseBase:
    """Where the chapters of an edition begin."""
    listener = _listener(key, language)
    edition = _edition(listener, day)
    script = _script(listener, edition)
    try:
        found = made(script)
    except SpeechError as error:
        raise Http404 from error
    if found is None:
        return busy(request)
    home = settings.ORIGIN + reverse("past_edition", args=[day])
    links = [home, *map(_story_address, edition.stories)]
    of_title = dict(zip((one.title for one in script.chapters), links, strict=True))
    document = chapters_document(found, of_title)
    return _unindexed(HttpResponse(document, content_type="application/json+chapters"))


def _listener(key: str, language: str) -> _Listener:
    user = addresses.listener(key)
    if user is None or language not in dict(settings.LANGUAGES) or not offers_recordings():
        raise Http404
    return _Listener(user, key, language)


def _edition(listener: _Listener, day: date) -> _EditionRow:
    found = (one for one in read.episodes(listener.language, EPISODES) if one.day == day)
    if (edition := next(found, None)) is None:
        raise Http404
    return edition


def _script(listener: _Listener, edition: _EditionRow) -> Any:
    told = [(story, quotable(story["sentences"], listener.user)) for story in edition.stories]
    return edition_script(edition, told)


def begin_recordings(user: User) -> None:
    """Have the episodes recorded of somebody who has an address now, so that their app finds some
    when it first asks."""
    for language, _ in settings.LANGUAGES if offers_recordings() else ():
        list(_recorded(_Listener(user, addresses.podcast_key(user), language), patience=0))


def _recorded(
    listener: _Listener, patience: float = PATIENCE
) -> Iterator[tuple[_EditionRow, Recording]]:
    """The editions that are recorded, newest first; the newest is waited for, the others begun."""
    for edition in read.episodes(listener.language, EPISODES):
        try:
            found = made(_script(listener, edition), patience)
        except SpeechError:
            continue
        patience = 0.0
        if found:
            yield edition, found


def _podcast(listener: _Listener, recorded: list[tuple[_EditionRow, Recording]]) -> Podcast:
    site = site_settings.value("site_name")
    return Podcast(
        title=f"{site}: {gettext('Eight today')}",
        description=gettext("The day in eight stories, read aloud. This address is yours alone."),
        author=site,
        language=listener.language,
        address=listener.address("podcast_feed"),
        home=settings.ORIGIN + reverse("eight"),
        picture=settings.ORIGIN + asset("icons/octavo-512.png"),
        episodes=[_episode(listener, *one) for one in recorded],
    )


def _episode(listener: _Listener, edition: _EditionRow, recording: Recording) -> Episode:
    home = settings.ORIGIN + reverse("past_edition", args=[edition.day])
    return Episode(
        key=home,
        title=f"{gettext('Eight today')} · {date_format(edition.day, gettext('l, j F Y'))}",
        notes=_notes(edition),
        address=home,
        published=_published(edition),
        sound=listener.address("podcast_episode", edition.day, recording.path.suffix[1:]),
        media_type=recording.media_type,
        size=recording.path.stat().st_size,
        seconds=recording.seconds,
        chapters=listener.address("podcast_chapters", edition.day),
    )


def _published(edition: _EditionRow) -> datetime:
    """When it came into the podcasts: at its hour, or when it was made where that was before."""
    hour = addresses.episode_time()
    due = datetime.combine(edition.day, hour, settings.EDITION_ZONE)
    return due if due < edition.made_at else edition.made_at


def _notes(edition: _EditionRow) -> str:
    rows = ((_story_address(story), story["headline"]) for story in edition.stories)
    return format_html("<ol>{}</ol>", format_html_join("", '<li><a href="{}">{}</a></li>', rows))


def _story_address(story: dict[str, Any]) -> str:
    name, number = ("article", story["alone"]) if story["alone"] else ("story", story["story"])
    return settings.ORIGIN + reverse(name, args=[number])


def _unindexed(response: Sent) -> Sent:
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Cache-Control"] = "private, no-cache"
    return response
