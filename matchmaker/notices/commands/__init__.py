"""Put reminders, news and receipts into the outbox."""
