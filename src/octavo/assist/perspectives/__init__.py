"""perspectives: how the outlets of a story differ, and which of them do not tell it.

reports ── copies of one text are one ──► sources ── sentences that say the same ──► statements
        └─ headlines and words, the loaded ones marked ──► wording
outlets and their attributes ── who covers it, who could have ──► coverage, gaps
"""
