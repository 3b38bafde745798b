"""What is heard: lines for the browser's own voice, recordings, and the private podcast."""
