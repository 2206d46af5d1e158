"""Writes: the outbox, returned mails, preferences."""
