"""Guests of receptions."""
