"""Agenda as published, and availability."""
