"""Mails: wording, bytes, the outbox and a real SMTP server."""
