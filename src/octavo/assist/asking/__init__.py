"""asking: what a question asks for, and how well a sentence answers it.

question ──► kind of answer, what is counted, terms with their other words, times
article ──► sentences ──► terms matched here, near by, in the article ──► evidence
                      └─► a number of that noun? a person? a place? a time? a cause? ──┘
"""
