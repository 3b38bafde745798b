"""Stories as they are stored: rows, storylines, lineages, and what editors corrected of them."""
