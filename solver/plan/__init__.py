"""The whole way from a problem to its result."""
