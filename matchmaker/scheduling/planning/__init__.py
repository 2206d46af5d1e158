"""The bridge to the solver: rows become a problem, a result becomes rows."""
