"""retention: letting go of what is old, by a clock that is trusted only when it goes evenly."""
