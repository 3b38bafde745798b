"""figures: the numbers that somebody claims, in what a text says and in what a story's sources say.

sentence ── quantities ──► value, unit, exact or not ── counted ──► what it counts
         └─ attributions ──► who says so ── claimants ──► the name ──► figures ──► ledger
"""
