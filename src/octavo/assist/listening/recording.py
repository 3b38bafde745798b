"""A script as a file of sound, with the times at which its chapters begin."""

import json
import tempfile
import wave
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from octavo.assist.listening.mp3_tags import ChapterMark, id3
from octavo.assist.listening.programs import encode, speak
from octavo.assist.listening.script import Script, ScriptChapter
from octavo.errors import SpeechError

LONGEST_SCRIPT = 100_000
"""Characters that are recorded at most: an hour and three quarters. Chosen by hand."""

RATE = 22_050
"""Frames a second of espeak-ng's own voices: one channel, 16 bits."""

REST_SECONDS = 0.8
"""Silence between two chapters. Chosen by hand; not measured."""

MAKING = ".making-"
"""What folders of recordings in work are called at the beginning, beside what they become."""

KINDS_OF_SOUND = {".mp3": "audio/mpeg", ".wav": "audio/wav"}
"""What a recording may be, by the end of its name."""


@dataclass(frozen=True, slots=True)
class Recording:
    """A file of sound: its length in seconds, and where its chapters begin."""

    path: Path
    seconds: float
    chapters: tuple[ChapterMark, ...]

    @property
    def media_type(self) -> str:
        """What it is, as HTTP and feeds say it."""
        return KINDS_OF_SOUND[self.path.suffix]


def chapters_document(recording: Recording, links: Mapping[str, str] | None = None) -> str:
    """Where the chapters begin, as JSON Chapters 1.2 of the Podcasting 2.0 namespace; `links` are
    addresses by the chapters' titles."""
    marks = [
        {"startTime": round(mark.start, 3), "title": mark.title}
        | ({"url": links[mark.title]} if links else {})
        for mark in recording.chapters
    ]
    return json.dumps({"version": "1.2.0", "chapters": marks}, ensure_ascii=False)


def recorded(script: Script, target: Path, album: str) -> Recording:
    """Record a script into `target`, MP3 or WAV by the end of its name: the file is there whole or
    not at all. `album` is the name of the site. Raises SpeechError: no_espeak, no_voice,
    no_encoder, nothing_to_say, too_long, speech_slow, speech_failed."""
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=MAKING) as name:
        folder = Path(name)
        sound = folder / "sound.wav"
        seconds, marks = _spoken(script, sound, folder)
        if target.suffix == ".wav":
            sound.replace(target)
        else:
            whole = folder / "whole.mp3"
            encode(sound, folder / "bare.mp3")
            tag = id3(script.title, album, marks, seconds)
            whole.write_bytes(tag + (folder / "bare.mp3").read_bytes())
            whole.replace(target)
    return Recording(target, seconds, marks)


def _spoken(script: Script, target: Path, folder: Path) -> tuple[float, tuple[ChapterMark, ...]]:
    """Write the whole script as WAV; returns its seconds and where its chapters begin."""
    marks: list[ChapterMark] = []
    parts = [(one, list(_passages(one))) for one in script.chapters]
    parts = [(one, passages) for one, passages in parts if passages]
    _check(sum(len(text) for _, passages in parts for _, text in passages))
    with wave.open(str(target), "wb") as out:
        out.setparams((1, 2, RATE, 0, "NONE", ""))
        for chapter, passages in parts:
            if marks:
                out.writeframes(bytes(2 * round(REST_SECONDS * RATE)))
            marks.append(ChapterMark(out.tell() / RATE, chapter.title))
            for language, text in passages:
                _append(out, text, language, folder / "part.wav")
        return out.tell() / RATE, tuple(marks)


def _check(characters: int) -> None:
    if not characters:
        raise SpeechError("there is nothing to read aloud", code="nothing_to_say")
    if characters > LONGEST_SCRIPT:
        raise SpeechError("it is too long to be recorded", code="too_long")


def _passages(chapter: ScriptChapter) -> Iterator[tuple[str, str]]:
    """The lines of a chapter as they are said, those of one language together: each a paragraph,
    so that the voice rests after it."""
    for language, lines in groupby(chapter.lines, key=lambda line: line.language):
        said = [line.said for line in lines]
        if text := "\n\n".join(one for one in said if one):
            yield language or "en", text


def _append(out: wave.Wave_write, text: str, language: str, part: Path) -> None:
    speak(text, language, part)
    with wave.open(str(part)) as sound:
        if sound.getparams()[:3] != (1, 2, RATE):
            raise SpeechError("espeak-ng's voice is of another kind", code="speech_failed")
        while frames := sound.readframes(1 << 16):
            out.writeframes(frames)
