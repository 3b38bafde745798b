"""Programs of the machine that make sound: found on PATH, run one at a time within limits."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from octavo.errors import SpeechError

SECONDS = 120
"""Seconds that a program may take, of the clock and of the processor: espeak-ng reads an hour in
seconds. Chosen by hand."""

BYTES = 1024 * 2**20
"""Bytes of memory, and of the file it writes, that a program may take: an hour of WAV are 160 MB.
Chosen by hand."""

RATE_KBITS = "48"
"""Thousand bits a second of a recording: speech of one channel is clear at it, and an hour takes 22
MB. Chosen by hand; not measured."""

_CODE = re.compile("[a-z]{2,3}(?:-[a-z0-9]{1,8})*")
"""A language's code: espeak-ng takes names of files too, which texts may not choose."""
_LAUNCHER = str(Path(__file__).with_name("bounded.py"))
_HOME = str(Path(__file__).resolve().parents[3])


def has_voice() -> bool:
    """Whether the machine has espeak-ng."""
    return shutil.which("espeak-ng") is not None


def has_encoder() -> bool:
    """Whether recordings can be MP3 here: `lame` is on PATH, or the extra `listen` installed."""
    return shutil.which("lame") is not None or importlib.util.find_spec("lameenc") is not None


def speak(text: str, language: str, target: Path) -> None:
    """Write the text as WAV; raises SpeechError: no_espeak, no_voice, speech_failed."""
    program = shutil.which("espeak-ng")
    if program is None:
        raise SpeechError(
            "espeak-ng is not on this machine; on Debian: apt-get install espeak-ng",
            code="no_espeak",
        )
    if not _CODE.fullmatch(language):
        raise SpeechError(f"espeak-ng has no voice for {language!r}", code="no_voice")
    options = ["-v", language, "-b", "1", "--stdin", "-w", str(target)]
    if _ended_well([program, *options], text) and target.exists():
        return
    if not _ended_well([program, "-v", language, "-q", "--stdin"], ""):
        raise SpeechError(f"espeak-ng has no voice for {language!r}", code="no_voice")
    raise SpeechError("espeak-ng could not read the text", code="speech_failed")


def encode(source: Path, target: Path) -> None:
    """Write a WAV file as MP3; raises SpeechError: no_encoder, speech_failed."""
    program = shutil.which("lame")
    if program is not None:
        options = ["--quiet", "-t", "-m", "m", "-b", RATE_KBITS, "--cbr"]
        command = [program, *options, str(source), str(target)]
    elif has_encoder():
        module = "octavo.assist.listening.encoder"
        command = [sys.executable, "-m", module, RATE_KBITS, str(source), str(target)]
    else:
        raise SpeechError(
            "nothing here writes MP3; on Debian: apt-get install lame; or pip install"
            " 'octavo[listen]'; or name a file that ends in .wav",
            code="no_encoder",
        )
    if not _ended_well(command, "") or not target.exists():
        raise SpeechError("the recording could not be written as MP3", code="speech_failed")


def _ended_well(command: Sequence[str], text: str) -> bool:
    """Whether a program ended as it should, given the text on its standard input; raises
    SpeechError, speech_slow, where it took too long."""
    limits = [str(os.getpid()), str(SECONDS), str(BYTES)]
    bounded = [sys.executable, "-I", "-S", _LAUNCHER, *limits, *command]
    try:
        ended = subprocess.run(  # noqa: S603
            bounded,
            input=text.encode("utf-8", "ignore"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            env={"PATH": os.defpath, "LC_ALL": "C.UTF-8", "PYTHONPATH": _HOME},
            check=False,
        )
    except subprocess.TimeoutExpired as slow:
        raise SpeechError("reading it aloud took too long", code="speech_slow") from slow
    return ended.returncode == 0
