"""Pictures on their way: slow publishers hold up their own pictures and nobody's pages."""

import asyncio
import os
import threading
import time

import pytest

from octavo.actions.retention import kept_files
from octavo.gateway import Rules
from octavo.web.machine import picture, picture_fetches
from octavo.web.machine.picture_fetches import Fetches
from octavo.web.tags import proxied
from octavo.web.threads import FORMS, PICTURES, READERS, RECORDINGS, THREADS

PNG = b"\x89PNG pixels"
MUCH = 10**9


class Publisher:
    """Answers when it is let go; counts what it was asked, and how much at once of a host."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.at_once: dict[str, int] = {}
        self.most = 0
        self.is_free = threading.Event()

    async def get(self, url, rules, ledger) -> bytes:
        host = url.split("/")[2]
        self.asked.append(url)
        self.at_once[host] = self.at_once.get(host, 0) + 1
        self.most = max(self.most, self.at_once[host])
        while "slow" in url and not self.is_free.is_set():
            await asyncio.sleep(0.005)
        self.at_once[host] -= 1
        return PNG


@pytest.fixture
def publisher(monkeypatch) -> Publisher:
    monkeypatch.setattr(picture_fetches, "PATIENCE", 0.2)
    made = Publisher()
    yield made
    made.is_free.set()


@pytest.fixture
def fetches(publisher) -> Fetches:
    return Fetches(publisher.get)


def _together(work, count: int) -> list:
    found: list = []
    threads = [threading.Thread(target=lambda n=n: found.append(work(n))) for n in range(count)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return found


def test_one_picture_is_fetched_once_however_many_ask(fetches, publisher, tmp_path):
    path = tmp_path / "one"
    assert (
        _together(lambda _: fetches.picture("https://a.example/slow", path, Rules(), MUCH), 8)
        == [None] * 8
    )
    publisher.is_free.set()
    assert fetches.picture("https://a.example/slow", path, Rules(), MUCH) == PNG
    assert publisher.asked == ["https://a.example/slow"]
    assert path.read_bytes() == PNG, "it landed though nobody waited"


def test_slow_pictures_keep_neither_pages_nor_other_publishers_waiting(
    fetches, publisher, tmp_path
):
    def slow(n):
        return fetches.picture(f"https://slow.example/slow{n}", tmp_path / f"s{n}", Rules(), MUCH)

    started = time.monotonic()
    waiting = threading.Thread(target=_together, args=(slow, 40))
    waiting.start()
    time.sleep(0.05)
    assert fetches._waiting._value == 0
    assert slow(99) is None
    assert time.monotonic() - started < 0.2, "the rest is answered at once"
    waiting.join()
    assert fetches.picture("https://b.example/quick", tmp_path / "q", Rules(), MUCH) == PNG
    assert publisher.most <= picture_fetches.A_HOST
    assert THREADS - PICTURES - RECORDINGS - FORMS == READERS


def test_pictures_take_the_room_they_may_and_the_oldest_go(fetches, tmp_path):
    for n in range(20):
        fetches.picture(f"https://a.example/{n}", tmp_path / str(n), Rules(), 10 * len(PNG))
        os.utime(tmp_path / str(n), (n, n))
    kept = sorted(int(path.name) for path in tmp_path.iterdir())
    assert len(kept) <= 10
    assert kept[-1] == 19
    assert kept == list(range(kept[0], 20))
    assert kept_files.thinned(tmp_path, 0) == 0
    assert list(tmp_path.iterdir()) == []


@pytest.mark.django_db
def test_a_picture_that_is_on_its_way_is_an_empty_place_for_now(
    client, fetches, publisher, monkeypatch, settings, tmp_path
):
    settings.DATA = tmp_path
    monkeypatch.setattr(picture, "fetches", fetches)
    path = proxied("https://a.example/slow.png")
    answer = client.get(path)
    assert (answer.status_code, answer.content) == (200, picture.NOTHING)
    assert answer.headers["Cache-Control"] == "no-store"
    publisher.is_free.set()
    time.sleep(0.1)
    assert client.get(path).content == PNG


def test_a_picture_that_is_looked_at_stays(tmp_path):
    path = tmp_path / "one"
    path.write_bytes(PNG)
    for age, is_renewed in ((3_600, False), (90_000, True)):
        then = time.time() - age
        os.utime(path, (then, then))
        kept_files.looked_at(path)
        assert (path.stat().st_mtime > then + 1) is is_renewed
