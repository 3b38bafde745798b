"""Development data of our own for what Octavo AI does, and its scorers."""
