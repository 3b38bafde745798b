"""page: HTML as a tree, its text blocks, its pictures; what is safe to show."""
