"""Texts of mails, one file a kind: pure functions from plain values."""
