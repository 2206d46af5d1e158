"""Reads of alerts with their words and possible times."""
