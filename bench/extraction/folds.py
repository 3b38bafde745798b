"""How the development hosts are divided: all pages of a host are in one fold."""

import hashlib

FOLDS = 5


def fold(host: str, count: int = FOLDS, salt: str = "") -> int:
    """The fold of a host, by its hash."""
    return int(hashlib.sha256((salt + host).encode()).hexdigest(), 16) % count
