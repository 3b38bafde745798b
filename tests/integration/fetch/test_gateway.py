"""The one door out, against a publisher on loopback."""

import asyncio
import gzip
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from octavo.errors import BadStatus, Refused, TooLarge, Unreachable, WireError
from octavo.gateway import Ask, Gateway, Response, Rules
from octavo.types import Egress

from .press import Press, Reply, reply

Task = Callable[[Gateway, Press], Awaitable[object]]


def run(routes: dict[str, Reply], task: Task, *, delay: float = 0.0, **rules: object):
    """Returns what the task returned, the ledger, and the press."""

    async def whole():
        ledger: list[Egress] = []
        async with Press(routes, delay=delay) as press:
            chosen = {"per_host_gap": 0.0, "timeout": 3.0, "allowed": (press.host,), **rules}
            async with Gateway(Rules(**chosen), ledger.append) as gateway:
                return await task(gateway, press), ledger, press

    return asyncio.run(whole())


def get(path: str = "/", **more: object) -> Task:
    async def task(gateway: Gateway, press: Press) -> Response | WireError:
        try:
            return await gateway.get(press.url(path), purpose="test", **more)
        except WireError as error:
            return error

    return task


def test_an_answer_comes_with_its_ledger_record() -> None:
    response, (record,), press = run({"/": reply(b"hello", ETag='"1"')}, get())
    assert (response.status, response.body, response.headers["etag"]) == (200, b"hello", '"1"')
    assert (record.host, record.purpose, record.outcome) == (press.host, "test", "ok")
    assert record.bytes == 5
    assert 0 < record.seconds < 2
    assert "User-Agent: Octavo" in press.heads[0]


def test_each_hop_is_written_down_and_permanence_is_remembered() -> None:
    routes = {
        "/": reply(b"", "301 Moved", Location="/b"),
        "/b": reply(b"", "308 Moved", Location="/c"),
        "/c": reply(b"here"),
    }
    response, ledger, press = run(routes, get())
    assert (response.body, response.hops) == (b"here", 2)
    assert response.permanent == press.url("/c")
    assert [record.outcome for record in ledger] == ["ok", "ok", "ok"]


def test_an_address_inside_is_never_connected_to() -> None:
    error, (record,), press = run({"/": reply(b"secret")}, get(), allowed=())
    assert isinstance(error, Refused)
    assert (error.code, record.outcome, press.heads) == ("blocked_address", "blocked_address", [])


def test_a_name_that_leads_inside_is_never_connected_to() -> None:
    async def task(gateway: Gateway, press: Press) -> str:
        with pytest.raises(Refused) as refusal:
            await gateway.get(press.url("/").replace("127.0.0.1", "localhost"), purpose="test")
        return refusal.value.code

    code, _, press = run({"/": reply(b"secret")}, task)
    assert (code, press.heads) == ("blocked_address", [])


def test_a_name_is_looked_up_once_and_the_checked_number_used(monkeypatch) -> None:
    from octavo.gateway import resolver

    answers = [["127.0.0.1"], ["8.8.8.8"]]
    asked: list[str] = []

    def lookup(host: str, port: int, family: int) -> list[dict[str, object]]:
        asked.append(host)
        found = answers.pop(0)
        return [
            {"hostname": host, "host": one, "port": port, "family": 2, "proto": 6, "flags": 0}
            for one in found
        ]

    monkeypatch.setattr(resolver, "_lookup", lookup)

    async def task(gateway: Gateway, press: Press) -> str:
        port = press.host.partition(":")[2]
        with pytest.raises(Refused) as refusal:
            await gateway.get(f"http://rebind.example:{port}/", purpose="test")
        return refusal.value.code

    code, _, press = run({"/": reply(b"secret")}, task)
    assert (code, press.heads, asked) == ("blocked_address", [], ["rebind.example"])


def test_the_air_gap_refuses_all_but_the_listed() -> None:
    async def task(gateway: Gateway, press: Press) -> tuple[str, bytes]:
        with pytest.raises(Refused) as refusal:
            await gateway.get("https://example.org/", purpose="test")
        return refusal.value.code, (await gateway.get(press.url("/"), purpose="test")).body

    result, ledger, _ = run({"/": reply(b"demo")}, task, air_gap=True)
    assert result == ("air_gap", b"demo")
    assert [record.outcome for record in ledger] == ["air_gap", "ok"]


@pytest.mark.parametrize(
    ("location", "code"),
    [
        ("http://2130706433/x", "blocked_address"), ("http://169.254.169.254/", "blocked_address"),
        ("file:///etc/passwd", "bad_scheme"), ("http://a:b@127.0.0.1/", "bad_url"),
        ("/", "redirects"),
    ],
)  # fmt: skip
def test_a_redirect_is_checked_like_an_address(location: str, code: str) -> None:
    error, _, _ = run({"/": reply(b"", "302 Found", Location=location)}, get())
    assert isinstance(error, Refused)
    assert error.code == code


def test_a_cookie_gate_is_passed_and_the_cookie_forgotten() -> None:
    def gate(head: str) -> bytes:
        if "gate=1" in head:
            return reply(b"inside")
        return reply(b"", "302 Found", Location="/", Set_Cookie="gate=1; Path=/")

    async def task(gateway: Gateway, press: Press) -> list[bytes]:
        return [(await gateway.get(press.url("/"), purpose="test")).body for _ in range(2)]

    bodies, _, press = run({"/": gate}, task)
    assert bodies == [b"inside", b"inside"]
    assert ["Cookie" in head for head in press.heads] == [False, True, False, True]


def test_statuses_are_named_and_retry_after_is_read() -> None:
    error, (record,), _ = run({"/": reply(b"x", "503 Busy", Retry_After="120")}, get())
    assert isinstance(error, BadStatus)
    assert (error.code, error.retry_after, record.outcome) == ("http_503", 120.0, "http_503")
    past, _, _ = run(
        {"/": reply(b"", "503 Busy", Retry_After="Thu, 01 Jan 1970 00:00:00 GMT")}, get()
    )
    assert past.retry_after is None
    moment = datetime.now(UTC) + timedelta(seconds=300)
    dated, _, _ = run(
        {"/": reply(b"", "429 Slow down", Retry_After=format_datetime(moment, usegmt=True))}, get()
    )
    assert dated.retry_after == pytest.approx(300, abs=5)


def test_not_modified_is_an_answer_only_to_a_question() -> None:
    routes = {"/": reply(b"", "304 Not Modified")}
    asked, (record,), _ = run(routes, get(headers={"If-None-Match": '"1"'}))
    assert (asked.status, record.outcome) == (304, "not_modified")
    unasked, _, _ = run(routes, get())
    assert unasked.code == "http_304"


def test_a_body_is_read_no_further_than_the_limit() -> None:
    endless = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + b"A" * 3_000_000
    error, (record,), _ = run({"/": endless}, get(max_bytes=100_000))
    assert isinstance(error, TooLarge)
    assert record.bytes < 1_500_000
    announced = b"HTTP/1.1 200 OK\r\nContent-Length: 10995116277760\r\n\r\n"
    assert run({"/": announced}, get())[0].code == "too_large"


def test_a_body_over_the_limit_may_come_cut() -> None:
    async def task(gateway: Gateway, press: Press) -> Response:
        return await gateway.ask(Ask(press.url("/"), "test", max_bytes=1000, cut=True))

    response, _, _ = run({"/": reply(b"x" * 5000)}, task)
    assert (len(response.body), response.truncated) == (1000, True)


def test_packed_bodies_come_unpacked() -> None:
    routes = {"/": reply(gzip.compress(b"hello"), Content_Encoding="gzip")}
    assert run(routes, get())[0].body == b"hello"


def test_a_body_that_breaks_off_is_told_apart_from_a_whole_one() -> None:
    def cut(_: str) -> bytes:
        return b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n" + b"half"

    response, _, _ = run({"/": cut}, get())
    assert (response.body, response.truncated) == (b"half", True)


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (b"220 ftp ready\r\n\r\n", "protocol"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: 1\r\n" * 10_000 + b"\r\n", "protocol"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"a" * 1_000_000 + b"\r\n\r\n", "protocol"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\nx", "protocol"),
    ],
    ids=["no-status", "header-bomb", "long-header", "bad-chunk"],
)
def test_what_is_not_http_is_named(answer: bytes, code: str) -> None:
    error, _, _ = run({"/": answer}, get())
    assert isinstance(error, Unreachable)
    assert error.code == code


def test_a_host_that_hangs_is_left_at_the_deadline() -> None:
    started = time.monotonic()
    error, (record,), _ = run({"/": reply()}, get(), delay=5, timeout=0.3)
    assert time.monotonic() - started < 2
    assert (error.code, record.outcome) == ("timeout", "timeout")


def test_nobody_there_is_named() -> None:
    async def task(gateway: Gateway, press: Press) -> str:
        with pytest.raises(Unreachable) as refusal:
            await gateway.get("http://127.0.0.1:9/", purpose="test")
        return refusal.value.code

    assert run({}, task, allowed=("127.0.0.1:9",))[0] == "connect"


def test_a_host_sees_one_request_at_a_time_and_a_pause_between() -> None:
    async def task(gateway: Gateway, press: Press) -> float:
        started = time.monotonic()
        await asyncio.gather(*(gateway.get(press.url("/"), purpose="test") for _ in range(4)))
        return time.monotonic() - started

    seconds, _, press = run({"/": reply(b"x")}, task, per_host_gap=0.1, delay=0.01)
    assert press.busiest == 1
    assert seconds >= 0.3


def test_waiting_for_a_turn_does_not_use_up_the_deadline() -> None:
    async def task(gateway: Gateway, press: Press) -> int:
        asked = [gateway.get(press.url("/"), purpose="test") for _ in range(5)]
        return len(await asyncio.gather(*asked))

    assert run({"/": reply(b"x")}, task, timeout=0.4, delay=0.15)[0] == 5


def test_credentials_reach_their_host_and_nobody_else() -> None:
    async def task(gateway: Gateway, press: Press) -> Response:
        return await gateway.get(f"http://ann:pw@{press.host}/", purpose="test")

    response, (record,), press = run({"/": reply(b"x")}, task)
    assert "Authorization: Basic YW5uOnB3" in press.heads[0]
    assert "pw" not in response.url + record.host


def test_a_body_of_exactly_the_limit_is_whole_and_one_byte_more_is_not() -> None:
    async def cut(gateway: Gateway, press: Press) -> list[Response]:
        asks = [Ask(press.url("/"), "test", max_bytes=size, cut=True) for size in (5, 4)]
        return [await gateway.ask(one) for one in asks]

    routes = {"/": reply(b"hello")}
    assert run(routes, get(max_bytes=5))[0].body == b"hello"
    assert isinstance(run(routes, get(max_bytes=4))[0], TooLarge)
    whole, short = run(routes, cut)[0]
    assert (whole.body, whole.truncated) == (b"hello", False)
    assert (short.body, short.truncated) == (b"hell", True)
