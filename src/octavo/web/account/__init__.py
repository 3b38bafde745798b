"""Accounts: the first minute, profile, preferences, what a reader follows."""
