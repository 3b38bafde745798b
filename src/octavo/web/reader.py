"""Who asks for a page: a signed-in reader, or a visitor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

if TYPE_CHECKING:
    from octavo.store.models import User


def reader(request: HttpRequest) -> User | None:
    """The signed-in reader; None for a visitor."""
    return request.user if request.user.is_authenticated else None


def signed_in(request: HttpRequest) -> User:
    """The signed-in reader, where a page is for those only. Raises PermissionDenied for others."""
    user = reader(request)
    if user is None:
        raise PermissionDenied
    return user
