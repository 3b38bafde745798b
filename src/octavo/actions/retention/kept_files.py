"""Folders of files that can be had again: kept within a size, the longest unused go first."""

import contextlib
import time
from pathlib import Path

TOUCHED_EVERY = 86_400
"""Seconds after which a file that is used is marked so: the others go first."""


def size_of(folder: Path) -> int:
    """Bytes of the files in a folder."""
    return sum(path.stat().st_size for path in folder.iterdir() if path.is_file())


def thinned(folder: Path, limit: int) -> int:
    """Let go of what was not used for longest until nine tenths of `limit` bytes are left;
    returns how many there are now."""
    stats = ((path, path.stat()) for path in folder.iterdir() if path.is_file())
    files = sorted((stat.st_mtime, stat.st_size, path) for path, stat in stats)
    size = sum(one for _, one, _ in files)
    for _, one, path in files:
        if size <= 0.9 * limit:
            break
        path.unlink(missing_ok=True)
        size -= one
    return size


def looked_at(path: Path) -> None:
    """Note that a kept file is wanted still."""
    if time.time() - path.stat().st_mtime > TOUCHED_EVERY:
        with contextlib.suppress(OSError):
            path.touch()


def outdated(folder: Path, seconds: float) -> list[Path]:
    """The files of a folder that nobody used for so long."""
    oldest = time.time() - seconds
    return [one for one in folder.iterdir() if one.is_file() and one.stat().st_mtime < oldest]
