"""Transactions of their own: mails to organisers, automatic cancellation."""
