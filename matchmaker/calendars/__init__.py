"""Pure functions that build calendars: no clock, no database."""
