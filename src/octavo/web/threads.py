"""How the threads that serve the site are shared, so that no kind of request takes them all."""

READERS = 8
"""Threads that pages always find free of pictures: pages take milliseconds and share one
interpreter, so more would only stand in each other's way. Chosen by hand; not measured."""

PICTURES = 16
"""Threads that may wait for pictures on their way: a browser asks for six at once."""

RECORDINGS = 4
"""Threads that may wait for recordings being made, which go one after another."""

FORMS = 8
"""Forms in work at a time, those included that wait for the database: each is done in milliseconds,
so that as many people seldom send one at once. Chosen by hand; not measured."""

PASSWORDS = 4
"""Forms with a password in hand, waiting ones included, of those: a hash takes some tenths of a
second on a small machine."""

THREADS = READERS + PICTURES + RECORDINGS + FORMS
"""All of them, started as they are needed."""
