"""Reports about a meeting or a day, and withdrawing."""
