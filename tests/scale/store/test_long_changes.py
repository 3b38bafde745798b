"""Two long texts are compared in time that grows with their length alone."""

import time

from octavo.store.read.revisions import changed_lines


def test_no_text_takes_long():
    lines = [f"line {n % 7}" for n in range(20_000)]
    started = time.process_time()
    changed_lines(lines, [*lines[1:], *lines[:1]])
    changed_lines(lines, lines[::-1])
    assert time.process_time() - started < 1.0
