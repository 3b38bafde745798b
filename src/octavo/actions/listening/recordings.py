"""Recordings that are kept: each is made once, one at a time, off the threads that serve pages.

asked ── is it kept? ──► the file
           └ no ──► queue (bounded) ──► one maker ──► disk, within its size and days
"""

import hashlib
import json
import logging
import queue
import shutil
import threading
from concurrent.futures import Future
from dataclasses import asdict
from pathlib import Path

from django.conf import settings

from octavo import __version__
from octavo.actions.retention.kept_files import looked_at, outdated, thinned
from octavo.assist.listening.mp3_tags import ChapterMark
from octavo.assist.listening.programs import has_encoder
from octavo.assist.listening.recording import MAKING, Recording, recorded
from octavo.assist.listening.script import Script
from octavo.errors import SpeechError
from octavo.store import site_settings

log = logging.getLogger(__name__)

IN_HAND = 80
"""Recordings that are asked for and not made yet, at most: the episodes of two languages, and some
articles. More are not begun."""

DAYS_UNUSED = 30
"""Days after which a recording that nobody used goes. Chosen by hand."""

VERSION = 1
"""Of how recordings are made within a version of Octavo: with another number each is made anew."""


def recording_key(script: Script) -> str:
    """What a recording is called: the same for the same words of the same site and version."""
    texts = [[(line.text, line.language) for line in one.lines] for one in script.chapters]
    titles = [script.title, *(one.title for one in script.chapters)]
    made_by = [__version__, VERSION, has_encoder(), site_settings.value("site_name")]
    value = [made_by, titles, texts]
    return hashlib.sha256(json.dumps(value).encode()).hexdigest()[:32]


class Recordings:
    """The recordings of one process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: queue.Queue[tuple[str, Script, str, Path]] = queue.Queue()
        self._pending: dict[str, Future[Recording]] = {}
        self._maker: threading.Thread | None = None

    def recording(self, script: Script, patience: float) -> Recording | None:
        """The recording, once it is made within so many seconds; None while it is not, and goes on
        being made. Raises SpeechError."""
        key = recording_key(script)
        if (found := kept_recording(key)) is not None:
            return found
        future = self._begun(key, script)
        try:
            return future.result(patience) if future else None
        except TimeoutError:
            return None

    def _begun(self, key: str, script: Script) -> "Future[Recording] | None":
        with self._lock:
            if (future := self._pending.get(key)) or len(self._pending) >= IN_HAND:
                return future
            future = self._pending[key] = Future()
            self._waiting.put((key, script, site_settings.value("site_name"), _folder()))
            if self._maker is None or not self._maker.is_alive():
                self._maker = threading.Thread(target=self._make, name="recordings", daemon=True)
                self._maker.start()
            return future

    def _make(self) -> None:
        for folder in _folder().glob(f"{MAKING}*"):  # of a process that was killed
            shutil.rmtree(folder, ignore_errors=True)
        while True:
            key, script, album, folder = self._waiting.get()
            future = self._pending[key]
            try:
                future.set_result(_made(key, script, album, folder))
            except (SpeechError, OSError) as error:
                log.warning("no recording of %s: %s", script.title, error)
                future.set_exception(error)
            except Exception as bug:
                log.exception("a recording was lost")
                future.set_exception(bug)
            with self._lock:
                del self._pending[key]


recordings = Recordings()
"""The recordings that this process makes."""


def _folder() -> Path:
    return Path(settings.DATA) / "recordings"


def kept_recording(key: str) -> Recording | None:
    """The recording as it is kept; None where it is not."""
    notes = _folder() / f"{key}.json"
    try:
        known = json.loads(notes.read_text("utf-8"))
        path = _folder() / known["file"]
        looked_at(path)
        looked_at(notes)
    except (FileNotFoundError, ValueError):
        return None
    marks = tuple(ChapterMark(**mark) for mark in known["chapters"])
    return Recording(path, known["seconds"], marks)


def _made(key: str, script: Script, album: str, folder: Path) -> Recording:
    """Make room for a recording, and make it: the newest is always kept."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in outdated(folder, DAYS_UNUSED * 86_400):
        path.unlink(missing_ok=True)
    thinned(folder, int(settings.RECORDINGS_MB * 2**20))
    found = recorded(script, folder / f"{key}{'.mp3' if has_encoder() else '.wav'}", album)
    marks = [asdict(mark) for mark in found.chapters]
    known = {"file": found.path.name, "seconds": found.seconds, "chapters": marks}
    (folder / f"{key}.json").write_text(json.dumps(known), "utf-8")
    return found
