"""Read what an answer link names and what its page shows."""
