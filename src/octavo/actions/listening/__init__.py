"""listening: what is read aloud of what is stored (`scripts`), the recordings of it that are kept
(`recordings`), and the private podcast of the wrap-ups (`podcast`)."""
