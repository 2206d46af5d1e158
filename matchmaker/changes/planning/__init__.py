"""The bridge for repairs: what has happened becomes a changed problem, a proposal becomes a draft."""
