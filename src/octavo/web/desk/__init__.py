"""The desk: where editors correct stories and texts."""
