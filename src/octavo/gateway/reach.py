"""Whether this machine reaches anybody at all: a network that is down is no publisher's failure.

Hosts of the machine itself and of its own network tell nothing of the way out."""

import errno
import socket

import aiohttp

from octavo.gateway.address import address
from octavo.gateway.ranges import is_public

HOSTS = 3
"""Silent hosts in a row, and nobody who answers, from which the network is taken to be down: dead
hosts mostly answer in some way (no such name, refused). Chosen by hand; not measured."""

WAYS = ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1"))
"""Addresses of documentation (RFC 5737, RFC 3849), to see whether there is a way to anywhere."""

NO_WAY = {errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EADDRNOTAVAIL}


class Reach:
    """The hosts that were silent since somebody last answered."""

    def __init__(self) -> None:
        self.answers = 0
        self._silent: set[str] = set()

    def answered(self, host: str) -> None:
        """Note that a host answered, whatever it said."""
        if _is_out_there(host):
            self.answers += 1
            self._silent.clear()

    def was_silent(self, host: str) -> None:
        """Note that a host was asked in vain, and that nobody else answered meanwhile."""
        if _is_out_there(host):
            self._silent.add(host)

    @property
    def is_cut_off(self) -> bool:
        """Whether nobody can be reached: several hosts were silent, or one and there is no way."""
        return bool(self._silent) and (len(self._silent) >= HOSTS or not has_way_out())


def has_way_out() -> bool:
    """Whether the system knows a way to anywhere; nothing is sent to find out."""
    return any(_has_way(family, number) for family, number in WAYS)


def _has_way(family: socket.AddressFamily, number: str) -> bool:
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((number, 9))
    except OSError:
        return False
    return True


def is_silence(problem: BaseException) -> bool:
    """Whether a request met nobody who could have refused it: no way, no answer in time, or nobody
    who looks names up."""
    if isinstance(problem, aiohttp.ClientConnectorError):
        problem = problem.os_error
    if isinstance(problem, socket.gaierror):
        return problem.errno == socket.EAI_AGAIN
    is_no_way = isinstance(problem, OSError) and problem.errno in NO_WAY
    return isinstance(problem, TimeoutError) or is_no_way


def _is_out_there(host: str) -> bool:
    number = address(host)
    if number is not None:
        return is_public(number)
    return not f".{host}".endswith((".localhost", ".local", ".internal"))
