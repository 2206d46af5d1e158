"""Changes: what is said of meetings, rounds, answers."""
