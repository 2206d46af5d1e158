"""Reads for the dashboard and for the signs on a participant's tabs."""
