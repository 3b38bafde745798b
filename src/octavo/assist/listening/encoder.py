"""Writes a WAV file as MP3 by the extra `listen`; run by itself, in a process of its own:
`python -m octavo.assist.listening.encoder KBITS IN.wav OUT.mp3`."""

import sys
import wave

import lameenc

FRAMES = 1 << 16
"""Frames that are encoded at once: three seconds, so that memory stays small."""


def main() -> None:
    """Encode one channel of 16 bits."""
    rate, source, target = sys.argv[1:]
    with wave.open(source) as sound, open(target, "wb") as out:  # noqa: PTH123
        encoder = lameenc.Encoder()
        encoder.set_bit_rate(int(rate))
        encoder.set_in_sample_rate(sound.getframerate())
        encoder.set_channels(sound.getnchannels())
        encoder.silence()
        while frames := sound.readframes(FRAMES):
            out.write(encoder.encode(frames))
        out.write(encoder.flush())


if __name__ == "__main__":
    main()
