"""parse: the dialects of feeds, from bytes to entries: tree, RSS, Atom, JSON Feed, the fallback."""
