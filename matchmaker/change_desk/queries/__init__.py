"""What a change may be about, and what was found for it."""
