"""What Octavo AI gets right on golden sets of our own, which are development data."""
