"""Papers of an event: programmes of all, booklet, sheets."""
