"""Reads of accounts, and of who may see which event."""
