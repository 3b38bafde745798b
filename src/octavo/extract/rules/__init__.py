"""rules: publisher rules, which say by selectors where an article stands.

rule (of the owner, or built_in) ─► application: Findings, or None where the page is built anew
"""
