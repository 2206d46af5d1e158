"""What organisers do with the people and the organisations of an event."""
