"""octavo create-admin, reset-password: accounts, from the command line."""

import argparse
import getpass
import sys

from octavo.commands import say, site
from octavo.errors import UsageError


def create_admin(given: argparse.Namespace) -> int:
    """Make an admin; the password comes from the terminal, OCTAVO_ADMIN_PASSWORD or its file."""
    site()
    from django.conf import settings

    username = given.username or settings.ADMIN_USERNAME
    _make_admin(username, given.email, settings.ADMIN_PASSWORD or _typed_password())
    say({"admin": username}, f"{username} looks after this site now", as_json=given.json)
    return 0


def _typed_password() -> str:
    if not sys.stdin.isatty():
        raise UsageError("no terminal to type a password at; set OCTAVO_ADMIN_PASSWORD_FILE")
    first = getpass.getpass("Password: ")
    if first != getpass.getpass("Again: "):
        raise UsageError("the two passwords differ; nothing was changed")
    return first


def _make_admin(username: str, email: str, password: str) -> None:
    from octavo.store.models import User

    if User.objects.filter(username=username).exists():
        raise UsageError(f"there is a user {username} already; `octavo reset-password {username}`")
    user = User(username=username, email=email, role=User.Role.ADMIN)
    _checked(password, user)
    user.set_password(password)
    user.save()


def _checked(password: str, user: "object") -> None:
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    try:
        validate_password(password, user)  # type: ignore[arg-type]
    except ValidationError as error:
        raise UsageError(" ".join(error.messages), code="weak_password") from error


def admin_from_settings() -> None:
    """Make the admin that OCTAVO_CREATE_ADMIN asks for, once."""
    from django.conf import settings

    from octavo.store.models import User

    wanted = settings.CREATE_ADMIN and settings.ADMIN_PASSWORD
    if wanted and not User.objects.filter(username=settings.ADMIN_USERNAME).exists():
        _make_admin(settings.ADMIN_USERNAME, "", settings.ADMIN_PASSWORD)


def reset_password(given: argparse.Namespace) -> int:
    """Give an account a new password."""
    site()
    from django.conf import settings

    from octavo.store.models import User

    user = User.objects.filter(username=given.username).first()
    if user is None:
        raise UsageError(f"there is no user {given.username}")
    password = settings.ADMIN_PASSWORD or _typed_password()
    _checked(password, user)
    user.set_password(password)
    user.save()
    say({"user": user.username}, f"{user.username} has a new password", as_json=given.json)
    return 0
