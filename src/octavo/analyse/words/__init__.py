"""words: words and their stems, terms and their rarity, language, the shipped data files."""
