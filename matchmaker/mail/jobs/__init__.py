"""Send the outbox, in transactions of its own."""
