"""Makes the shipped models again; seeded, from data that lie beside the checkout."""
