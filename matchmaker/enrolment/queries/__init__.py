"""Reads for the open form and for the organisers' pages about it."""
