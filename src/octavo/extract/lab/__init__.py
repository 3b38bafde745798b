"""lab: why an article is what it is (inspection), and what a rule would change (trial)."""
