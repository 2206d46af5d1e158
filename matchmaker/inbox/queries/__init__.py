"""Find what a mail belongs to."""
