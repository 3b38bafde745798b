"""Finding: search and ask."""
