"""People and organisations of an event."""
