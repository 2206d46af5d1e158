"""What is wrong with a meeting or a day, and withdrawing."""
