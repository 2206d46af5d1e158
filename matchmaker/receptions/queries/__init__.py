"""Reads: lists of guests."""
