"""Reads of the outbox: as organisers see it, and as the demo's mailbox shows it."""
