"""demo: a small fictional press on loopback, so that the first minute has something to read."""
