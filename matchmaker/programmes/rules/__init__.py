"""Pure functions on the texts of papers."""
