"""Mails of an event."""
