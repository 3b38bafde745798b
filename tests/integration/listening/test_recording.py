"""Real recordings by espeak-ng: how long they are, where their chapters begin, what they cost."""

import json
import os
import shutil
import signal
import struct
import subprocess
import sys
import time
import wave
from pathlib import Path

import pytest

from octavo.assist.listening import programs
from octavo.assist.listening.recording import LONGEST_SCRIPT, REST_SECONDS, recorded
from octavo.assist.listening.script import Script, ScriptChapter, ScriptLine
from octavo.errors import SpeechError

pytestmark = pytest.mark.usefixtures("voice")

WORDS_A_SECOND = (1.5, 4.5)
"""How fast espeak-ng reads news at its usual speed, in either language, within wide bounds."""

STRIKE = (
    "Dockers in Vareno return to work at noon. The strike cost the port $4.7bn, or 12% of its year."
)
ARABIC = (
    "عاد عمال الميناء إلى العمل ظهر السبت بعد إضراب دام تسعة أيام. وقال د. سامي إن الاتفاق «عادل»."
)


def _chapter(title: str, text: str, language: str = "en") -> ScriptChapter:
    return ScriptChapter(title, (ScriptLine(text, language),))


@pytest.fixture
def script() -> Script:
    return Script("The day", "en", (_chapter("Strike", STRIKE), _chapter("إضراب", ARABIC, "ar"),
                                    _chapter("End", "That was the day.")))  # fmt: skip


def _seconds(path: Path) -> float:
    with wave.open(str(path)) as sound:
        return sound.getnframes() / sound.getframerate()


@pytest.mark.parametrize(("text", "language"), [(STRIKE, "en"), (ARABIC, "ar")])
def test_it_takes_as_long_as_its_words(tmp_path, text, language):
    one = Script("One", language, (_chapter("One", text, language),))
    found = recorded(one, tmp_path / "one.wav", "Octavo")
    words = sum(len(line.said.split()) for line in one.chapters[0].lines)
    least, most = WORDS_A_SECOND
    assert least < words / found.seconds < most
    assert _seconds(found.path) == pytest.approx(found.seconds)


def test_chapters_begin_where_those_before_end(tmp_path, script):
    found = recorded(script, tmp_path / "whole.wav", "Octavo")
    at = 0.0
    for chapter, mark in zip(script.chapters, found.chapters, strict=True):
        assert mark.title == chapter.title
        assert mark.start == pytest.approx(at, abs=0.01)
        alone = Script("Alone", "en", (chapter,))
        at += recorded(alone, tmp_path / "alone.wav", "Octavo").seconds + REST_SECONDS
    assert found.seconds == pytest.approx(at - REST_SECONDS, abs=0.01)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["alone.wav", "whole.wav"]


def test_silence_parts_the_chapters(tmp_path, script):
    found = recorded(script, tmp_path / "whole.wav", "Octavo")
    with wave.open(str(found.path)) as sound:
        rate = sound.getframerate()
        sound.setpos(round((found.chapters[1].start - REST_SECONDS) * rate))
        rest = sound.readframes(round((REST_SECONDS - 0.01) * rate))
        begun = sound.readframes(rate)
    assert set(rest) == {0}
    assert len(set(begun)) > 50, "then somebody speaks"


def _frames(body: bytes) -> dict[bytes, list[bytes]]:
    """The frames of an ID3v2.3 tag's body, by name."""
    found: dict[bytes, list[bytes]] = {}
    while body:
        size = struct.unpack(">I", body[4:8])[0]
        found.setdefault(body[:4], []).append(body[10 : 10 + size])
        body = body[10 + size :]
    return found


@pytest.mark.parametrize("encoder", ["lame", "the extra"])
def test_an_mp3_tells_its_chapters(tmp_path, script, monkeypatch, encoder):
    if encoder == "lame" and not shutil.which("lame"):
        pytest.skip("lame is not installed")
    if encoder == "the extra":
        pytest.importorskip("lameenc")
        monkeypatch.setattr(programs.shutil, "which", _without_lame(shutil.which))
    found = recorded(script, tmp_path / "day.mp3", "Octavo")
    data = found.path.read_bytes()
    size = sum(byte << shift for byte, shift in zip(data[6:10], (21, 14, 7, 0), strict=True))
    frames = _frames(data[10 : 10 + size])
    marks = [struct.unpack(">II", one.partition(b"\0")[2][:8]) for one in frames[b"CHAP"]]
    assert [start for start, _ in marks] == [round(mark.start * 1000) for mark in found.chapters]
    assert [end for _, end in marks[:-1]] == [start for start, _ in marks[1:]]
    assert marks[-1][1] == round(found.seconds * 1000)
    assert all(mark.title.encode("utf-16")[2:] in one
               for mark, one in zip(found.chapters, frames[b"CHAP"], strict=True))  # fmt: skip
    assert data[10 + size] == 0xFF, "sound begins where the tag ends"
    bits = (len(data) - size) * 8 / found.seconds
    assert bits == pytest.approx(1000 * int(programs.RATE_KBITS), rel=0.1)


def _without_lame(which):
    return lambda name: None if name == "lame" else which(name)


@pytest.mark.parametrize(
    ("text", "language", "code"),
    [("★", "en", "nothing_to_say"), ("a " * LONGEST_SCRIPT, "en", "too_long"),
     ("Hm.", "xx", "no_voice"), ("Hm.", "--help", "no_voice")],
)  # fmt: skip
def test_what_cannot_be_recorded_says_why_and_leaves_nothing(tmp_path, text, language, code):
    with pytest.raises(SpeechError) as caught:
        recorded(Script("T", "en", (_chapter("T", text, language),)), tmp_path / "a.wav", "Octavo")
    assert caught.value.code == code
    assert list(tmp_path.iterdir()) == []


def test_without_the_program_it_says_what_to_install(tmp_path, script, monkeypatch):
    monkeypatch.setattr(programs.shutil, "which", lambda name: None)
    monkeypatch.setattr(programs.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(SpeechError, match="apt-get install espeak-ng"):
        recorded(script, tmp_path / "a.wav", "Octavo")
    with pytest.raises(SpeechError, match="apt-get install lame"):
        programs.encode(tmp_path / "a.wav", tmp_path / "a.mp3")


# ---------------------------------------------------------------- bounds

BOUNDED = [sys.executable, "-I", "-S", str(Path(programs.__file__).with_name("bounded.py"))]


@pytest.mark.parametrize("code", ["bytearray(10**9)", "\nwhile True: pass"])
def test_a_program_takes_no_more_than_it_may(code):
    limits = [str(os.getpid()), "1", str(200 * 2**20)]
    python = [sys.executable, "-I", "-S", "-c", code]
    ended = subprocess.run(
        [*BOUNDED, *limits, *python], capture_output=True, timeout=20, check=False
    )
    assert ended.returncode != 0


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not tell")
def test_a_program_ends_with_whoever_asked_for_it():
    asks = (
        "import subprocess, os, json\n"
        f"bounded = {BOUNDED!r} + [str(os.getpid()), '60', str(2**30), '/bin/sleep', '60']\n"
        "child = subprocess.Popen(bounded)\n"
        "print(json.dumps(child.pid), flush=True)\nchild.wait()"
    )
    parent = subprocess.Popen([sys.executable, "-c", asks], stdout=subprocess.PIPE)
    child = json.loads(parent.stdout.readline())
    _wait(lambda: Path(f"/proc/{child}/comm").read_text() == "sleep\n")
    os.kill(parent.pid, signal.SIGKILL)
    parent.wait()
    _wait(lambda: not _is_running(child))


def _is_running(process: int) -> bool:
    try:
        return "Z (" not in Path(f"/proc/{process}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


def _wait(is_so) -> None:
    end = time.monotonic() + 5
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.02)
