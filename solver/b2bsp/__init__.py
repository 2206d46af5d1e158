"""The published benchmark: all meetings of a given set, with the fewest breaks, proved."""
