"""What stands on papers: read from the last release, as plain values."""
