"""A circuit breaker (Nygard, Release It!, 2007): what keeps failing is left alone for a while."""

import time
from collections.abc import Callable

FAILURES = 4
"""Failures in a row after which nothing is asked. Chosen by hand; not measured."""

PAUSE = 120.0
"""Seconds until one request may try again. Chosen by hand; not measured."""


class Breaker:
    """Counts failures in a row."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failures = 0
        self._open_until = 0.0

    @property
    def is_open(self) -> bool:
        """Whether nothing may be asked now."""
        return self._failures >= FAILURES and self._clock() < self._open_until

    def failed(self) -> None:
        """Takes note of a failure."""
        self._failures += 1
        self._open_until = self._clock() + PAUSE

    def succeeded(self) -> None:
        """Takes note of an answer."""
        self._failures = 0
