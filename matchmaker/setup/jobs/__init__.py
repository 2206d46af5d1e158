"""Work of the set-up in transactions of its own."""
