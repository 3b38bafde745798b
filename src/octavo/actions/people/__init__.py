"""People's accounts: the first admin, the last one, guesses at passwords."""
