"""How often a password may be guessed, and how many are checked at once.

    from a browser where this account signed in before ──► counted for that browser alone
    from any other ──► for the account from that address, for the address, for the account

So nobody can shut a person out of an account by guessing at it: their own browser stays known.
Counts live in the web process's memory, an hour at most.
"""

import hashlib
import ipaddress
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from octavo.store.models import User
from octavo.web.account.preferences import YEAR
from octavo.web.errors import busy
from octavo.web.middleware import View
from octavo.web.threads import PASSWORDS

PAIR, BROWSER, ADDRESS, ACCOUNT = (5, 600), (10, 600), (20, 600), (100, 3600)
"""Wrong passwords and the seconds in which they are too many: for one account from one address,
from a known browser, for all accounts from one address, for one account from everywhere. Chosen by
hand; not measured: a person mistypes less, and 2,400 guesses a day find no password of chance."""

HASHED_AT_ONCE = 2
"""Passwords hashed at a time: each takes 100 MiB (argon2 as Django sets it)."""

KNOWN = "known"
"""The cookie of a browser in which somebody signed in before."""

WITH_PASSWORD = {
    "welcome", "account_login", "account_signup", "account_change_password",
    "account_reset_password_from_key", "password_change",
}  # fmt: skip
"""Addresses whose forms bring a password."""

_places = threading.BoundedSemaphore(PASSWORDS)
_turns = threading.BoundedSemaphore(HASHED_AT_ONCE)


@dataclass(frozen=True, slots=True)
class Count:
    """Wrong guesses of one kind: where they are counted, and how many are too many."""

    key: str
    limit: int
    seconds: int

    def is_full(self) -> bool:
        """Whether there were too many."""
        return int(caches["guesses"].get(self.key, 0)) >= self.limit

    def add(self) -> None:
        """Count one more; the time begins with the first."""
        cache = caches["guesses"]
        if not cache.add(self.key, 1, self.seconds):
            cache.incr(self.key)


def counts(request: HttpRequest, login: str) -> list[Count]:
    """Where a wrong password for this name (or mail address) is counted."""
    account, address = _account(login), _network(request.META.get("REMOTE_ADDR", ""))
    cookie = request.get_signed_cookie(KNOWN, "", max_age=YEAR) or ""
    known, _, browser = cookie.partition(".")
    if browser and known == account:
        return [Count(_key("browser", browser), *BROWSER)]
    return [
        Count(_key("pair", account, address), *PAIR),
        Count(_key("address", address), *ADDRESS),
        Count(_key("account", account), *ACCOUNT),
    ]


def _key(*parts: str) -> str:
    """A name of bounded length for anything that somebody may have typed."""
    return hashlib.sha256(repr(parts).encode("utf-8", "replace")).hexdigest()


def _account(login: str) -> str:
    """The account's number, whichever of its names was given; of no account, the name itself."""
    name = login.strip().casefold()[:254]
    found = User.objects.filter(username__iexact=name) | User.objects.filter(email__iexact=name)
    number = found.order_by("pk").values_list("pk", flat=True).first() if name else None
    return f"name {name}" if number is None else str(number)


def _network(address: str) -> str:
    """An address; of IPv6 the /64 that one line has to itself."""
    try:
        number = ipaddress.ip_address(address)
    except ValueError:
        return address
    is_short = number.version == 4
    return address if is_short else str(ipaddress.ip_network((number, 64), strict=False))


def remember_browser(request: HttpRequest, response: HttpResponse, user: User) -> HttpResponse:
    """The response, with which the browser is known as this person's."""
    response.set_signed_cookie(
        KNOWN, f"{user.pk}.{secrets.token_urlsafe(12)}", max_age=YEAR, httponly=True,
        samesite="Lax", secure=request.is_secure(),
    )  # fmt: skip
    return response


# ---------------------------------------------------------------- a few at a time


def passwords_in_turn(answer: View) -> View:
    """Let few forms with a password in at a time, and tell more of them to come back."""

    def turn(request: HttpRequest) -> HttpResponse:
        if not _has_password(request):
            return answer(request)
        with _place() as is_free:
            if not is_free:
                return busy(request)
            with _turns:
                return answer(request)

    return turn


@contextmanager
def _place() -> Iterator[bool]:
    is_free = _places.acquire(blocking=False)
    try:
        yield is_free
    finally:
        if is_free:
            _places.release()


def _has_password(request: HttpRequest) -> bool:
    if request.method != "POST":
        return False
    try:
        return resolve(request.path_info).url_name in WITH_PASSWORD
    except Resolver404:
        return False
