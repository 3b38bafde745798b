"""A network that is down is told from publishers who are."""

import errno
import socket

import aiohttp
import pytest

from octavo.gateway import reach
from octavo.gateway.client import _wire_error
from octavo.gateway.reach import Reach
from rows import every_row

URL = "https://herald.example/"
SAYS_NOTHING = [
    socket.gaierror(socket.EAI_AGAIN, "no name server"), OSError(errno.ENETUNREACH, "no way"),
    OSError(errno.EHOSTUNREACH, "no way"), TimeoutError(),
]  # fmt: skip
SAYS_NO = [
    socket.gaierror(socket.EAI_NONAME, "no such name"), OSError(errno.ECONNREFUSED, "refused"),
    OSError(errno.ECONNRESET, "reset"), ValueError("not HTTP"),
]  # fmt: skip


@pytest.fixture(params=[True, False])
def has_way(request, monkeypatch) -> bool:
    monkeypatch.setattr(reach, "has_way_out", lambda: request.param)
    return bool(request.param)


@every_row(
    ("problem", "is_silence"),
    [*((one, True) for one in SAYS_NOTHING), *((one, False) for one in SAYS_NO)],
)
def test_who_says_no_is_there(problem, is_silence) -> None:
    assert _wire_error(URL, problem).is_silence is is_silence


@pytest.mark.parametrize("kind", [aiohttp.ClientConnectorError, aiohttp.ClientConnectorDNSError])
def test_silence_is_known_inside_what_the_client_raises(kind) -> None:
    key = aiohttp.client_reqrep.ConnectionKey("herald.example", 443, True, True, None, None, None)
    assert _wire_error(URL, kind(key, SAYS_NOTHING[0])).is_silence
    assert not _wire_error(URL, kind(key, SAYS_NO[0])).is_silence


def test_one_silent_host_is_the_networks_fault_only_without_a_way_out(has_way) -> None:
    seen = Reach()
    assert not seen.is_cut_off, "nobody was asked"
    seen.was_silent("herald.example")
    assert seen.is_cut_off is not has_way


def test_many_silent_hosts_and_nobody_who_answers_are_the_networks_fault(has_way) -> None:
    seen = Reach()
    for name in ("a.example", "b.example", "c.example"):
        seen.was_silent(name)
    assert seen.is_cut_off
    seen.answered("d.example")
    assert not seen.is_cut_off


def test_this_machine_and_its_own_network_tell_nothing_of_the_way_out() -> None:
    seen = Reach()
    for name in ("demo.localhost", "127.0.0.1", "192.168.1.1", "printer.local", "fd00::1"):
        seen.was_silent(name)
    assert not seen.is_cut_off
    for name in ("a.example", "b.example", "1.1.1.1"):
        seen.was_silent(name)
    seen.answered("demo.localhost")
    assert seen.is_cut_off
