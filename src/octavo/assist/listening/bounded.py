"""Run a program within limits, and end it when whoever asked for it ends. This file is run by
itself, `python -I -S bounded.py PARENT SECONDS BYTES PROGRAM …`: the limits are set in the process
that becomes the program, where no thread of the site's can stand in the way."""

import contextlib
import os
import resource
import signal
import sys

PARENT_DEATH_SIGNAL = 1
"""The option of Linux' prctl(2) that names the signal to get when the parent ends."""


def main() -> None:
    """Limit seconds of processor, bytes of memory and of files, and become the program; not where
    the process that asked for it, of this number, is gone."""
    parent, seconds, size, *command = sys.argv[1:]
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 1))
    with contextlib.suppress(ValueError):  # macOS has no such limit
        resource.setrlimit(resource.RLIMIT_AS, (int(size), int(size)))
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(size), int(size)))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(PARENT_DEATH_SIGNAL, signal.SIGKILL)
        if os.getppid() != int(parent):
            return
    os.execv(command[0], command)  # noqa: S606


if __name__ == "__main__":
    main()
