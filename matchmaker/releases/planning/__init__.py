"""The bridge for releases: agenda lines of a scenario, and whether it still fits the rows."""
