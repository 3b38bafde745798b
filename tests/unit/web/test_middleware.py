"""Whose address a request has: the reader's own behind a proxy that is named, and nobody's word
otherwise."""

import ipaddress

from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory, override_settings

from octavo.web.middleware import is_among, reader_behind_proxy
from rows import every_row

PROXIES = [ipaddress.ip_network("10.0.0.0/8")]


def _asked(remote: str, **headers: str) -> HttpRequest:
    """A request as it comes out of the middleware."""
    seen: list[HttpRequest] = []

    def page(request: HttpRequest) -> HttpResponse:
        seen.append(request)
        return HttpResponse()

    given = {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    with override_settings(TRUSTED_PROXIES=PROXIES):
        reader_behind_proxy(page)(RequestFactory().get("/", REMOTE_ADDR=remote, **given))
    return seen[0]


@every_row(
    ("forwarded", "address"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("6.6.6.6, 203.0.113.9", "203.0.113.9"),
        ("203.0.113.9, 10.0.0.7", "203.0.113.9"),
        ("6.6.6.6, 203.0.113.9, 10.0.0.7, 10.0.0.8", "203.0.113.9"),
        ("10.0.0.7", "10.0.0.1"),
        ("", "10.0.0.1"),
    ],
)
def test_the_last_address_that_is_no_proxy_of_ours_is_the_readers(forwarded, address):
    request = _asked("10.0.0.1", x_forwarded_for=forwarded)
    assert request.META["REMOTE_ADDR"] == address
    assert "octavo.is_relayed" not in request.META


def test_a_stranger_is_believed_no_word():
    request = _asked("203.0.113.9", x_forwarded_for="10.0.0.1", x_forwarded_proto="https")
    assert request.META["REMOTE_ADDR"] == "203.0.113.9"
    assert "HTTP_X_FORWARDED_FOR" not in request.META
    assert "HTTP_X_FORWARDED_PROTO" not in request.META
    assert request.META["octavo.is_relayed"] is True
    assert _asked("203.0.113.9").META["octavo.is_relayed"] is False


@every_row(
    ("address", "is_in"), [("10.2.3.4", True), ("11.0.0.1", False), ("", False), ("x", False)]
)
def test_addresses_are_compared_as_networks(address, is_in):
    assert is_among(address, PROXIES) is is_in
