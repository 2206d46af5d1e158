"""Inbound mail: parsed with bounds, classified without a database, stored, then acted upon."""
