"""gate: whether a sentence that a model wrote stands in the passages that it cites.

sentence, passage ── reading ──► words, clauses ── one check after another ──► verdict
  quotations · numbers · times · names     each occurs in the passage,
  binding · direction                      said of the same, on the same side of a verb
  stance                                   negated, possible, claimed or sure as there
  speakers                                 said by whom it is said there
  words                                    and the rest is near it

The gate is strict: what it cannot prove it refuses, and the extractive answer is shown instead.
"""
