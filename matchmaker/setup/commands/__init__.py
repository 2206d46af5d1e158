"""Changes of an event before and around its opening."""
