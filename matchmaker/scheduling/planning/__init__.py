"""The bridge between rows and solver: rows become a problem, a result becomes a scenario."""
