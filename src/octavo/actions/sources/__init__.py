"""sources: what the owner says of publishers."""
