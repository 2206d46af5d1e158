"""What a change of the structure does to what is published, and what rules mean for an event."""
