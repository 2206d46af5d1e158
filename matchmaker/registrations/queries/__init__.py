"""What organisers read of the people and the organisations of an event."""
