"""Reads of wishes, interest and the directory."""
