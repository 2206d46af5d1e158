"""Import of CSV files."""
