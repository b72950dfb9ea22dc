"""What makes the one page of a meeting quick to fill in."""
