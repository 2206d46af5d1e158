"""Changes of accounts, cards and log-ins."""
