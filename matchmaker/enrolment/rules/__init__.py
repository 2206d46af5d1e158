"""What holds for every form: pure functions."""
