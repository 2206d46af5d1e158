"""How far an event and a participant have come."""
