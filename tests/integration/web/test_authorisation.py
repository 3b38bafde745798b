"""Who may do what: every address of the site, by GET and by POST, for a visitor, a reader, a
moderator and an admin. The addresses come from urls.py: one without a row here fails."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from octavo.store import site_settings
from octavo.store.models import Article, Comment, Edition, Hashtag, Speaker, User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stored")]

ALL, SIGNED_IN, MODERATORS, ADMINS, NOBODY = "vrma", "rma", "ma", "a", ""
"""Letters of those who are let in: visitor, reader, moderator, admin."""

ROWS = {
    "healthz readyz metrics version robots worker manifest offline apps": (ALL, ALL),
    "front front_feed section section_feed story story_feed storyline": (ALL, ALL),
    "eight past_edition edition_document": (ALL, ALL),
    "together article changes hashtag hashtag_feed sources source source_feed": (ALL, ALL),
    "countries country country_feed search search_feed ask settings": (ALL, ALL),
    "story_perspectives_document gaps gaps_document": (ALL, ALL),
    "article_lines story_lines edition_lines": (ALL, ALL),
    "article_sound story_sound edition_sound": (SIGNED_IN, SIGNED_IN),
    "own_edition_lines own_edition_sound": (SIGNED_IN, SIGNED_IN),
    "own_podcast": (NOBODY, SIGNED_IN),
    "story_timeline story_timeline_document": (ALL, ALL),
    "storyline_timeline storyline_timeline_document": (ALL, ALL),
    "quotes speaker story_figures story_quotes story_perspectives": (ALL, ALL),
    "account_login account_signup account_logout": (ALL, ALL),
    "account_inactive": (ALL, NOBODY),
    "welcome": (ALL, ALL),  # once there was an admin: on to the front page, see test_set_up.py
    "remove_demo": (NOBODY, ADMINS),
    "account_change_password": (SIGNED_IN, SIGNED_IN),
    "opml saved history me translated": (SIGNED_IN, SIGNED_IN),
    "own_edition own_edition_document own_data": (SIGNED_IN, SIGNED_IN),
    "mark comment report appeal follow wrong": (NOBODY, SIGNED_IN),
    "moderate": (MODERATORS, MODERATORS),
    "decide": (NOBODY, MODERATORS),
    "correct corrections": (ADMINS, ADMINS),
    "undo_correction": (NOBODY, ADMINS),
    "admin:*": (ADMINS, ADMINS),
    "admin:jsi18n admin:password_change_done": (ADMINS, NOBODY),
    "admin:lab_replay admin:lab_forget admin:lab_close": (NOBODY, ADMINS),
}  # fmt: skip

ELSEWHERE = {
    "admin:logout": "signs out whoever asks, by POST alone: Django's own",
    "picture": "only addresses that we signed: test_machine.py",
    "podcast_feed": "whoever has the secret address: test_listening.py",
    "podcast_episode": "the same",
    "podcast_chapters": "the same",
    "account_set_password": "no account is without a password: test_mail.py",
    "account_reset_password": "where mail is sent, for all: test_mail.py",
    "account_reset_password_done": "the same",
    "account_reset_password_from_key": "whoever has the letter: test_mail.py",
    "account_reset_password_from_key_done": "the same",
}
"""Addresses that a role does not open, with where they are tested."""


def _named(patterns: list, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address with its name, a namespace before it."""
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from _named(one.url_patterns, f"{one.namespace}:" if one.namespace else space)
        elif one.name:  # the admin's unnamed ones send on to those that have a name
            yield f"{space}{one.name}", one


NAMED = dict(_named(get_resolver().url_patterns))
RIGHTS = {name: rights for names, rights in ROWS.items() for name in names.split()}


OF_A_ROW = ("_add", "_change", "_delete", "_history", "autocomplete", "view_on_site")
"""Ends of the admin's addresses of which Django says, table by table, what an admin may do there:
most rows are the walk's and nobody's to write."""


def _rights(name: str) -> tuple[str, str]:
    space = name.partition(":")[0]
    return RIGHTS.get(name) or RIGHTS[f"{space}:*"]


def test_every_address_has_a_row_and_every_row_an_address():
    without = [
        name
        for name in NAMED
        if name not in {*RIGHTS, *ELSEWHERE} and not name.startswith("admin:")
    ]
    assert without == []
    assert {name for name in {*RIGHTS, *ELSEWHERE} if "*" not in name} <= set(NAMED)


# ---------------------------------------------------------------- who is let in


def _client(role: str) -> Client:
    client = Client(raise_request_exception=False)
    if role != "visitor":
        client.force_login(User.objects.get(username=role))
    return client


@pytest.fixture
def paths(stored, settings, tmp_path) -> dict[str, str]:
    """An address that leads somewhere, for every name."""
    settings.DATA = tmp_path
    for role in User.Role.values:
        User.objects.create(username=role, role=role)
    site_settings.set_value("registration_open", True)
    found = Article.objects.filter(story__articles_count__gt=1).first()
    writer = User.objects.get(username="reader")
    comment = Comment.objects.create(article=found, user=writer, text="Hm.")
    words = {
        "number": found.pk, "name": "World", "key": Hashtag.objects.first().key, "form": "atom",
        "slug": "harbour-herald", "code": "sg", "kind": "article", "object_id": "1",
        "content_type_id": 1, "app_label": "store", "url": "nowhere", "host": "herald.example",
    }  # fmt: skip
    numbers = {
        "story": found.story_id, "story_feed": found.story_id, "storyline": found.story_id,
        "together": found.story_id, "correct": found.story_id,
        "story_lines": found.story_id, "story_sound": found.story_id,
        "story_figures": found.story_id, "story_quotes": found.story_id,
        "story_timeline": found.story_id, "story_timeline_document": found.story_id,
        "storyline_timeline": found.story_id, "storyline_timeline_document": found.story_id,
        "story_perspectives": found.story_id, "story_perspectives_document": found.story_id,
        "report": comment.pk, "appeal": comment.pk, "decide": comment.pk,
    }  # fmt: skip
    day = Edition.objects.create(day=date(2026, 3, 2), language="en").day
    made = {}
    for name in NAMED.keys() - ELSEWHERE.keys():
        asked = words | {"number": numbers.get(name, found.pk)}
        asked |= {"day": day, "form": "json"} if name.endswith("_document") else {"day": day}
        asked |= {"key": Speaker.objects.first().key.replace(" ", "_")} if name == "speaker" else {}
        groups = NAMED[name].pattern.regex.groupindex
        made[name] = reverse(name, kwargs={key: asked[key] for key in groups})
    return made


def _is_let_in(answer) -> bool:
    if answer.status_code == 302 and answer.url.split("?")[0].endswith("/login/"):
        return False
    return answer.status_code not in {401, 403, 405}


@pytest.mark.parametrize("role", ["visitor", *User.Role.values])
@pytest.mark.parametrize("method", ["get", "post"])
def test_each_role_is_let_in_where_it_should_be_and_nowhere_else(paths, role, method):
    wrong = []
    for name, path in paths.items():
        answer = getattr(_client(role), method)(path)
        assert answer.status_code < 500, name
        should = role[0] in _rights(name)[method == "post"]
        is_open_question = role == "admin" and name.startswith("admin:") and name.endswith(OF_A_ROW)
        if _is_let_in(answer) is not should and not is_open_question:
            wrong.append((name, path, answer.status_code))
    assert not wrong, wrong
