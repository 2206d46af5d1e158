"""Alerts, repairs, and automatic cancelling."""
