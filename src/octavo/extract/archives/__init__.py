"""archives: saved pages, dumps of articles, and text captures of aggregator pages."""
