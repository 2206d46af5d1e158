"""Changes of who works for a community and its events."""
