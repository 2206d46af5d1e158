"""How a release has reached its readers."""
