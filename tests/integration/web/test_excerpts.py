"""A source that shows visitors an excerpt only: no page, feed or answer says more of it to them,
and whoever is signed in reads it whole."""

import pytest

from articles import REWRITTEN, STRIKE, quoted
from octavo.store import site_settings
from octavo.store.models import Article, Body, Hashtag, Revision, Source, StoryFace

pytestmark = pytest.mark.django_db


@pytest.fixture
def paths(stored) -> list[str]:
    """Every address that may show something of the Herald, whose visitors read an excerpt."""
    found = Article.objects.get(source__name="Harbour Herald")
    story = found.story_id
    Source.objects.filter(pk=found.source_id).update(policy="excerpt")
    Body.objects.filter(pk=found.pk).update(summary=[STRIKE[1]], key_points=[STRIKE[2], STRIKE[3]])
    for n in (2, 3):
        Revision.objects.create(
            article=found,
            headline=f"Before {n}",
            text=f"{STRIKE[n]} Earlier.",
            replaced_at=found.fetched,
        )
    line = {"text": STRIKE[1], "article": found.pk, "source": "Harbour Herald"}
    other = {"text": REWRITTEN[1], "article": found.pk, "source": "Vareno Post"}
    StoryFace.objects.update(summary=[line, other])
    quoted(found, STRIKE[1])
    site_settings.forget()
    tags = [f"/hashtag/{key}" for key in Hashtag.objects.values_list("key", flat=True)]
    return [
        "/", "/feed.atom", "/feed.json", "/eight", "/section/World", "/section/World/feed.atom",
        f"/story/{story}/figures", f"/story/{story}/quotes",
        f"/story/{story}/timeline", f"/story/{story}/timeline.json",
        f"/story/{story}", f"/story/{story}/feed.atom", f"/article/{found.pk}", *tags,
        f"/article/{found.pk}/changes",
        "/source/harbour-herald", "/source/harbour-herald/feed.json",
        "/search?q=Dockers+Union", "/search/feed.atom?q=Dockers", "/ask?q=How+many+containers?",
        f"/ask?q=How+many+containers+were+stranded?&article={found.pk}",
        f"/ask?q=How+many+containers+were+stranded?&story={story}",
        *(f"{tag}/feed.atom" for tag in tags), "/quotes", "/quotes?q=falk", "/quotes/edda_falk",
    ]  # fmt: skip


def _leaks(client, paths: list[str]) -> set[str]:
    found = set()
    for path in paths:
        answer = client.get(path)
        assert answer.status_code == 200, path
        text = answer.content.decode().replace("<mark>", "").replace("</mark>", "")
        found |= {path for line in STRIKE[1:] if line[:40] in text}
    return found


def test_visitors_read_the_beginning_and_no_more_anywhere(client, paths):
    assert _leaks(client, paths) == set()
    assert STRIKE[0] in client.get(paths[12]).content.decode()
    assert REWRITTEN[1] in client.get("/feed.atom").content.decode(), "the others are still quoted"
    assert "Before 2" in client.get(f"{paths[12]}/changes").content.decode()


def test_who_is_signed_in_reads_all(reader, paths):
    whole = _leaks(reader, paths)
    for place in ("/story/", "/article/", "/changes", "/ask", "/feed.atom"):
        assert any(place in path for path in whole), place


def test_a_policy_that_changes_back_shows_all_to_all(client, paths):
    Source.objects.update(policy="full")
    site_settings.forget()
    assert _leaks(client, paths)
