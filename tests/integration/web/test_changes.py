"""What changed: every revision can be reached, however many there are and whatever they hold."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from lxml import etree

from octavo.store.models import Article, Body, Revision

NOW = datetime(2026, 11, 27, tzinfo=UTC)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stored")]


def test_all_revisions_are_reached_page_by_page(client):
    found = Article.objects.first()
    for n in range(45):
        Revision.objects.create(
            article=found, headline=f"Headline {n}", text=f"Text {n}",
            replaced_at=NOW - timedelta(hours=100 - n // 2),
        )  # fmt: skip
    path, seen = f"/article/{found.pk}/changes", []
    address = path
    while True:
        tree = etree.HTML(client.get(address).content)
        seen += tree.xpath("//section/p[1]/del/text()")
        more = tree.xpath("//a[@rel='next']/@href")
        if not more:
            break
        address = path + more[0]
    assert seen == [f"Headline {n}" for n in range(44, -1, -1)]
    for nonsense in ("0", "x", "9" * 40, "²"):
        assert client.get(f"{path}?after={nonsense}").status_code == 200


def test_a_much_revised_page_opens_at_once(client):
    found = Article.objects.first()
    lines = [f"Update {n} from the harbour of Vareno, where nothing moves." for n in range(3_000)]
    Body.objects.filter(pk=found.pk).update(text="\n".join(lines))
    for n in range(40):
        text = "\n".join(line.replace("harbour", f"port {n}") for line in reversed(lines[n * 5 :]))
        Revision.objects.create(article=found, headline="x", text=text, replaced_at=NOW)
    started = time.process_time()
    page = client.get(f"/article/{found.pk}/changes").content
    assert time.process_time() - started < 3.0
    assert page.count(b"More was changed") == 20
    assert len(page) < 2_000_000
