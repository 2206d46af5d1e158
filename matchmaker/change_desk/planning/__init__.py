"""Repairs of changes that are not noted yet, as they are kept."""
