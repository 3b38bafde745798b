"""names: people, places and organisations of a text, the gazetteer, and phonetic keys."""
