"""Reads of events and of their structure."""
