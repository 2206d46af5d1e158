"""Changes: the form itself, and what becomes of those who send it."""
