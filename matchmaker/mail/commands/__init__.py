"""Changes of the outbox and of what people want by mail."""
