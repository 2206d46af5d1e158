"""Agenda as published, and when one can."""
