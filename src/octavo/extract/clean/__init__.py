"""clean: blocks without boilerplate, times of live posts, and the acceptance checks."""
