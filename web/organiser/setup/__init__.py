"""Structure of an event."""
