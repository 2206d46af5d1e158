"""Pure functions on values of a draft."""
