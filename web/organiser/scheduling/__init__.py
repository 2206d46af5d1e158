"""Scenarios, runs and the grid."""
