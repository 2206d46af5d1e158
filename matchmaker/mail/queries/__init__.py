"""Reads: the outbox, the demo's mailbox, unsubscribe links."""
