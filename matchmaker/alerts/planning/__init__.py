"""The bridge to the solver for repairs: a disruption becomes a changed problem, a result becomes proposals."""
