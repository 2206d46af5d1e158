"""Rules on members, memberships and what the public reads: pure functions."""
