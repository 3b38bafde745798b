"""For machines: feeds out, health and metrics, the picture proxy, the installable app."""
