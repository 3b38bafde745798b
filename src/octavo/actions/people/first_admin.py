"""The set-up door: it lets in whoever makes the first admin, and then shuts for ever."""

from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from octavo.errors import UsageError
from octavo.store import site_settings
from octavo.store.models import SiteSetting, User

ADMINS = User.objects.filter(role=User.Role.ADMIN)


def is_open() -> bool:
    """Whether nobody has ever looked after this site."""
    return not (site_settings.direct(User.SET_UP) or ADMINS.exists())


def token() -> str:
    """The word that opens the door from afar: printed where the site is started, known to nobody
    else, and the same at every start until the door is shut."""
    return salted_hmac("octavo.set_up", settings.SECRET_KEY, algorithm="sha256").hexdigest()[:32]


def is_token(given: str) -> bool:
    """Whether somebody knows the token."""
    return constant_time_compare(given, token())


def make(user: User, password: str) -> None:
    """Make the first admin, once: of two who try at the same moment one is refused, by UsageError
    with the code `set_up`."""
    with transaction.atomic():
        was_open = is_open()
        _, is_first = SiteSetting.objects.get_or_create(key=User.SET_UP, defaults={"value": True})
        if not (was_open and is_first):
            raise UsageError("this site has been set up", code="set_up")
        user.role = User.Role.ADMIN
        user.set_password(password)
        user.save()
    site_settings.forget()


def are_all_admins(users: Iterable[User]) -> bool:
    """Whether without these people nobody could look after the site."""
    gone = [user.pk for user in users]
    active = ADMINS.filter(is_active=True)
    return active.filter(pk__in=gone).exists() and not active.exclude(pk__in=gone).exists()
