"""The exact model (CP-SAT)."""
