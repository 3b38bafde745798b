"""Recordings as they are sent: whole or in part (RFC 9110, 14), so that players can skip."""

import re
import threading
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

from octavo.actions.listening.recordings import recordings
from octavo.assist.listening.programs import has_voice
from octavo.assist.listening.recording import Recording
from octavo.assist.listening.script import Script
from octavo.web.threads import RECORDINGS

PATIENCE = 8.0
"""Seconds that somebody waits for a recording being made; then they are asked to come again. Chosen
by hand."""

PIECE = 1 << 16
"""Bytes that are read at once of a part."""

_RANGE = re.compile(r"\s*bytes\s*=\s*([0-9]*)\s*-\s*([0-9]*)\s*", re.I)
_places = threading.BoundedSemaphore(RECORDINGS)


def offers_recordings() -> bool:
    """Whether this site records: its machine has a voice, and its owner gives recordings room."""
    return settings.RECORDINGS_MB > 0 and has_voice()


def made(script: Script, patience: float = PATIENCE) -> Recording | None:
    """The recording of a script; None while it is being made. Raises SpeechError."""
    has_place = _places.acquire(blocking=False)
    try:
        found = recordings.recording(script, patience if has_place else 0)
    finally:
        if has_place:
            _places.release()
    return found if found and found.path.exists() else None


def sound(request: HttpRequest, recording: Recording) -> HttpResponseBase:
    """The recording, or the part of it that was asked for."""
    path = recording.path
    size, etag = path.stat().st_size, f'"{path.stem}"'
    found = get_conditional_response(request, etag=etag)
    if found is not None:
        return _headed(found, recording, etag)
    part = _part(request, size, etag)
    if part is None:
        response: HttpResponseBase = FileResponse(path.open("rb"))
        response.headers["Content-Length"] = str(size)
    elif not part:
        response = HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    else:
        response = StreamingHttpResponse(_pieces(path, part), status=206)
        response.headers["Content-Length"] = str(len(part))
        response.headers["Content-Range"] = f"bytes {part[0]}-{part[-1]}/{size}"
    return _headed(response, recording, etag)


def _headed(response: HttpResponseBase, recording: Recording, etag: str) -> HttpResponseBase:
    response.headers["Content-Type"] = recording.media_type
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "private, max-age=86400"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _part(request: HttpRequest, size: int, etag: str) -> range | None:
    """The bytes that are asked for, none where there are none such; None for all of them, as of a
    file that is another by now or several parts at once."""
    found = _RANGE.fullmatch(request.headers.get("Range", ""))
    if not found or request.headers.get("If-Range", etag) != etag or not any(found.groups()):
        return None
    first, last = (int(digits[:18]) if digits else None for digits in found.groups())
    if first is None:
        return range(max(0, size - (last or 0)), size)
    end = size if last is None else min(last + 1, size)
    return None if last is not None and last < first else range(first, end)


def _pieces(path: Path, part: range) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(part.start)
        left = len(part)
        while left and (piece := file.read(min(PIECE, left))):
            left -= len(piece)
            yield piece
