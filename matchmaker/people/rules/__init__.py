"""Rules on passwords and clients: pure functions."""
