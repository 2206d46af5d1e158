"""Raise and settle alerts, withdraw, answer invitations, choose a repair."""
