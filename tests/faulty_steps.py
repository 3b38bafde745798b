"""The pure steps with a bug in them, for reading processes to import: what strikes a page stands in
its address."""

import os
import signal
import time

from octavo import steps
from octavo.types import Article, Failed, Page


def read_packed(bare: Page, packed: bytes) -> steps.Read | Failed[Page]:
    """The same as the step, but for pages whose address names what happens to them."""
    if "ends-its-process" in bare.url:
        os.kill(os.getpid(), signal.SIGSEGV)
    if "never-ends" in bare.url:
        time.sleep(600)
    if "breaks-analysis" in bare.url:
        return _with_a_bug_in_analysis(bare, packed)
    return steps.read_packed(bare, packed)


def _with_a_bug_in_analysis(bare: Page, packed: bytes) -> steps.Read | Failed[Page]:
    whole = steps.analysis

    def broken(clean: Article) -> object:
        raise ValueError(f"cannot analyse {clean.url}")

    steps.analysis = broken  # type: ignore[assignment]
    try:
        return steps.read_packed(bare, packed)
    finally:
        steps.analysis = whole


def end_this_process() -> None:
    """End the process at once, as a crash would."""
    os.kill(os.getpid(), signal.SIGKILL)
