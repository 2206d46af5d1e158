"""Texts of presets, and what placeholders become."""
