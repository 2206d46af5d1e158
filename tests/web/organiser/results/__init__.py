"""After an event."""
