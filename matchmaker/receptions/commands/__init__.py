"""Changes: guests, answers, seats."""
