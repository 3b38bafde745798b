"""What only this site can read of its store: encrypted (Fernet) under a key made of its own."""

import base64
import hashlib
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


def sealed(text: str) -> str:
    """The text, encrypted."""
    return _box(settings.SECRET_KEY).encrypt(text.encode()).decode("ascii")


def opened(token: str) -> str:
    """The text that was sealed; "" where there is none or the site has another key by now."""
    try:
        return _box(settings.SECRET_KEY).decrypt(token).decode()
    except InvalidToken:
        return ""


@lru_cache(2)
def _box(key: str) -> Fernet:
    digest = hashlib.blake2b(key.encode(), digest_size=32, person=b"octavo.sealed").digest()
    return Fernet(base64.urlsafe_b64encode(digest))
